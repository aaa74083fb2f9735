// What the next questions are about: some documents, or those of some dates; else all. Shown over the question box.

import { currentPage, onShown } from "./shell.js";

const changed = new EventTarget();
let scope = { documents: [], since: "", until: "" }; // documents are ids and titles; where there are some, dates count no more
let focus = false; // the question box, once it is there

// To the Ask page, with questions about these only.
export function askWithin(only) {
  setScope(only);
  focus = currentPage() !== "ask";
  location.hash = document.querySelector("#masthead nav [data-page=ask]")?.hash || "#/ask";
}

export function setScope({ documents = [], since = "", until = "" }) {
  scope = documents.length ? { documents, since: "", until: "" } : { documents: [], since, until };
  show();
  changed.dispatchEvent(new Event("change"));
}

export const chosenScope = () => ({ ...scope });

// As it is sent with a question.
export function currentScope() {
  const { documents, since, until } = scope;
  return documents.length ? { documents: documents.map(({ id }) => id) } : { ...(since && { since }), ...(until && { until }) };
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
  const day = (given) => new Date(`${given}T00:00`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  if (since && until) return since === until ? day(since) : `${day(since)} – ${day(until)}`;
  return since ? `from ${day(since)}` : `until ${day(until)}`;
}

function show() {
  const line = document.querySelector("#composer .scope");
  if (!line) return;
  const { documents, since, until } = scope;
  const without = (id) => () => drop({ documents: documents.filter((each) => each.id !== id) });
  const chips = documents.length > 3 ? [chip(`${documents.length} documents`, () => drop({}))] : documents.map(({ id, title }) => chip(title, without(id)));
  if (since || until) chips.push(chip(dates(scope), () => drop({})));
  line.replaceChildren("Only", ...chips, ...(chips.length ? [summarize(documents.length)] : []));
  line.hidden = chips.length === 0;
  document.body.toggleAttribute("data-scoped", chips.length > 0);
}

function drop(rest) {
  setScope(rest);
  document.getElementById("question").focus();
}

// The question box asks what a button like this says.
function summarize(number) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: "Summarize" });
  button.dataset.ask = number === 1 ? "Summarize this document" : "Summarize these documents";
  return button;
}

function chip(words, remove) {
  const made = Object.assign(document.createElement("span"), { className: "scope-chip" });
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "×", onclick: remove });
  button.setAttribute("aria-label", `Don’t restrict questions to ${words}`);
  made.append(Object.assign(document.createElement("span"), { textContent: words, dir: "auto", title: words }), button);
  return made;
}
