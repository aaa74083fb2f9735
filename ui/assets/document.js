// One document of the library: what it is, who says what in it, and its article.

import { decoded, enterView, nameView, onView } from "./address.js";
import { gettext as _ } from "./language.js";
import { askWithin } from "./scope.js";
import { make } from "./making.js";
import { at, shown as got } from "./server.js";
import { announce, isWide } from "./shell.js";
import { collect, confirmRemoval } from "./shelving.js";
import { onTurn, reveal, seen } from "./viewer.js";

let view, body;
let shown = ""; // the id of the document in it
let opener; // has the focus again afterwards
let article = ""; // the address that is shown

export function mountDocument(root) {
  view = root.querySelector("#document-view");
  body = view.querySelector(".page-of-source");
  // Before the question box hears of it: the question is about this document alone.
  body.addEventListener("click", (event) => {
    const about = body.querySelector(".about");
    const here = about && { id: about.dataset.id, title: about.dataset.title };
    const place = event.target.closest("a[data-place]");
    const tab = event.target.closest("[role=tab]");
    if (event.target.closest("[data-ask], .about-this")) askWithin({ documents: [here] });
    else if (event.target.closest(".remove")) confirmRemoval([here]);
    else if (event.target.closest(".collect")) collect([here], () => open(here.id, true));
    else if (tab) choose(tab);
    else if (place && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      read(place.getAttribute("href"));
    }
  });
  onTurn(body, read);
  body.addEventListener("keydown", (event) => {
    if (!event.target.matches("[role=tab]") || !["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    const tabs = [...body.querySelectorAll("[role=tab]")];
    const other = tabs.at((tabs.indexOf(event.target) + (event.key === "ArrowRight" ? 1 : -1)) % tabs.length);
    choose(other);
    other.focus();
  });
  const isThere = () => opener?.isConnected && opener.checkVisibility();
  onView("document", view, { open: (rest) => open(decoded(rest)), opener: () => (isThere() ? opener : root.querySelector("[name=words]")) });
}

export function openDocument(id, from) {
  opener = from;
  enterView("document", encodeURIComponent(id));
  open(id);
  from.closest("tr").scrollIntoView({ block: "nearest" }); // the list is narrower now
}

async function open(id, anew = false) {
  if (view.open && shown === id && !anew) return;
  shown = id;
  article = "";
  view.querySelector(".alone").href = at(`/source/${encodeURIComponent(id)}`);
  if (!view.open) {
    body.replaceChildren(make("p", { className: "for", textContent: _("Opening …") }));
    isWide() ? view.show() : view.showModal();
  }
  body.inert = true; // its buttons are another document's until then
  const page = await got(at(`/library/document/${encodeURIComponent(id)}`));
  if (shown !== id) return; // another one was asked for meanwhile
  body.replaceChildren(page);
  body.inert = false;
  body.scrollTo({ top: 0 });
  const title = body.querySelector("h2")?.textContent ?? _("Document");
  view.setAttribute("aria-label", title);
  body.focus({ preventScroll: true });
  announce(title);
  nameView(title);
  const tab = body.querySelector("[aria-selected=true]");
  if (tab) choose(tab);
}

function choose(tab) {
  for (const each of body.querySelectorAll("[role=tab]")) {
    const on = each === tab;
    each.setAttribute("aria-selected", on);
    each.tabIndex = on ? 0 : -1;
    document.getElementById(each.getAttribute("aria-controls")).hidden = !on;
  }
  if (tab.id === "tab-text" && !article) read(at(`/source/${encodeURIComponent(body.querySelector(".about").dataset.id)}`));
}

// The article, at the place that this address names.
async function read(href) {
  const shown = body.querySelector("#document-text");
  article = href;
  choose(body.querySelector("#tab-text"));
  const main = await got(seen(href));
  if (article !== href) return;
  shown.replaceChildren(main.querySelector("article.source") ?? main);
  if (main.matches(".notice")) article = ""; // so that it is asked for again
  if (reveal(shown)) body.focus({ preventScroll: true });
}
