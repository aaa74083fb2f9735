// The Library page: finding documents, and choosing some of them to do something with.

import { mountAdding } from "./adding.js";
import { mountDocument, openDocument } from "./document.js";
import { gettext as _, inWords, ngettext } from "./language.js";
import { askWithin } from "./scope.js";
import { notice, offerAgain, whenTyped } from "./making.js";
import { at, shown as got, json, part, refusal } from "./server.js";
import { announce, currentPage, isWide, onShown } from "./shell.js";
import { collect, confirmRemoval, mountShelving, restore } from "./shelving.js";

let root, shelf;
const EVERYTHING = { words: "", since: "", until: "", collection: "" };
let query = { ...EVERYTHING, order: "title", descending: false, page: 0 };
let latest = 0; // only the newest answer is shown
const chosen = new Map(); // id → title, on all pages of the list
let found = 0; // documents on all pages

export function mount(element) {
  const come = async () => {
    if (root) return refresh();
    const frame = await got(at("/library/frame"), { overview: isWide() });
    if (root) return;
    element.replaceChildren(frame);
    if (frame.matches(".notice")) return offerAgain(frame, come);
    root = frame;
    shelf = root.querySelector(".documents");
    query = { ...query, ...history.state?.query };
    find();
    onChoosing();
    tellOfAll();
    mountShelving(root, (id) => chosen.delete(id));
    mountDocument(root);
    if (root.hasAttribute("data-admin")) mountAdding(root);
    document.addEventListener("citedqa:library", refresh);
    document.addEventListener("citedqa:acted", renew);
    await refresh();
  };
  onShown("library", come);
  addEventListener("online", () => element.querySelector(".notice .again")?.click());
}

async function refresh() {
  if (!root || currentPage() !== "library") return;
  history.replaceState({ ...history.state, query }, ""); // a reload finds it
  const number = ++latest;
  shelf.setAttribute("aria-busy", "true");
  const page = await got(at("/library/shelf"), query);
  if (number !== latest) return;
  const focus = remembered();
  const open = shelf.querySelector("details.removed")?.open;
  shelf.replaceChildren(page);
  shelf.removeAttribute("aria-busy");
  if (page.matches(".notice")) return offerAgain(page, refresh);
  if (open) page.querySelector("details.removed")?.setAttribute("open", "");
  const { holding = "0", total = "0", page: shown = "0" } = page.dataset;
  [query.page, found] = [Number(shown), Number(total)];
  const order = field("sort").querySelector(`[value="${query.order}:${query.descending || ""}"]`); // the heads have more of them
  if (order && !order.selected) order.selected = true;
  root.classList.toggle("empty", holding === "0");
  const all = ngettext("%(num)s document", "%(num)s documents", Number(holding));
  root.querySelector(".total").textContent = holding === "0" ? "" : total === holding ? all : _("%(number)s of %(total)s", { number: inWords(found), total: all });
  if (query.since || query.until || query.collection) root.querySelector(".fold").ariaExpanded = "true";
  tray();
  focus();
  return found;
}

const toFilters = (block) => root.querySelector(".filters").scrollIntoView({ block });
const field = (name) => root.querySelector(`.filters [name=${name}]`);

// From the first page on, unless it is another that is wanted.
function look(wanted) {
  query = { ...query, page: 0, ...wanted };
  return refresh();
}

// What the fields say, with these values in them.
async function seek(values = {}) {
  for (const [name, value] of Object.entries(values)) field(name).value = value;
  const total = await look(Object.fromEntries(Object.keys(EVERYTHING).map((name) => [name, field(name).value.trim()])));
  if (total !== undefined) announce(ngettext("%(num)s document", "%(num)s documents", total));
}

function find() {
  const [words, within] = [field("words"), field("collection")];
  for (const name of Object.keys(EVERYTHING)) field(name).value = query[name];
  const fold = root.querySelector(".fold"); // on a narrow screen
  fold.addEventListener("click", () => (fold.ariaExpanded = fold.ariaExpanded !== "true"));
  const sortBy = (order, descending) => look({ order, descending: descending === "true" });
  whenTyped(words, () => seek());
  for (const each of [field("since"), field("until"), within]) each.addEventListener("change", () => seek());
  within.addEventListener("change", () => root.querySelector("[name=into]") && (root.querySelector("[name=into]").value = within.value));
  field("sort").addEventListener("change", ({ target }) => sortBy(...target.value.split(":")));
  shelf.addEventListener("click", (event) => {
    const { order, descending, page } = event.target.closest("button")?.dataset ?? {};
    const link = event.target.closest("a[data-document]");
    if (order) sortBy(order, descending);
    else if (page !== undefined) look({ page: Number(page) }).then(() => toFilters("nearest"));
    else if (event.target.closest(".everything")) {
      seek(EVERYTHING);
      words.focus();
    } else if (event.target.closest(".within-dates")) {
      const { since, until, collection: id } = query;
      askWithin({ since, until, collections: id ? [{ id, title: within.selectedOptions[0].textContent }] : [] });
    } else if (event.target.closest(".restore")) restore([event.target.closest("li").dataset.id]);
    else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openDocument(link.closest("tr").dataset.id, link);
    }
  });
}

