// Taking documents out of the library, after a question, bringing them back, and putting them into collections. Collections
// themselves are made and changed where they are listed: `acts.js`.

import { leaveView } from "./address.js";
import { gettext as _, ngettext } from "./language.js";
import { titles } from "./making.js";
import { api, at, onSent, refusal, shown } from "./server.js";
import { announce, currentPage, refocus } from "./shell.js";

const REMOVED_AT_ONCE = 100;
const RESTORED_AT_ONCE = 20; // each is read anew

let confirm, done, forget, sheet;
let gone = []; // what the last removal took
let latest = 0; // of the times that collections were asked for

// `forgets` is told the id of each that is removed.
export function mountShelving(root, forgets) {
  forget = forgets;
  [confirm, done, sheet] = ["#confirm-removal", ".tray.done", "#collect"].map((each) => root.querySelector(each));
  done.querySelector(".undo").addEventListener("click", () => restore(gone.map(({ id }) => id)));
  done.querySelector(".close").addEventListener("click", () => ((done.hidden = true), root.querySelector("[name=words]").focus()));
}

// `documents` are ids and titles.
export function confirmRemoval(documents) {
  confirm.querySelector("h3").textContent = ngettext("Remove this document?", "Remove %(num)s documents?", documents.length);
  confirm.querySelector(".going").replaceChildren(...titles(documents.map(({ title }) => title)));
  onSent(confirm.querySelector("form"), async (submit) => {
    gone = [];
    const removing = inTurn(documents, REMOVED_AT_ONCE, async (some, before) => {
      submit.textContent = before ? _("Removed %(number)s of %(total)s", { number: before, total: documents.length }) : _("Removing");
      await api("POST", "/documents/remove", { documents: some.map(({ id }) => id) });
      for (const { id } of some) forget(id);
      gone.push(...some);
    });
    await removing.finally(() => {
      submit.textContent = _("Remove");
      document.dispatchEvent(new Event("citedqa:library")); // what was removed before something went wrong is gone
    });
    confirm.close();
    leaveView(); // of a document
    showRemoved();
  });
  confirm.showModal();
  confirm.querySelector(".cancel").focus();
}

// Some at a time.
async function inTurn(all, number, work) {
  for (let first = 0; first < all.length; first += number) await work(all.slice(first, first + number), first);
}

function showRemoved() {
  const words = gone.length === 1 ? _("Removed “%(title)s”", gone[0]) : ngettext("Removed %(num)s document", "Removed %(num)s documents", gone.length);
  done.querySelector("p").textContent = words;
  done.querySelector(".undo").hidden = false;
  done.hidden = false;
  done.querySelector(".undo").focus();
  announce(_("%(words)s. Undo is at hand.", { words }));
}

export async function restore(ids) {
  const words = done.querySelector("p");
  done.querySelector(".undo").hidden = true;
  done.hidden = false;
  refocus(done.querySelector(".close"));
  words.textContent = _("Restoring …");
  const total = ids.length;
  let number = 0;
  const restoring = inTurn(ids, RESTORED_AT_ONCE, async (documents, before) => {
    if (before) words.textContent = _("Restored %(number)s of %(total)s …", { number, total });
    number += (await api("POST", "/documents/restore", { documents })).documents.length;
  });
  const over = () => number < total ? _("Restored %(number)s of %(total)s; the others were removed more than a day ago.", { number, total }) : ngettext("Restored.", "Restored %(num)s documents.", number);
  words.textContent = await restoring.then(over, (error) => {
    done.querySelector(".undo").hidden = !gone.length;
    return refusal(error);
  });
  announce(words.textContent);
  document.dispatchEvent(new Event("citedqa:library"));
}

// In which collections they are. `then` runs when something has changed.
export async function collect(documents, then = () => {}) {
  const [form, list] = ["form", ".collections"].map((each) => sheet.querySelector(each));
  const [ids, number] = [documents.map(({ id }) => id), ++latest];
  const found = await shown(at("/library/collecting"), {}, { documents: ids });
  // Over a page that was left meanwhile it would lock the app, and over another sheet hide it.
  if (number !== latest || currentPage() !== "library" || document.querySelector("dialog.sheet[open]")) return;
  sheet.querySelector("h3").textContent = documents.length === 1 ? _("Collections of “%(title)s”", documents[0]) : ngettext("Collections of %(num)s document", "Collections of %(num)s documents", documents.length);
  form.reset();
  list.replaceChildren(found);
  for (const box of list.querySelectorAll("input")) box.indeterminate = "some" in box.dataset;
  onSent(form, async () => {
    await put(list, ids, form.elements.name.value.trim());
    announce(_("Saved."));
    for (const each of ["library", "acted"]) document.dispatchEvent(new CustomEvent(`citedqa:${each}`, { detail: {} }));
    sheet.close();
    then();
  });
  sheet.showModal();
}

// A box that was checked, or taken off what some were in, has changed; one that nobody touched hasn't.
async function put(list, ids, name) {
  const boxes = [...list.querySelectorAll("input")].filter((box) => !box.indeterminate && (box.checked !== box.defaultChecked || "some" in box.dataset));
  const made = name ? [(await api("POST", "/collections", { name })).id] : [];
  for (const id of [...boxes.filter((box) => box.checked).map((box) => box.value), ...made]) await api("POST", `/collections/${id}/documents`, { put: ids });
  for (const box of boxes) if (!box.checked) await api("POST", `/collections/${box.value}/documents`, { take: ids });
}
