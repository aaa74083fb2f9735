// The ways to begin where the library is empty: each leads to the Library page with what it offers opened; and the sample article.

import { gettext as _, ngettext } from "./language.js";
import { titles } from "./making.js";
import { api, followed, refusal } from "./server.js";
import { currentPage, hasKeyboard } from "./shell.js";

let wanted = ""; // the button of the Library page to press once it is there

export function mountBeginning() {
  addEventListener("hashchange", begin); // the Library may have been there before
  document.addEventListener("click", ({ target }) => {
    const way = target.closest("[data-begin]");
    if (way) wanted = way.dataset.begin;
    const sample = target.closest("[data-sample]");
    if (sample) addSample(sample, sample.parentElement.querySelector(".sampled"));
  });
}

// The Library page is there.
export function begin() {
  const button = wanted && document.querySelector(`#library .adding ${wanted}`);
  if (!button) return;
  wanted = "";
  setTimeout(() => button.click()); // when the page is shown
}

async function addSample(button, told) {
  button.disabled = true;
  told.textContent = _("Adding …");
  try {
    await followed(await api("POST", "/documents/sample"));
    document.dispatchEvent(new Event("citedqa:library"));
    document.dispatchEvent(new Event("citedqa:left")); // the page is shown anew, with what can be asked now
    if (hasKeyboard()) document.getElementById("question").focus();
  } catch (error) {
    told.textContent = refusal(error);
    button.disabled = false;
  }
}

let take = null; // adds files, once the Library page can
let held = []; // those that shall be added when it can

// `add` takes a list of files; `at` of one that was dropped is its path, with the folder that was dropped.
export function mountTaking(add) {
  take = add;
  take(held.splice(0));
}

export function mountDropping(offer) {
  let inside = 0;
  let files = [];
  const carried = (event) => event.dataTransfer?.types.includes("Files");
  const over = (on) => document.body.classList.toggle("dropping", on);
  const [words, names] = [offer.querySelector("p"), offer.querySelector("ul")];
  const [add, cancel] = [offer.querySelector(".primary"), offer.querySelector(".cancel")];
  document.addEventListener("dragenter", (event) => carried(event) && (inside++, over(true)));
  document.addEventListener("dragleave", (event) => carried(event) && --inside <= 0 && over(false));
  document.addEventListener("dragover", (event) => carried(event) && event.preventDefault());
  document.addEventListener("drop", async (event) => {
    if (!carried(event)) return;
    event.preventDefault();
    inside = 0;
    over(false);
    files = await filesOf(event.dataTransfer);
    if (!files.length) return;
    if (take && currentPage() === "library") return take(files);
    const may = !document.querySelector("#opened span:not([data-edits])"); // as the server has said of whoever is there
    const wrong = may ? "" : _("Only an administrator can add documents; ask yours to add them.");
    words.textContent = wrong || _("What is added can be asked about.");
    add.hidden = Boolean(wrong);
    cancel.textContent = wrong ? _("Close") : _("Cancel");
    offer.querySelector("h3").textContent = ngettext("Add this file to the library?", "Add these %(num)s files to the library?", files.length);
    names.replaceChildren(...titles(files.map(({ at, name }) => at ?? name), (number) => _("and %(number)s more", { number })));
    offer.showModal();
    (wrong ? cancel : add).focus();
  });
  add.addEventListener("click", () => {
    offer.close();
    location.hash = "#/library";
    if (take) take(files);
    else held = files;
  });
}

// Folders are walked through.
async function filesOf(carrier) {
  const entries = [...carrier.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  return entries.length ? (await Promise.all(entries.map(walk))).flat() : [...carrier.files];
}

async function walk(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [Object.assign(file, { at: entry.fullPath.replace(/^\//, "") })];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) break;
    found.push(...some.filter(({ name }) => !name.startsWith(".")));
  }
  return (await Promise.all(found.map(walk))).flat();
}