// Topics, people and months. Where they are open they come with the page, so that nothing below moves; else when somebody opens them.
function tellOfAll() {
  const all = root.querySelector(".in-all");
  const told = all.querySelector(".all-told");
  let [stale, latest] = [!told.firstChild, 0];
  const tell = async () => {
    if (!all.open || !stale) return;
    stale = false;
    const number = ++latest;
    const overview = await got(at("/library/overview"));
    if (number !== latest) return;
    if (told.firstChild && overview.matches(".notice")) stale = true; // what is there stays until there is a newer one
    else told.replaceChildren(overview);
  };
  all.open = isWide();
  all.addEventListener("toggle", tell);
  document.addEventListener("citedqa:library", () => ((stale = true), tell()));
  told.addEventListener("click", ({ target }) => {
    const { since, until } = target.closest("[data-since]")?.dataset ?? {};
    if (since === undefined) return;
    seek({ since, until });
    toFilters("start");
  });
}

const rows = () => [...shelf.querySelectorAll("tr[data-id]")];

function onChoosing() {
  shelf.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox") return;
    for (const row of target.matches(".all") ? rows() : [target.closest("tr")]) {
      if (target.checked) chosen.set(row.dataset.id, row.querySelector("a[data-document]").textContent);
      else chosen.delete(row.dataset.id);
    }
    tray();
  });
  const bar = root.querySelector(".tray");
  const those = () => [...chosen].map(([id, title]) => ({ id, title }));
  bar.addEventListener("click", ({ target }) => {
    if (target.matches(".none")) (chosen.clear(), tray(), shelf.querySelector(".all")?.focus());
    else if (target.matches(".about-these")) askWithin({ documents: those() });
    else if (target.matches(".remove-these")) confirmRemoval(those());
    else if (target.matches(".collect-these")) collect(those());
    else if (target.matches(".all-found")) chooseAll();
  });
}

// On all pages.
async function chooseAll() {
  const { words, since, until, collection } = query;
  const all = await json(at("/library/found"), { words, since, until, collection }).catch((error) => shelf.prepend(notice(refusal(error))));
  for (const [id, title] of all ?? []) chosen.set(id, title);
  tray();
}

// What is chosen, in the list and below it.
function tray() {
  for (const row of rows()) row.classList.toggle("on", (row.querySelector("input").checked = chosen.has(row.dataset.id)));
  const bar = root.querySelector(".tray");
  bar.hidden = chosen.size === 0;
  const words = _("%(number)s chosen", { number: inWords(chosen.size) });
  const told = bar.querySelector(".chosen");
  if (told.textContent !== words && (told.textContent || chosen.size)) announce((told.textContent = words)); // at first nothing is news
  // The API takes a hundred documents in a question.
  const many = chosen.size > 100;
  const about = bar.querySelector(".about-these");
  about.disabled = many;
  about.textContent = many ? _("Ask about 100 at most") : chosen.size === 1 ? _("Ask about this") : _("Ask about these");
  if (chosen.size) root.querySelector(".tray.done").hidden = true;
  const all = shelf.querySelector(".all");
  if (!all) return;
  const on = rows().filter((row) => chosen.has(row.dataset.id)).length;
  all.checked = on > 0 && on === rows().length;
  all.indeterminate = on > 0 && !all.checked;
  const more = bar.querySelector(".all-found");
  more.hidden = !all.checked || found <= on || chosen.size >= found;
  more.textContent = _("Choose all %(number)s", { number: inWords(found) });
}

// The lists to choose a collection from, with what was chosen as long as it is there.
async function renew() {
  const frame = await part(at("/library/frame")).catch((error) => refusal(error) && null);
  for (const select of frame ? root.querySelectorAll("[name=into], .within select") : []) {
    const { value } = select;
    const made = frame.querySelector(`select[name=${select.name}]`);
    select.replaceChildren(...made.children);
    select.value = [...select.options].some((option) => option.value === value) ? value : "";
    select.closest("label").hidden = select.length === 1;
    if (select.value !== value) select.dispatchEvent(new Event("change"));
  }
}

// The list is made anew; whatever had the focus in it has it again.
function remembered() {
  const at = document.activeElement;
  if (!shelf.contains(at)) return () => {};
  const id = at.closest("tr[data-id]")?.dataset.id;
  const { order, page } = at.dataset;
  const same = id ? `tr[data-id="${id}"] ${at.matches("input") ? "input" : "a[data-document]"}` : order ? `button[data-order=${order}]` : page !== undefined && "button[data-page]:not(:disabled)";
  return () => ((same && shelf.querySelector(same)) || root.querySelector("[name=words]")).focus({ preventScroll: true });
}
