// What the next questions are about: some documents; or those of some collections, or of some dates; else all. Shown over the
// question box. Which collections somebody chose last the server remembers; documents and dates are for the moment.

import { gettext as _, longDate, ngettext } from "./language.js";
import { button, make, onEnter, whenTyped } from "./making.js";
import { api, at, part, refusal, shown, tried } from "./server.js";
import { announce, currentPage, onShown } from "./shell.js";

const NOTHING = { documents: [], collections: [], sources: [], since: "", until: "" };
const changed = new EventTarget();
let scope = NOTHING; // documents and collections are ids and titles; where there are documents, nothing else counts
let remembered = ""; // the ids of the collections that the server has as the last choice; unknown until it has said so
let begun = false;
let focus = false; // the question box, once it is there

// To the Ask page, with questions about these only.
export function askWithin(only) {
  setScope(only);
  toAsk();
}

export function toAsk(typing = true) {
  focus = typing && currentPage() !== "ask";
  location.hash = document.querySelector("#masthead nav [data-page=ask]")?.hash || "#/ask";
}

export function setScope({ documents = [], collections = [], sources = [], since = "", until = "" }) {
  scope = documents.length ? { ...NOTHING, documents } : { documents, collections, sources, since, until };
  show();
  changed.dispatchEvent(new Event("change"));
  if (begun && !documents.length) remember();
}

// When the app is opened: what was chosen last, unless something has been chosen by now.
export function beginWith(collections) {
  if (begun) return;
  begun = true;
  remembered = ids(collections).join();
  if (collections.length && scope === NOTHING) setScope({ collections });
}

export const chosenScope = () => ({ ...scope });

// As the API takes it.
export function currentScope({ documents, collections, sources, since, until } = scope) {
  if (documents.length) return { documents: ids(documents) };
  return { ...(collections.length && { collections: ids(collections) }), ...(sources.length && { sources }), ...(since && { since }), ...(until && { until }) };
}

export const onScope = (callback) => changed.addEventListener("change", callback);

function dates({ since, until }) {
  const day = (given) => longDate(new Date(`${given}T00:00`));
  if (since && until) return since === until ? day(since) : `${day(since)} – ${day(until)}`;
  return since ? _("from %(day)s", { day: day(since) }) : _("until %(day)s", { day: day(until) });
}

const ids = (named) => named.map(({ id }) => id);

async function remember() {
  const collections = ids(scope.collections);
  if (collections.join() === remembered) return;
  remembered = collections.join();
  await api("PUT", "/scopes/last", { collections }).catch(refusal); // the choice holds all the same, until the page is closed
}

function show() {
  const line = document.querySelector("#composer .scope");
  if (!line) return;
  const { documents, collections, sources, since, until } = scope;
  const chips = [...named(documents, "documents"), ...named(collections, "collections"), ...sources.map((site) => chip(site, () => drop({ sources: sources.filter((each) => each !== site) })))];
  if (since || until) chips.push(chip(dates(scope), () => drop({ since: "", until: "" })));
  line.replaceChildren(_("Only"), ...chips, ...(chips.length ? [summarize(documents.length)] : []));
  line.hidden = chips.length === 0;
  document.body.toggleAttribute("data-scoped", chips.length > 0);
}

// A chip for each, or one for many of them.
function named(all, kind) {
  if (all.length > 3) return [chip(kind === "documents" ? ngettext("%(num)s document", "%(num)s documents", all.length) : _("%(number)s collections", { number: all.length }), () => drop({ [kind]: [] }))];
  return all.map(({ id, title }) => chip(title, () => drop({ [kind]: all.filter((each) => each.id !== id) })));
}

function drop(less) {
  setScope({ ...scope, ...less });
  document.getElementById("question").focus();
}

// The question box asks what a button like this says.
function summarize(number) {
  const made = button(_("Summarize"), null, "link");
  made.dataset.ask = number === 1 ? "Summarize this document" : "Summarize these documents";
  return made;
}

function chip(words, remove) {
  const cross = Object.assign(button("×", remove, ""), { ariaLabel: _("Don’t restrict questions to %(words)s", { words }) });
  return make("span", { className: "scope-chip" }, make("span", { textContent: words, dir: "auto", title: words }), cross);
}

// The sheet over the question box in which documents, collections or dates are chosen that the next questions are about, and in
// which such a choice is kept under a name.
let sheet, list, sets, told;
let fields; // of its form, by name
let chosen = new Map(); // id → title, of documents
let within = new Map(); // of collections
let latest = 0;

