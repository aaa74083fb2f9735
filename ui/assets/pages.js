// Pages of a PDF or a scan: which view of an article is shown, the page or its text, and where it is marked.

import { gettext as _ } from "./language.js";

const KEY = "citedqa:view";

// The address of an article as this person likes to see it; an address that names a page or a view is what it is.
export function seen(href) {
  const address = new URL(href, location.origin);
  if (address.searchParams.has("view") || address.searchParams.has("page") || kept() !== "text") return href;
  address.searchParams.set("view", "text");
  return address.pathname + address.search;
}

// Calls `show` with where a link leads that turns a page or changes the view, and has the focus stay with that link.
export function onTurn(body, show) {
  body.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-view]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.rel !== "prev" && link.rel !== "next") keep(link.dataset.view);
    await show(link.getAttribute("href"));
    const same = link.rel ? body.querySelector(`a.leaf[rel=${link.rel}]`) : body.querySelector(`a[data-view=${link.dataset.view}]`);
    (same ?? body).focus({ preventScroll: true });
  });
}

// What the page is opened at.
export const markIn = (body) => body.querySelector(".hit:not(.other), .text:not(.sr) mark:not(.other)");

// A page that can't be drawn after all.
document.addEventListener("error", (event) => {
  const sheet = event.target.matches?.(".sheet img") && event.target.closest(".sheet");
  if (!sheet) return;
  sheet.nextElementSibling?.classList.remove("sr");
  sheet.replaceWith(Object.assign(document.createElement("p"), { className: "notice", textContent: _("The page itself can’t be shown; this is its text.") }));
}, true);

function kept() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // where nothing may be kept
  }
}

function keep(view) {
  try {
    localStorage.setItem(KEY, view);
  } catch {}
}
