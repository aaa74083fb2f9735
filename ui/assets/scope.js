// What the next questions are about: some documents; or those of some collections, or of some dates; else all. Shown over the
// question box. Which collections somebody chose last the server remembers; documents and dates are for the moment.

import { gettext as _, longDate, ngettext } from "./language.js";
import { button, complain, make, whenTyped } from "./making.js";
import { api, at, part, refusal, shown } from "./server.js";
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
  focus = currentPage() !== "ask";
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

// As it is sent with a question.
export function currentScope() {
  const { documents, collections, sources, since, until } = scope;
  if (documents.length) return { documents: ids(documents) };
  return { ...(collections.length && { collections: ids(collections) }), ...(sources.length && { sources }), ...(since && { since }), ...(until && { until }) };
}

export const onScope = (callback) => changed.addEventListener("change", callback);

export function mountScope() {
  show();
  onShown("ask", () => {
    if (!focus) return;
    focus = false;
    document.getElementById("question").focus();
  });
}

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
let chosen = new Map(); // id → title, of documents
let within = new Map(); // of collections
let latest = 0;

export function mountChoosing(element) {
  const opener = element.querySelector(".narrow");
  sheet = element.querySelector("#choose-scope");
  [list, sets, told] = [".choices", ".sets", ".will"].map((each) => sheet.querySelector(each));
  const [words, since, until, site] = fields();
  opener.addEventListener("click", open);
  opener.disabled = false;
  whenTyped(words, look);
  site.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), look()));
  for (const field of [since, until, site]) field.addEventListener("change", look);
  list.addEventListener("change", ({ target }) => {
    if (target.checked) chosen.set(target.value, target.dataset.title);
    else chosen.delete(target.value);
    tell();
  });
  sets.addEventListener("change", ({ target }) => {
    if (target.checked) within.set(target.value, target.dataset.title);
    else within.delete(target.value);
    look();
  });
  sets.addEventListener("click", ({ target }) => {
    const [use, forget] = [target.closest(".use"), target.closest(".forget")];
    if (use) apply(JSON.parse(use.dataset.scope), use.textContent);
    else if (forget) settle(() => api("DELETE", `/scopes/${forget.dataset.id}`));
  });
  sheet.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    apply(wanted());
  });
  keep(sheet.querySelector(".keep"));
  sheet.querySelector(".everything").addEventListener("click", () => apply({}));
  sheet.addEventListener("close", () => document.getElementById("question").focus());
  onScope(() => opener.classList.toggle("on", document.body.hasAttribute("data-scoped")));
}

const fields = () => ["words", "since", "until", "site"].map((name) => sheet.querySelector(`[name=${name}]`));

function open() {
  const [words, since, until, site] = fields();
  const scope = chosenScope();
  [chosen, within] = [scope.documents, scope.collections].map((all) => new Map(all.map(({ id, title }) => [id, title])));
  [words.value, since.value, until.value, site.value] = ["", scope.since, scope.until, scope.sources.join(", ")];
  sheet.querySelector(".everything").hidden = !document.body.hasAttribute("data-scoped");
  sheet.showModal();
  words.focus();
  look();
  offer();
}

const listed = (map) => [...map].map(([id, title]) => ({ id, title }));

// Several have commas between.
const sites = () => fields()[3].value.split(",").map((each) => each.trim()).filter(Boolean);

function wanted() {
  const [, since, until] = fields();
  return { documents: listed(chosen), collections: listed(within), sources: sites(), since: since.value, until: until.value };
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
    const { documents, collections, sources, since, until } = wanted();
    const body = documents.length ? { documents: ids(documents) } : { collections: ids(collections), sources, ...(since && { since }), ...(until && { until }) };
    if (!(await settle(() => api("POST", "/scopes", { name: name.value, ...body })))) return;
    announce(_("Kept as “%(name)s”.", { name: name.value }));
    name.value = "";
    place.open = false;
  });
  name.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), button.click()));
}

// Whether it could be done; what is offered is made anew.
async function settle(work) {
  const wrong = sheet.querySelector(".keep .wrong");
  complain(wrong);
  try {
    await work();
    await offer();
    return true;
  } catch (error) {
    return void complain(wrong, refusal(error));
  }
}

// Those chosen stay in sight, whatever is looked for.
async function look() {
  const number = ++latest;
  const [words, since, until] = fields();
  const found = await shown(at("/library/choices"), { words: words.value.trim(), since: since.value, until: until.value, collection: [...within.keys()], source: sites() });
  if (number !== latest) return;
  list.replaceChildren(found);
  list.dataset.total = found.dataset.total ?? "";
  for (const box of list.querySelectorAll("input")) box.checked = chosen.has(box.value);
  tell();
}

function tell() {
  const [, since, until] = fields();
  const total = Number(list.dataset.total);
  const dated = since.value || until.value;
  const names = [...within.values()].map((title) => _("“%(title)s”", { title })).join(_(" or "));
  const sets = within.size > 3 ? _("in %(number)s collections", { number: within.size }) : _("in %(names)s", { names });
  const kept = [within.size ? sets : "", sites().length ? _("from %(sites)s", { sites: sites().join(", ") }) : "", dated ? dates({ since: since.value, until: until.value }) : ""].filter(Boolean);
  const some = kept.length ? _("documents %(which)s", { which: kept.join(", ") }) : _("all documents");
  told.textContent = _("Questions will be about %(what)s.", { what: chosen.size ? ngettext("%(num)s document", "%(num)s documents", chosen.size) : some });
  const many = chosen.size > 100; // as many as a question takes
  sheet.querySelector("[type=submit]").disabled = many || (!chosen.size && kept.length > 0 && total === 0);
  if (many) told.textContent = _("A question can be about 100 documents at most.");
}