export function mountScope(element) {
  show();
  onShown("ask", () => {
    if (focus) document.getElementById("question").focus();
    focus = false;
  });
  const opener = element.querySelector(".narrow");
  sheet = element.querySelector("#choose-scope");
  [list, sets, told] = [".choices", ".sets", ".will"].map((each) => sheet.querySelector(each));
  fields = sheet.querySelector("form").elements;
  opener.addEventListener("click", open);
  opener.disabled = false;
  whenTyped(fields.words, look);
  onEnter(fields.site, look);
  for (const field of [fields.since, fields.until, fields.site]) field.addEventListener("change", look);
  for (const [place, all, then] of [[list, () => chosen, tell], [sets, () => within, look]]) {
    place.addEventListener("change", ({ target: { checked, value, dataset } }) => {
      checked ? all().set(value, dataset.title) : all().delete(value);
      then();
    });
  }
  sets.addEventListener("click", ({ target }) => {
    const [use, forget] = [target.closest(".use"), target.closest(".forget")];
    if (use) apply(JSON.parse(use.dataset.scope), use.textContent);
    else if (forget) settle(() => api("DELETE", `/scopes/${forget.dataset.id}`));
  });
  sheet.querySelector("form").addEventListener("submit", (event) => (event.preventDefault(), apply(wanted())));
  keep(sheet.querySelector(".keep"));
  sheet.querySelector(".everything").addEventListener("click", () => apply({}));
  sheet.addEventListener("close", () => document.getElementById("question").focus());
  changed.addEventListener("change", () => opener.classList.toggle("on", document.body.hasAttribute("data-scoped")));
}

function open() {
  [chosen, within] = [scope.documents, scope.collections].map((all) => new Map(all.map(({ id, title }) => [id, title])));
  const shown = { words: "", since: scope.since, until: scope.until, site: scope.sources.join(", ") };
  for (const [name, value] of Object.entries(shown)) fields[name].value = value;
  sheet.querySelector(".everything").hidden = !document.body.hasAttribute("data-scoped");
  sheet.showModal();
  fields.words.focus();
  look();
  offer();
}

// Several sites have commas between.
function wanted() {
  const listed = (map) => [...map].map(([id, title]) => ({ id, title }));
  const sources = fields.site.value.split(",").map((each) => each.trim()).filter(Boolean);
  return { documents: listed(chosen), collections: listed(within), sources, since: fields.since.value, until: fields.until.value };
}

function apply(scope, name = "") {
  setScope(scope);
  sheet.close();
  announce(document.querySelector("#composer .scope").hidden ? _("Questions are about all documents.") : name ? _("Questions are about %(name)s.", { name }) : told.textContent);
}

// Collections, and the choices that are kept.
async function offer() {
  sets.replaceChildren(...(await part(at("/library/scopes")).then((all) => [all], (error) => refusal(error) && [])));
  for (const box of sets.querySelectorAll("input")) box.checked = within.has(box.value);
}

function keep(place) {
  const [name, button] = [place.querySelector("input"), place.querySelector(".keep-it")];
  button.addEventListener("click", async () => {
    if (!(await settle(() => api("POST", "/scopes", { name: name.value, ...currentScope(wanted()) })))) return;
    announce(_("Kept as “%(name)s”.", { name: name.value }));
    name.value = "";
    place.open = false;
  });
  onEnter(name, () => button.click());
}

// Whether it could be done; what is offered is made anew.
const settle = (work) => tried(() => work().then(offer), sheet.querySelector(".keep .wrong"));

// Those chosen stay in sight, whatever is looked for.
async function look() {
  const number = ++latest;
  const { sources, since, until } = wanted();
  const found = await shown(at("/library/choices"), { words: fields.words.value.trim(), since, until, collection: [...within.keys()], source: sources });
  if (number !== latest) return;
  list.replaceChildren(found);
  list.dataset.total = found.dataset.total ?? "";
  for (const box of list.querySelectorAll("input")) box.checked = chosen.has(box.value);
  tell();
}

function tell() {
  const { sources, since, until } = wanted();
  const names = [...within.values()].map((title) => _("“%(title)s”", { title })).join(_(" or "));
  const sets = within.size > 3 ? _("in %(number)s collections", { number: within.size }) : _("in %(names)s", { names });
  const kept = [within.size && sets, sources.length && _("from %(sites)s", { sites: sources.join(", ") }), (since || until) && dates({ since, until })].filter(Boolean);
  const some = kept.length ? _("documents %(which)s", { which: kept.join(", ") }) : _("all documents");
  told.textContent = _("Questions will be about %(what)s.", { what: chosen.size ? ngettext("%(num)s document", "%(num)s documents", chosen.size) : some });
  const many = chosen.size > 100; // as many as a question takes
  sheet.querySelector("[type=submit]").disabled = many || (!chosen.size && kept.length > 0 && !Number(list.dataset.total));
  if (many) told.textContent = _("A question can be about 100 documents at most.");
}
