// Taking documents out of the library, after a question, and bringing them back.

import { closeDocument } from "./document.js";
import { gettext as _, ngettext } from "./language.js";
import { api, Refused } from "./server.js";
import { announce } from "./shell.js";

const REMOVED_AT_ONCE = 100;
const RESTORED_AT_ONCE = 20; // each is read anew

let root, forget, refresh;
let gone = []; // what the last removal took

export function mountRemoving(element, { forget: forgets, refresh: refreshes }) {
  [root, forget, refresh] = [element, forgets, refreshes];
  const done = root.querySelector(".tray.done");
  done.querySelector(".undo").addEventListener("click", () => restore(gone.map(({ id }) => id)));
  done.querySelector(".close").addEventListener("click", () => ((done.hidden = true), root.querySelector("[name=words]").focus()));
}

// `documents` are ids and titles.
export function confirmRemoval(documents) {
  const sheet = root.querySelector("#confirm-removal");
  const [listed, form, wrong] = [sheet.querySelector(".going"), sheet.querySelector("form"), sheet.querySelector(".wrong")];
  const [submit, cancel] = [sheet.querySelector("[type=submit]"), sheet.querySelector(".cancel")];
  sheet.querySelector("h3").textContent = ngettext("Remove this document?", "Remove %(num)s documents?", documents.length);
  listed.replaceChildren(...documents.slice(0, 5).map(({ title }) => Object.assign(document.createElement("li"), { textContent: title, dir: "auto" })));
  if (documents.length > 5) listed.append(Object.assign(document.createElement("li"), { textContent: _("and %(number)s more", { number: documents.length - 5 }) }));
  wrong.hidden = true;
  submit.disabled = false;
  form.onsubmit = async (event) => {
    event.preventDefault();
    submit.disabled = true;
    const left = await remove(documents, (number) => (submit.textContent = number ? _("Removed %(number)s of %(total)s", { number, total: documents.length }) : _("Removing")));
    submit.textContent = _("Remove");
    if (left) {
      wrong.textContent = left;
      wrong.hidden = false;
      submit.disabled = false;
      return refresh();
    }
    sheet.close();
    closeDocument();
    document.dispatchEvent(new Event("citedqa:library"));
    await refresh();
    showRemoved();
  };
  sheet.showModal();
  cancel.focus();
}

// Some at a time. What fails stays, and the rest with it; returns why.
async function remove(documents, tell) {
  gone = [];
  for (let first = 0; first < documents.length; first += REMOVED_AT_ONCE) {
    const some = documents.slice(first, first + REMOVED_AT_ONCE);
    tell(first);
    try {
      await api("POST", "/documents/remove", { documents: some.map(({ id }) => id) });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return error.message;
    }
    for (const each of some) forget(each.id);
    gone.push(...some);
  }
  return "";
}

function showRemoved() {
  const done = root.querySelector(".tray.done");
  const words = gone.length === 1 ? _("Removed “%(title)s”", gone[0]) : ngettext("Removed %(num)s document", "Removed %(num)s documents", gone.length);
  done.querySelector("p").textContent = words;
  done.querySelector(".undo").hidden = false;
  done.hidden = false;
  done.querySelector(".undo").focus();
  announce(_("%(words)s. Undo is at hand.", { words }));
}

export async function restore(ids) {
  const done = root.querySelector(".tray.done");
  const words = done.querySelector("p");
  done.querySelector(".undo").hidden = true;
  done.hidden = false;
  words.textContent = _("Restoring …");
  let restored = 0;
  try {
    for (let first = 0; first < ids.length; first += RESTORED_AT_ONCE) {
      if (first) words.textContent = _("Restored %(number)s of %(total)s …", { number: restored, total: ids.length });
      const some = ids.slice(first, first + RESTORED_AT_ONCE);
      const { documents } = await api("POST", "/documents/restore", { documents: some });
      restored += documents.length;
    }
    if (restored < ids.length) words.textContent = _("Restored %(number)s of %(total)s; the others were removed more than a day ago.", { number: restored, total: ids.length });
    else words.textContent = ngettext("Restored.", "Restored %(num)s documents.", restored);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    words.textContent = error.message;
  }
  announce(words.textContent);
  document.dispatchEvent(new Event("citedqa:library"));
  await refresh();
}
