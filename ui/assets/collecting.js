// Which collections some documents are in. Collections themselves are made and changed where they are listed: `acts.js`.

import { gettext as _, ngettext } from "./language.js";
import { api, at, onSent, shown } from "./server.js";
import { announce } from "./shell.js";

let sheet;

export function mountCollecting(root) {
  sheet = root.querySelector("#collect");
}

// `documents` are ids and titles. `then` runs when something has changed.
export async function collect(documents, then = () => {}) {
  const [form, list] = ["form", ".collections"].map((each) => sheet.querySelector(each));
  const ids = documents.map(({ id }) => id);
  sheet.querySelector("h3").textContent = documents.length === 1 ? _("Collections of “%(title)s”", documents[0]) : ngettext("Collections of %(num)s document", "Collections of %(num)s documents", documents.length);
  form.reset();
  list.replaceChildren(await shown(at("/library/collecting"), {}, { documents: ids }));
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
