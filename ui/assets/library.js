// The Library page: finding documents, choosing some of them, removing and restoring.

import { mountAdding } from "./adding.js";
import { closeDocument, mountDocument, openDocument } from "./document.js";
import { askWithin } from "./scope.js";
import { api, at, part, Refused } from "./server.js";
import { announce, currentPage, isWide, onShown } from "./shell.js";

let root, shelf;
let query = { words: "", since: "", until: "", order: "title", descending: false, page: 0 };
let latest = 0; // only the newest answer is shown
const chosen = new Map(); // id → title, on all pages of the list
let gone = []; // what the last removal took

export function mount(element) {
  onShown("library", async () => {
    if (root) return refresh();
    try {
      const frame = await part(at("/library/frame"));
      if (root) return;
      element.replaceChildren(frame);
      root = frame;
    } catch (error) {
      element.replaceChildren(trouble(error));
      return;
    }
    shelf = root.querySelector(".documents");
    find();
    onChoosing();
    tellOfAll();
    mountDocument(root, { remove: confirmRemoval });
    if (root.hasAttribute("data-admin")) mountAdding(root, refresh);
    await refresh();
  });
}

export async function refresh() {
  if (!root || currentPage() !== "library") return;
  const number = ++latest;
  shelf.setAttribute("aria-busy", "true");
  let page;
  try {
    page = await part(at("/library/shelf"), query);
  } catch (error) {
    page = trouble(error);
  }
  if (number !== latest) return;
  const focus = remembered();
  const open = shelf.querySelector("details.removed")?.open;
  shelf.replaceChildren(page);
  shelf.removeAttribute("aria-busy");
  if (open) page.querySelector("details.removed")?.setAttribute("open", "");
  const { holding = "0", total = "0", page: shown = "0" } = page.dataset;
  query.page = Number(shown);
  root.classList.toggle("empty", holding === "0");
  root.querySelector(".total").textContent = holding === "0" ? "" : `${Number(holding).toLocaleString("en")} ${holding === "1" ? "document" : "documents"}`;
  for (const row of shelf.querySelectorAll("tr[data-id]")) mark(row, chosen.has(row.dataset.id));
  tray();
  focus();
  return Number(total);
}

function find() {
  const filters = root.querySelector(".filters");
  const [words, since, until] = ["words", "since", "until"].map((name) => filters.querySelector(`[name=${name}]`));
  const sort = filters.querySelector("[name=sort]");
  let typing = 0;
  const look = async () => {
    clearTimeout(typing);
    query = { ...query, words: words.value.trim(), since: since.value, until: until.value, page: 0 };
    const total = await refresh();
    if (total !== undefined) announce(`${total} ${total === 1 ? "document" : "documents"}`);
  };
  words.addEventListener("input", () => (clearTimeout(typing), (typing = setTimeout(look, 200))));
  words.addEventListener("keydown", (event) => event.key === "Enter" && look());
  for (const date of [since, until]) date.addEventListener("change", look);
  sort.addEventListener("change", () => {
    const [order, descending] = sort.value.split(":");
    query = { ...query, order, descending: descending === "true", page: 0 };
    refresh();
  });
  shelf.addEventListener("click", (event) => {
    const { order, descending, page } = event.target.closest("button")?.dataset ?? {};
    const link = event.target.closest("a[data-document]");
    if (order) {
      query = { ...query, order, descending: descending === "true", page: 0 };
      const wanted = `${order}:${descending === "true" ? "true" : ""}`;
      if ([...sort.options].some((option) => option.value === wanted)) sort.value = wanted;
      refresh();
    } else if (page !== undefined) {
      query = { ...query, page: Number(page) };
      refresh().then(() => root.querySelector(".filters").scrollIntoView({ block: "nearest" }));
    } else if (event.target.closest(".everything")) {
      for (const field of [words, since, until]) field.value = "";
      look();
      words.focus();
    } else if (event.target.closest(".within-dates")) {
      askWithin({ since: query.since, until: query.until });
    } else if (event.target.closest(".restore")) {
      restore([event.target.closest("li").dataset.id]);
    } else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openDocument(link.closest("tr").dataset.id, link);
    }
  });
}

// Topics, people and months; asked for when they are opened, and again after a change.
function tellOfAll() {
  const all = root.querySelector(".in-all");
  const told = all.querySelector(".all-told");
  const tell = async () => {
    if (!all.open) return;
    told.setAttribute("aria-busy", "true");
    try {
      told.replaceChildren(await part(at("/library/overview")));
    } catch (error) {
      told.replaceChildren(trouble(error));
    }
    told.removeAttribute("aria-busy");
  };
  all.addEventListener("toggle", tell);
  document.addEventListener("citedqa:library", tell);
  told.addEventListener("click", (event) => {
    const period = event.target.closest("[data-since]");
    if (!period) return;
    const [since, until] = ["since", "until"].map((name) => root.querySelector(`.filters [name=${name}]`));
    [since.value, until.value] = [period.dataset.since, period.dataset.until];
    since.dispatchEvent(new Event("change"));
    root.querySelector(".filters").scrollIntoView({ block: "start" });
  });
  all.open = isWide();
}

