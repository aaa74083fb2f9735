// The sheet over the question box in which documents or dates are chosen that the next questions are about.

import { chosenScope, dates, onScope, setScope } from "./scope.js";
import { at, part, Refused } from "./server.js";
import { announce } from "./shell.js";

let sheet, list, told;
let chosen = new Map(); // id → title
let latest = 0;

export function mountChoosing(element) {
  const opener = element.querySelector(".narrow");
  sheet = element.querySelector("#choose-scope");
  [list, told] = [sheet.querySelector(".choices"), sheet.querySelector(".will")];
  const [words, since, until] = fields();
  let typing = 0;
  opener.addEventListener("click", open);
  opener.disabled = false;
  words.addEventListener("input", () => (clearTimeout(typing), (typing = setTimeout(look, 200))));
  words.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), look()));
  for (const date of [since, until]) date.addEventListener("change", look);
  list.addEventListener("change", ({ target }) => {
    if (target.checked) chosen.set(target.value, target.dataset.title);
    else chosen.delete(target.value);
    tell();
  });
  sheet.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    apply({ documents: [...chosen].map(([id, title]) => ({ id, title })), since: since.value, until: until.value });
  });
  sheet.querySelector(".everything").addEventListener("click", () => apply({}));
  sheet.querySelector(".cancel").addEventListener("click", () => sheet.close());
  sheet.addEventListener("close", () => document.getElementById("question").focus());
  onScope(() => opener.classList.toggle("on", document.body.hasAttribute("data-scoped")));
}

const fields = () => ["words", "since", "until"].map((name) => sheet.querySelector(`[name=${name}]`));

function open() {
  const [words, since, until] = fields();
  const scope = chosenScope();
  chosen = new Map(scope.documents.map(({ id, title }) => [id, title]));
  [words.value, since.value, until.value] = ["", scope.since, scope.until];
  sheet.querySelector(".everything").hidden = !document.body.hasAttribute("data-scoped");
  sheet.showModal();
  words.focus();
  look();
}

function apply(scope) {
  setScope(scope);
  sheet.close();
  announce(document.querySelector("#composer .scope").hidden ? "Questions are about all documents." : told.textContent);
}

// Those chosen stay in sight, whatever is looked for.
async function look() {
  const number = ++latest;
  const [words, since, until] = fields();
  let found;
  try {
    found = await part(at("/library/choices"), { words: words.value.trim(), since: since.value, until: until.value });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    found = Object.assign(document.createElement("p"), { className: "notice", textContent: error.message });
  }
  if (number !== latest) return;
  list.replaceChildren(found);
  list.dataset.total = found.dataset.total ?? "";
  for (const box of list.querySelectorAll("input")) box.checked = chosen.has(box.value);
  tell();
}

function tell() {
  const [, since, until] = fields();
  const total = Number(list.dataset.total);
  const what = chosen.size
    ? `${chosen.size === 1 ? "one document" : `${chosen.size} documents`}`
    : since.value || until.value
      ? `documents ${dates({ since: since.value, until: until.value })}`
      : "all documents";
  told.textContent = `Questions will be about ${what}.`;
  const many = chosen.size > 100; // as many as a question takes
  sheet.querySelector("[type=submit]").disabled = many || (!chosen.size && (since.value || until.value) && total === 0);
  if (many) told.textContent = "A question can be about 100 documents at most.";
}
