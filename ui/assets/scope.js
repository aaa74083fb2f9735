// What the next questions are about: some documents, or those of some dates; else all. Shown over the question box.

let scope = {};
let titles = [];

// To the Ask page, with questions about these only. `documents` are ids and titles.
export function askWithin({ documents = [], since = "", until = "" }) {
  titles = documents;
  scope = documents.length ? { documents: documents.map(({ id }) => id) } : { ...(since && { since }), ...(until && { until }) };
  show();
  location.hash = document.querySelector("#masthead nav [data-page=ask]")?.hash || "#/ask";
  document.getElementById("question")?.focus();
}

// As it is sent with a question.
export const currentScope = () => ({ ...scope });

function drop(id) {
  titles = titles.filter((each) => each.id !== id);
  scope = titles.length ? { documents: titles.map((each) => each.id) } : {};
  show();
  document.getElementById("question")?.focus();
}

function show() {
  const box = document.querySelector("#composer .box");
  let line = document.querySelector("#composer .scope");
  if (!line) {
    line = Object.assign(document.createElement("div"), { className: "scope" });
    line.setAttribute("role", "group");
    line.setAttribute("aria-label", "Questions are about");
    box.before(line);
  }
  const all = titles.length > 3 ? [{ title: `${titles.length} documents` }] : titles;
  const chips = all.map(({ id, title }) => chip(title, () => drop(id)));
  if (titles.length > 3) chips[0].querySelector("button").onclick = () => ((titles = []), drop());
  if (scope.since || scope.until) chips.push(chip(dates(scope), () => drop()));
  line.replaceChildren("Only", ...chips);
  line.hidden = chips.length === 0;
}

function chip(words, remove) {
  const made = Object.assign(document.createElement("span"), { className: "scope-chip" });
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "×", onclick: remove });
  button.setAttribute("aria-label", `Don’t restrict questions to ${words}`);
  made.append(Object.assign(document.createElement("span"), { textContent: words, dir: "auto", title: words }), button);
  return made;
}

function dates({ since, until }) {
  const day = (given) => new Date(`${given}T00:00`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  if (since && until) return since === until ? day(since) : `${day(since)} – ${day(until)}`;
  return since ? `from ${day(since)}` : `until ${day(until)}`;
}
