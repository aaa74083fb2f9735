// Pages of a PDF or a scan: which view of an article is shown, the page or its text, and where it is marked.

import { keep, recall } from "./keeping.js";
import { gettext as _ } from "./language.js";
import { notice } from "./making.js";

const KEY = "citedqa:view";

// The address of an article as this person likes to see it; an address that names a page or a view is what it is.
export function seen(href) {
  const address = new URL(href, location.origin);
  if (address.searchParams.has("view") || address.searchParams.has("page") || recall(KEY) !== "text") return href;
  address.searchParams.set("view", "text");
  return address.pathname + address.search;
}

// Calls `show` with where a link leads that turns a page, changes the view or goes from place to place of what is looked for, or
// where the search leads; what was used has the focus afterwards.
export function onTurn(body, show) {
  const go = async (href, same) => {
    await show(href.replace(/#.*/, ""));
    (body.querySelector(same) ?? body).focus({ preventScroll: true });
  };
  body.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-view], a[data-hit]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { view, hit } = link.dataset;
    if (view && !link.rel) keep(KEY, view);
    go(link.getAttribute("href"), hit ? `a[data-hit=${hit}]` : link.rel ? `a.leaf[rel=${link.rel}]` : `a[data-view=${view}]`);
  });
  body.addEventListener("submit", (event) => {
    if (!event.target.matches(".find-in")) return;
    event.preventDefault();
    go(`${event.target.getAttribute("action")}?${new URLSearchParams(new FormData(event.target))}`, ".find-in [name=find]");
  });
}

// Marks are shown with the picture; until it is there, paper of its size.
document.addEventListener("load", ({ target }) => target.matches?.(".sheet img") && target.closest(".sheet").classList.add("drawn"), true);

// What the page is opened at.
export const markIn = (body) => body.querySelector(".hit:not(.other), .text:not(.sr) mark:not(.other)");

// To there, where it is opened at a place.
export function reveal(body) {
  const mark = markIn(body);
  const go = () => mark?.scrollIntoView({ block: "center", behavior: "instant" });
  go();
  requestAnimationFrame(go); // parts of a long article get their true height only now
  return mark;
}

// A page that can't be drawn after all.
document.addEventListener("error", (event) => {
  const sheet = event.target.matches?.(".sheet img") && event.target.closest(".sheet");
  if (!sheet) return;
  sheet.nextElementSibling?.classList.remove("sr");
  sheet.replaceWith(notice(_("The page itself can’t be shown; this is its text.")));
}, true);
