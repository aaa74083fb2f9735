// What the next questions are about: some documents; or those of some collections, or of some dates; else all. Shown over the
// question box. Which collections somebody chose last the server remembers; documents and dates are for the moment.

import { gettext as _, longDate, ngettext } from "./language.js";
import { button, make } from "./making.js";
import { api, refusal } from "./server.js";
import { currentPage, onShown } from "./shell.js";

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

export function dates({ since, until }) {
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
