// The source view: a whole article beside the answer (over it, on a phone), at the place that was cited.

import { enterView, nameView, onView } from "./address.js";
import { keep, recall } from "./keeping.js";
import { gettext as _ } from "./language.js";
import { make, notice, offerAgain } from "./making.js";
import { at, shown as got } from "./server.js";
import { announce, isTyping, isWide, wide } from "./shell.js";

let view, body, where;
let cited = []; // the markers of the answer, in order, one for each citation
let chosen = -1;
let opener; // has the focus again afterwards
let loaded = ""; // the article that is in the view
let wanted = ""; // the one that shall be

export function mount(element) {
  view = element.querySelector("dialog");
  [body, where] = [view.querySelector(".page-of-source"), view.querySelector(".where")];
  view.querySelector(".previous").addEventListener("click", () => step(-1));
  view.querySelector(".following").addEventListener("click", () => step(1));
  document.addEventListener("keydown", (event) => {
    if (!view.open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (view.contains(document.activeElement) && !isTyping()) step({ ArrowLeft: -1, ArrowRight: 1 }[event.key] ?? NaN);
  });
  onTurn(body, turn);
  wide.addEventListener("change", () => view.open && (view.close(), place()));
  onView("source", view, { open, opener: () => (opener?.isConnected ? opener : document.getElementById("question")) });
  document.addEventListener("citedqa:opened", () => view.open && !cited.length && find(wanted));
}

// By its address: where an answer on the page cites it, with the steps from citation to citation.
function open(rest) {
  const href = at(`/source/${rest}`);
  if (view.open && loaded === href) return;
  find(href);
  show(cited[chosen] ?? make("a", { href }));
}

function find(href) {
  const link = [...document.querySelectorAll("#conversation a.marker")].findLast((each) => each.getAttribute("href") === href);
  citedIn(link?.closest(".turn").dataset.turn, link);
  if (view.open) steps();
}

function citedIn(turn, link) {
  const seen = new Set();
  cited = turn ? [...document.querySelectorAll(`#t${turn} a.marker`)].filter(({ dataset }) => !seen.has(dataset.cite) && seen.add(dataset.cite)) : [];
  chosen = cited.findIndex(({ dataset }) => dataset.cite === link.dataset.cite);
}

// `link` leads to the article's own page; `turn` is the answer that cites it, if one does.
export function openSource(link, turn) {
  citedIn(turn, link);
  show(link);
}

function step(by) {
  if (!cited[chosen + by]) return;
  chosen += by;
  show(cited[chosen]);
}

function place() {
  isWide() ? view.show() : view.showModal();
  body.focus({ preventScroll: true }); // not the button that closes it
}

async function show(link) {
  const href = link.getAttribute("href");
  if (!href.startsWith(at("/source/"))) return announce(_("This article has changed or is gone."));
  if (!view.open) {
    opener = link.isConnected ? link : null;
    place();
  }
  wanted = href;
  enterView("source", href.slice(at("/source/").length));
  steps();
  view.querySelector(".alone").href = `${href}#cited`;
  if (loaded !== href && !(await load(href, () => show(link)))) return;
  shown();
  const held = document.activeElement;
  if (held === body || (!view.contains(held) && !isTyping()) || held.disabled) dwell();
  const words = markIn(body);
  announce([view.getAttribute("aria-label"), where.textContent, words !== document.activeElement && words?.textContent].filter(Boolean).join(". "));
}

// From the cited words on it is read, by whoever reads with keys or ears.
function dwell() {
  const mark = body.querySelector(".text mark:not(.other)");
  if (mark) mark.tabIndex = -1;
  (mark ?? body).focus({ preventScroll: true });
}

// Another page, or the other view, of the article that is there: the citation opens its own again.
async function turn(href) {
  wanted = href;
  if (!(await load(href, () => turn(href)))) return;
  loaded = "";
  shown();
  announce(body.querySelector(".page-number")?.textContent ?? "Text");
}

function shown() {
  const [inside, outside] = [body.querySelector("a.original"), view.querySelector(".web")];
  outside.hidden = !inside;
  outside.href = inside?.href ?? "/";
  nameView(view.getAttribute("aria-label"));
  if (!reveal(body)) body.scrollTo({ top: 0 });
}

// Where among the citations of the answer this is.
function steps() {
  const several = cited.length > 1;
  view.querySelector(".steps").hidden = !several;
  const words = several ? _("%(number)s of %(total)s", { number: cited[chosen].dataset.cite, total: cited.length }) : "";
  where.replaceChildren(make("span", { className: "long", textContent: several ? `${_("Citation")} ` : "" }), words);
  view.querySelector(".previous").disabled = !several || chosen <= 0;
  view.querySelector(".following").disabled = !several || chosen >= cited.length - 1;
}

// Whether it could be; `again` is what there is to do where it couldn't.
async function load(href, again) {
  body.setAttribute("aria-busy", "true");
  const page = await got(seen(href));
  body.removeAttribute("aria-busy");
  if (wanted !== href) return false; // another one was asked for meanwhile
  page.querySelector(".home")?.remove();
  body.replaceChildren(...(page.matches(".notice") ? [page] : page.childNodes));
  loaded = page.matches(".notice") ? "" : href;
  view.setAttribute("aria-label", body.querySelector("h1")?.textContent ?? _("Source"));
  if (loaded) return true;
  announce(page.textContent);
  offerAgain(page, again);
  body.focus({ preventScroll: true });
}

// Pages of a PDF or a scan: which view of an article is shown, the page or its text, and where it is marked.
const KEY = "citedqa:view";

// The address of an article as this person likes to see it: on a narrow screen, where letters of a page are too small, its text
// unless they chose otherwise. An address that names a page or a view is what it is.
export function seen(href) {
  const address = new URL(href, location.origin);
  if (address.searchParams.has("view") || address.searchParams.has("page") || (recall(KEY) || (innerWidth < 600 ? "text" : "page")) !== "text") return href;
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
    const [{ find }, next] = [event.target.elements, event.target.querySelector("[data-hit=after]")];
    if (next && find.value === find.defaultValue) return go(next.getAttribute("href"), ".find-in [name=find]"); // Enter once more
    go(`${event.target.getAttribute("action")}?${new URLSearchParams(new FormData(event.target))}`, ".find-in [name=find]");
  });
}

// Marks are shown with the picture; until it is there, paper of its size.
document.addEventListener("load", ({ target }) => target.matches?.(".sheet img") && target.closest(".sheet").classList.add("drawn"), true);

// What the page is opened at.
const markIn = (body) => body.querySelector(".hit:not(.other), .text:not(.sr) mark:not(.other)");

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