function onChoosing() {
  shelf.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox") return;
    const rows = target.matches(".all") ? shelf.querySelectorAll("tr[data-id]") : [target.closest("tr")];
    for (const row of rows) choose(row, target.checked);
    tray();
  });
  const bar = root.querySelector(".tray");
  bar.querySelector(".none").addEventListener("click", () => {
    chosen.clear();
    for (const row of shelf.querySelectorAll("tr[data-id]")) mark(row, false);
    tray();
    shelf.querySelector(".all")?.focus();
  });
  bar.querySelector(".about-these").addEventListener("click", () => {
    askWithin({ documents: [...chosen].map(([id, title]) => ({ id, title })) });
  });
  bar.querySelector(".remove-these")?.addEventListener("click", () => confirmRemoval([...chosen].map(([id, title]) => ({ id, title }))));
  const done = root.querySelector(".tray.done");
  done.querySelector(".undo").addEventListener("click", () => restore(gone.map(({ id }) => id)));
  done.querySelector(".close").addEventListener("click", () => ((done.hidden = true), root.querySelector("[name=words]").focus()));
}

function choose(row, on) {
  const { id } = row.dataset;
  if (on) chosen.set(id, row.querySelector("a[data-document]").textContent);
  else chosen.delete(id);
  mark(row, on);
}

function mark(row, on) {
  row.classList.toggle("on", on);
  row.querySelector("input").checked = on;
}

function tray() {
  const bar = root.querySelector(".tray");
  bar.hidden = chosen.size === 0;
  bar.querySelector(".chosen").textContent = `${chosen.size} chosen`;
  // The API takes a hundred documents in a question.
  const many = chosen.size > 100;
  const about = bar.querySelector(".about-these");
  about.disabled = many;
  about.textContent = many ? "Ask about 100 at most" : chosen.size === 1 ? "Ask about this" : "Ask about these";
  if (chosen.size) root.querySelector(".tray.done").hidden = true;
  const all = shelf.querySelector(".all");
  if (!all) return;
  const rows = [...shelf.querySelectorAll("tr[data-id]")];
  const on = rows.filter((row) => chosen.has(row.dataset.id)).length;
  all.checked = on > 0 && on === rows.length;
  all.indeterminate = on > 0 && on < rows.length;
}

// `documents` are ids and titles.
function confirmRemoval(documents) {
  const sheet = root.querySelector("#confirm-removal");
  const [listed, form, wrong] = [sheet.querySelector(".going"), sheet.querySelector("form"), sheet.querySelector(".wrong")];
  const [submit, cancel] = [sheet.querySelector("[type=submit]"), sheet.querySelector(".cancel")];
  sheet.querySelector("h3").textContent = documents.length === 1 ? "Remove this document?" : `Remove ${documents.length} documents?`;
  listed.replaceChildren(...documents.slice(0, 5).map(({ title }) => Object.assign(document.createElement("li"), { textContent: title, dir: "auto" })));
  if (documents.length > 5) listed.append(Object.assign(document.createElement("li"), { textContent: `and ${documents.length - 5} more` }));
  wrong.hidden = true;
  submit.disabled = false;
  form.onsubmit = async (event) => {
    event.preventDefault();
    submit.disabled = true;
    const left = await remove(documents, (number) => (submit.textContent = documents.length > 1 ? `Removing ${number} of ${documents.length}` : "Removing"));
    submit.textContent = "Remove";
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
  cancel.onclick = () => sheet.close();
  sheet.showModal();
  cancel.focus();
}

// One after the other; what fails stays, and the rest with it. Returns why.
async function remove(documents, tell) {
  gone = [];
  for (const [number, each] of documents.entries()) {
    tell(number + 1);
    try {
      await api("DELETE", `/documents/${encodeURIComponent(each.id)}`);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return error.message;
    }
    chosen.delete(each.id);
    gone.push(each);
  }
  return "";
}

function showRemoved() {
  const done = root.querySelector(".tray.done");
  const words = gone.length === 1 ? `Removed “${gone[0].title}”` : `Removed ${gone.length} documents`;
  done.querySelector("p").textContent = words;
  done.querySelector(".undo").hidden = false;
  done.hidden = false;
  done.querySelector(".undo").focus();
  announce(`${words}. Undo is at hand.`);
}

async function restore(ids) {
  const done = root.querySelector(".tray.done");
  const words = done.querySelector("p");
  done.querySelector(".undo").hidden = true;
  done.hidden = false;
  words.textContent = "Restoring …";
  let restored = 0;
  try {
    for (const id of ids) {
      await api("POST", `/documents/${encodeURIComponent(id)}/restore`);
      restored += 1;
    }
    words.textContent = restored === 1 ? "Restored." : `Restored ${restored} documents.`;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    words.textContent = error.message;
  }
  announce(words.textContent);
  document.dispatchEvent(new Event("citedqa:library"));
  await refresh();
}

function trouble(error) {
  if (!(error instanceof Refused)) throw error;
  return Object.assign(document.createElement("p"), { className: "notice", textContent: error.message });
}

// The list is made anew; whatever had the focus in it has it again.
function remembered() {
  const at = document.activeElement;
  if (!shelf.contains(at)) return () => {};
  const id = at.closest("tr[data-id]")?.dataset.id;
  const { order, page } = at.dataset;
  return () => {
    const row = id && shelf.querySelector(`tr[data-id="${id}"]`);
    const again = row ? row.querySelector(at.matches("input") ? "input" : "a[data-document]") : order ? shelf.querySelector(`button[data-order=${order}]`) : page !== undefined ? shelf.querySelector(`button[data-page]:not(:disabled)`) : null;
    (again ?? root.querySelector("[name=words]")).focus({ preventScroll: true });
  };
}
