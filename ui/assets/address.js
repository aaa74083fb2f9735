// Addresses: a page (#/library), a conversation (#/c/<id>), and a view over either (#/c/<id>/source/…). Each has a title, and Back
// leads from one to the one before: out of a view, it closes it.

const PARTS = /^(#\/(?:c\/(\w+)|[a-z]+))(?:\/(source|document)\/(.+))?$/;

const views = new Map(); // kind → {dialog, open, opener}
let shown = conversationId(); // the one on the page
let viewTitle = "";
let leaving = false;

export function conversationId() {
  return parts().id;
}

// The id of the conversation on the page; empty before it has one.
export const conversationShown = () => shown;

// The conversation on the page has got its id.
export function keepAddress(id) {
  if (id === shown) return;
  closeViews();
  shown = id;
  history.replaceState(null, "", `#/c/${id}`);
  tell();
}

// To an empty conversation.
export function leave() {
  closeViews();
  shown = "";
  if (conversationId()) history.pushState(null, "", "#/ask"); // else another page is before it
  tell();
}

// `callback` runs when the address names another conversation than the one on the page: by a link, or by going back.
export function onAnother(callback) {
  tell(); // of the one that the app was opened with
  addEventListener("hashchange", () => {
    const id = conversationId();
    if (id === shown || (!id && parts().base !== "#/ask")) return;
    shown = id;
    tell();
    callback();
  });
}

// What somebody typed or cut off may have a "%" that stands for itself.
export function decoded(words) {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}

// A dialog that opens and closes as the address says: `open` gets what follows its kind there, and `opener` is what has the focus again.
export function onView(kind, dialog, { open, opener }) {
  views.set(kind, { dialog, open, opener });
  dialog.querySelector(".close").addEventListener("click", leaveView);
  dialog.addEventListener("cancel", (event) => (event.preventDefault(), leaveView()));
  document.addEventListener("keydown", (event) => event.key === "Escape" && dialog.open && !document.querySelector("dialog.sheet[open]") && leaveView());
  arrive();
}

// It has been opened: one step back closes it, however many citations are walked through in it.
export function enterView(kind, rest) {
  const now = parts();
  const address = `${now.base}/${kind}/${rest}`;
  if (now.kind) history.replaceState(history.state, "", address);
  else history.pushState({ ...history.state, over: true }, "", address);
}

// What the button that closes it does.
export function leaveView() {
  const { base, kind } = parts();
  if (!kind || leaving) return;
  leaving = Boolean(history.state?.over);
  if (leaving) return history.back();
  history.replaceState(null, "", base);
  arrive();
}

// The name of the view over the page; of the page itself, where it is empty.
export function nameView(words) {
  viewTitle = words;
  name();
}

// In the tab, and in the browser's history.
export function name() {
  const { base, id, kind } = parts();
  const page = document.querySelector(`#masthead nav a[href="${base}"]:not([data-page=ask])`)?.textContent;
  const listed = shown && document.querySelector(`#conversations li[data-id="${shown}"] h3`)?.textContent;
  const conversation = listed || document.querySelector("#opened span")?.dataset.title || document.querySelector("#conversation .turn h2")?.textContent;
  const words = (kind && viewTitle) || page || (id && conversation) || "";
  document.title = words ? `${words.length > 80 ? `${words.slice(0, 79)}…` : words} – CitedQA` : "CitedQA";
}

addEventListener("hashchange", arrive);

function arrive() {
  leaving = false;
  const { kind, rest } = parts();
  closeViews(kind);
  if (kind) views.get(kind)?.open(rest);
  name();
}

function closeViews(but = "") {
  for (const [kind, { dialog, opener }] of views) {
    if (kind === but || !dialog.open) continue;
    dialog.close();
    nameView("");
    opener().focus({ preventScroll: true });
  }
}

function parts() {
  const [, base = "#/ask", id = "", kind = "", rest = ""] = PARTS.exec(location.hash) ?? [];
  return { base, id, kind, rest };
}

// "Ask" in the navigation leads back to it.
function tell() {
  for (const link of document.querySelectorAll("#masthead [data-page=ask]")) link.href = shown ? `#/c/${shown}` : "#/ask";
  name();
}
