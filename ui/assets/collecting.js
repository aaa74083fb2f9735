// Collections: which of them documents are in, and making, renaming and deleting them.

import { gettext as _, ngettext, pgettext } from "./language.js";
import { api, at, part, Refused } from "./server.js";
import { announce } from "./shell.js";

let root, refresh;

export function mountCollecting(element, onChange) {
  [root, refresh] = [element, onChange];
  const sheet = root.querySelector("#manage-collections");
  if (!sheet) return;
  root.querySelector(".manage").addEventListener("click", () => (show(sheet), sheet.showModal(), sheet.querySelector("[name=name]").focus()));
  sheet.addEventListener("close", () => root.querySelector(".manage").focus());
  const [form, name] = [sheet.querySelector("form"), sheet.querySelector("[name=name]")];
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    change(sheet, async () => {
      const made = await api("POST", "/collections", { name: name.value });
      form.reset();
      return _("Made “%(name)s”.", { name: made.name });
    });
    name.focus();
  });
  sheet.querySelector(".collections").addEventListener("click", ({ target }) => {
    const row = target.closest("li");
    if (target.matches(".rename")) rename(sheet, row);
    else if (target.matches(".rights")) limit(sheet, row, target.dataset);
    else if (target.matches(".delete")) confirmDeletion(sheet, row);
  });
}

// `documents` are ids and titles. `then` runs when something has changed.
export async function collect(documents, then = () => {}) {
  const sheet = root.querySelector("#collect");
  const [form, list, submit] = ["form", ".collections", "[type=submit]"].map((each) => sheet.querySelector(each));
  const ids = documents.map(({ id }) => id);
  sheet.querySelector("h3").textContent = documents.length === 1 ? _("Collections of “%(title)s”", documents[0]) : ngettext("Collections of %(num)s document", "Collections of %(num)s documents", documents.length);
  form.reset();
  tell(sheet, "");
  try {
    list.replaceChildren(await part(at("/library/collecting"), {}, { documents: ids }));
  } catch (error) {
    list.replaceChildren();
    tell(sheet, refused(error));
  }
  for (const box of list.querySelectorAll("input")) box.indeterminate = "some" in box.dataset;
  form.onsubmit = async (event) => {
    event.preventDefault();
    submit.disabled = true;
    const done = await change(sheet, async () => {
      const [into, out] = [[], []];
      for (const box of list.querySelectorAll("input")) {
        if (!box.indeterminate && box.checked !== box.defaultChecked) (box.checked ? into : out).push(box.value);
        else if (!box.indeterminate && "some" in box.dataset) out.push(box.value); // taken off what some were in
      }
      const name = form.elements.name.value.trim();
      if (name) into.push((await api("POST", "/collections", { name })).id);
      for (const id of into) await api("POST", `/collections/${id}/documents`, { put: ids });
      for (const id of out) await api("POST", `/collections/${id}/documents`, { take: ids });
      return _("Saved.");
    });
    submit.disabled = false;
    if (!done) return;
    sheet.close();
    then();
  };
  sheet.showModal();
}

async function show(sheet) {
  tell(sheet, "");
  try {
    sheet.querySelector(".collections").replaceChildren(await part(at("/library/collections")));
  } catch (error) {
    tell(sheet, refused(error));
  }
}

// What a row says gives way to a field, or to a question; whatever is done, the list is made anew.
function rename(sheet, row) {
  const field = Object.assign(document.createElement("input"), { value: row.dataset.name, maxLength: 80, dir: "auto" });
  field.setAttribute("aria-label", _("New name of %(name)s", row.dataset));
  const keep = () => change(sheet, async () => _("Renamed to “%(title)s”.", { title: (await api("PATCH", `/collections/${row.dataset.id}`, { name: field.value })).name }));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || event.key === "Enter") event.preventDefault();
    if (event.key === "Enter") keep();
    if (event.key === "Escape") show(sheet);
  });
  row.replaceChildren(field, button(_("Rename"), "primary", keep), button(_("Cancel"), "quiet", () => show(sheet)));
  field.select();
}

// Names with commas between; who may change it may read it. Nobody named is nobody but the administrators.
function limit(sheet, row, { readers, editors, opens }) {
  const [reads, changes] = [[_("May read it"), readers], [_("May change it"), editors]].map(([words, value]) => {
    const label = Object.assign(document.createElement("label"), { textContent: `${words} ` });
    label.append(Object.assign(document.createElement("input"), { value, autocomplete: "off", placeholder: "ann, bob, role:editor" }));
    return label;
  });
  const names = (label) => label.firstElementChild.value.split(",").map((name) => name.trim()).filter(Boolean);
  const path = `/collections/${row.dataset.id}/rights`;
  const words = Object.assign(document.createElement("p"), { className: "for" });
  words.textContent = _("Nobody else but administrators finds its documents, unless they are in another collection too. role:reader means everybody, role:editor all editors.");
  const keep = () => change(sheet, async () => {
    await api("PUT", path, { readers: names(reads), editors: names(changes) });
    return _("“%(name)s” is limited to these people.", row.dataset);
  });
  const open = () => change(sheet, async () => (await api("DELETE", path), _("Everybody may read “%(name)s”.", row.dataset)));
  const title = Object.assign(document.createElement("strong"), { textContent: row.dataset.name, dir: "auto" });
  row.replaceChildren(title, reads, changes, words, button(_("Limit to these"), "primary", keep), ...(opens === undefined ? [] : [button(_("Open to all"), "quiet", open)]), button(_("Cancel"), "quiet", () => show(sheet)));
  row.className = "limiting";
  reads.firstElementChild.focus();
}

function confirmDeletion(sheet, row) {
  const words = document.createElement("p");
  words.textContent = _("Delete “%(name)s”? Its documents stay in the library.", row.dataset);
  const sure = button(_("Delete"), "primary warn", () => change(sheet, async () => _("Deleted “%(title)s”.", { title: (await api("DELETE", `/collections/${row.dataset.id}`)).name })));
  const keep = button(pgettext("not to delete", "Keep"), "quiet", () => show(sheet));
  row.replaceChildren(words, sure, keep);
  keep.focus();
}

// Whether it could be done.
async function change(sheet, work) {
  try {
    const words = await work();
    if (sheet.id === "manage-collections") await show(sheet);
    announce(words);
  } catch (error) {
    tell(sheet, refused(error));
    return false;
  }
  await renew();
  await refresh();
  return true;
}

// The lists to choose one from, with what was chosen as long as it is there.
async function renew() {
  const { collections } = await api("GET", "/collections");
  for (const select of root.querySelectorAll("[name=collection], [name=into]")) {
    if (!(select instanceof HTMLSelectElement)) continue;
    const { value } = select;
    select.length = 1;
    for (const { id, name } of collections) select.add(Object.assign(new Option(name, id, false, id === value), { dir: "auto" }));
    select.closest("label").hidden = collections.length === 0;
    if (select.value !== value) select.dispatchEvent(new Event("change"));
  }
  document.dispatchEvent(new Event("citedqa:library"));
}

function tell(sheet, words) {
  const place = sheet.querySelector(".wrong");
  place.textContent = words;
  place.hidden = !words;
}

function button(words, className, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: words, className });
  made.addEventListener("click", act);
  return made;
}

function refused(error) {
  if (!(error instanceof Refused)) throw error;
  return error.message;
}
