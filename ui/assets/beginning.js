// Ways to add documents from any page: those that the empty library offers, and files that are dropped anywhere. The Library page
// adds them, once it is there. No file that is dropped ever replaces the page.

import { gettext as _, ngettext } from "./language.js";
import { titles } from "./making.js";
import { api, followed, refusal } from "./server.js";
import { announce, currentPage, hasKeyboard } from "./shell.js";

let wanted = ""; // the button of the Library page to press once it is there
let take = null; // adds files, once the Library page can
let held = []; // those that shall be added when it can

// `add` takes a list of files; `at` of one that was dropped is its path, with the folder that was dropped.
export function mountTaking(add) {
  take = add;
  take(held.splice(0));
  begin();
}

export function mountBeginning(offer) {
  addEventListener("hashchange", begin); // the Library may have been there before
  document.addEventListener("click", ({ target }) => {
    wanted = target.closest("[data-begin]")?.dataset.begin ?? wanted;
    const sample = target.closest("[data-sample]");
    if (sample) addSample(sample, sample.parentElement.querySelector(".sampled"));
  });
  mountDropping(offer);
}

function begin() {
  const button = wanted && document.querySelector(`#library .adding ${wanted}`);
  if (!button) return;
  wanted = "";
  setTimeout(() => (button.focus(), button.click())); // when the page is shown
}

async function addSample(button, told) {
  button.disabled = true;
  announce((told.textContent = _("Adding …")));
  try {
    await followed(await api("POST", "/documents/sample"));
    announce(_("Added"));
    document.dispatchEvent(new Event("citedqa:library"));
    document.dispatchEvent(new Event("citedqa:left")); // the page is shown anew, with what can be asked now
    if (hasKeyboard()) document.getElementById("question").focus();
  } catch (error) {
    announce((told.textContent = refusal(error)));
    button.disabled = false;
  }
}

function mountDropping(offer) {
  let [inside, files] = [0, []];
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
    names.replaceChildren(...titles(files.map(({ at, name }) => at ?? name)));
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
  const told = (by, method) => new Promise((resolve, reject) => by[method](resolve, reject));
  // One that can't be read is told of as an empty one, which it is here.
  const file = entry.isFile && (await told(entry, "file").catch(() => new File([], entry.name)));
  if (file) return [Object.assign(file, { at: entry.fullPath.replace(/^\//, "") })];
  const [reader, found] = [entry.createReader(), []];
  const more = () => told(reader, "readEntries").catch(() => []);
  for (let some = await more(); some.length; some = await more()) found.push(...some);
  return (await Promise.all(found.filter(({ name }) => !name.startsWith(".")).map(walk))).flat();
}
