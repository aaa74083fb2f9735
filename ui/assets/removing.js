// Taking documents out of the library, after a question, and bringing them back.

import { closeDocument } from "./document.js";
import { gettext as _, ngettext } from "./language.js";
import { titles } from "./making.js";
import { api, onSent, refusal } from "./server.js";
import { announce, refocus } from "./shell.js";

const REMOVED_AT_ONCE = 100;
const RESTORED_AT_ONCE = 20; // each is read anew

let sheet, done, forget;
let gone = []; // what the last removal took

// `forgets` is told the id of each that is removed.
export function mountRemoving(root, forgets) {
  forget = forgets;
  [sheet, done] = ["#confirm-removal", ".tray.done"].map((each) => root.querySelector(each));
  done.querySelector(".undo").addEventListener("click", () => restore(gone.map(({ id }) => id)));
  done.querySelector(".close").addEventListener("click", () => ((done.hidden = true), root.querySelector("[name=words]").focus()));
}

// `documents` are ids and titles.
export function confirmRemoval(documents) {
  sheet.querySelector("h3").textContent = ngettext("Remove this document?", "Remove %(num)s documents?", documents.length);
  sheet.querySelector(".going").replaceChildren(...titles(documents.map(({ title }) => title), (number) => _("and %(number)s more", { number })));
  onSent(sheet.querySelector("form"), async (submit) => {
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
    sheet.close();
    closeDocument();
    showRemoved();
  });
  sheet.showModal();
  sheet.querySelector(".cancel").focus();
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
  try {
    await inTurn(ids, RESTORED_AT_ONCE, async (documents, before) => {
      if (before) words.textContent = _("Restored %(number)s of %(total)s …", { number, total });
      number += (await api("POST", "/documents/restore", { documents })).documents.length;
    });
    words.textContent = number < total ? _("Restored %(number)s of %(total)s; the others were removed more than a day ago.", { number, total }) : ngettext("Restored.", "Restored %(num)s documents.", number);
  } catch (error) {
    words.textContent = refusal(error);
  }
  announce(words.textContent);
  document.dispatchEvent(new Event("citedqa:library"));
}
