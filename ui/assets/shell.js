// The frame around the pages: which of them is shown, what is announced to a screen reader, and what several scripts need.

import { mountActs } from "./acts.js";
import { mountBeginning } from "./beginning.js";
import { gettext as _ } from "./language.js";
import { make } from "./making.js";
import { mountTalks } from "./talks.js";
import { mountTour } from "./tour.js";

const shown = new EventTarget();

export function mount(element) {
  mountAnnouncer(element.querySelector("#announcer"));
  mountActs();
  mountHelp(element.querySelector("#keys-and-looks"), element.querySelector("#help"));
  mountBeginning(element.querySelector("#offer-files"));
  mountTalks(element.querySelector("#talks"), () => shown.dispatchEvent(new Event("conversations")));
  mountTour(element.querySelector("#tour"));
  element.querySelector("#again").addEventListener("click", () => document.dispatchEvent(new Event("citedqa:again")));
  document.addEventListener("click", ({ target }) => target.closest("dialog.sheet .cancel")?.closest("dialog").close());
  document.addEventListener("submit", ({ target }) => {
    if (!target.matches(".account")) return;
    // Whoever goes back after a log-out is shown the page as it was left: empty, until it is asked for anew.
    addEventListener("pagehide", () => document.body.remove());
    addEventListener("pageshow", () => location.reload());
  });
  addEventListener("hashchange", () => {
    const before = document.body.dataset.page;
    show();
    if (document.body.dataset.page === before) return;
    const link = document.querySelector("#masthead nav [aria-current]");
    refocus(hasKeyboard() && currentPage() === "ask" && document.getElementById("question"), link); // what led there is hidden
    announce(link?.textContent ?? "");
  });
  show();
}

// `#/library` names a page, and what follows it a view over it; an address of anything else, a conversation's say, belongs to the first one.
export function currentPage() {
  const name = /^#\/([a-z]+)(?:\/|$)/.exec(location.hash)?.[1];
  return document.getElementById(`page-${name}`) ? name : "ask";
}

// `callback` runs whenever the page with this name comes into view.
export function onShown(name, callback) {
  shown.addEventListener(name, callback);
  if (currentPage() === name) callback();
}

// Said once the page has settled, one after the other, each long enough to be heard of. It is said where the focus is: while a modal
// dialog is open, nothing is heard of what is outside it. The announcer is emptied before, so that the same words are news again.
const [SETTLED_MS, HEARD_MS] = [150, 500];
const said = []; // the first is being said
let announcer, home;

export function announce(words) {
  if (words && said.push(words) === 1) say();
}

function say() {
  setTimeout(() => write(""));
  setTimeout(() => write(said[0]), SETTLED_MS);
  setTimeout(() => (said.shift(), said.length && say()), HEARD_MS);
}

function write(words) {
  if (!announcer) return;
  // Where nothing has the focus, the sheet that is open.
  const place = document.activeElement?.closest("dialog:modal") ?? [...document.querySelectorAll("dialog:modal")].at(-1) ?? home;
  if (announcer.parentElement !== place) place.append(announcer); // a sheet may have been closed meanwhile
  announcer.replaceChildren(words);
}

function mountAnnouncer(element) {
  [announcer, home] = [element, element.parentElement];
  // What was said before would be heard once more when a modal dialog over it is closed.
  document.addEventListener("close", () => announcer.replaceChildren(), true);
}

// Says on the button what became of it.
export async function copyFrom(button, html = "", plain = button.dataset.copy) {
  const words = button.textContent;
  button.textContent = (await copy(plain, html)) ? _("Copied") : _("Copying isn’t allowed here");
  announce(button.textContent);
  setTimeout(() => (button.textContent = words), 2000);
}

// The browser's clipboard is there on a secure page only; elsewhere the old way still works.
async function copy(words, html) {
  const as = (type, each) => ({ [type]: new Blob([each], { type }) });
  try {
    if (html) await navigator.clipboard.write([new ClipboardItem({ ...as("text/plain", words), ...as("text/html", html) })]);
    else await navigator.clipboard.writeText(words);
    return true;
  } catch {
    const box = make("textarea", { value: words, className: "sr" });
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  }
}

// For whoever hides or replaces what had the focus: the first of these that is there has it next.
export function refocus(...next) {
  const held = document.activeElement;
  if (held === document.body || !held.checkVisibility()) next.find(Boolean)?.focus({ preventScroll: true });
}

export const isTyping = () => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");

// `act` is done by this key, where nobody types and no sheet is open; it says whether it did anything.
export function onKey(key, act) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || isTyping() || document.querySelector("dialog:modal")) return;
    if (act()) event.preventDefault();
  });
}

export const wide = matchMedia("(min-width: 60rem), print"); // a sheet of paper, which is narrow, changes nothing of the page
export const isWide = () => wide.matches;
export const hasKeyboard = () => matchMedia("(pointer: fine)").matches;

function show() {
  const name = currentPage();
  document.body.dataset.page = name; // the masthead's own style shows that page alone
  for (const sheet of document.querySelectorAll("dialog.sheet[open]")) sheet.close(); // over a hidden page it would lock the app
  for (const link of document.querySelectorAll("#masthead nav a")) {
    if (link.dataset.page !== name) link.removeAttribute("aria-current");
    else if (!link.hasAttribute("aria-current")) {
      link.setAttribute("aria-current", "page");
      link.scrollIntoView?.({ block: "nearest", inline: "nearest" });
    }
  }
  shown.dispatchEvent(new Event(name));
}

// Keys, and how the app looks: by day, by night, or as the system does; and its language. The choices are this browser's. The
// style sheet sees which look is checked; pages beside the app are told by the cookie.
function mountHelp(dialog, opener) {
  const { path } = dialog.querySelector("[data-path]").dataset; // of the app
  onKey("?", () => !opener.click());
  for (const each of dialog.querySelectorAll("[name=look], [name=language]")) {
    const { name, value } = each;
    const age = value ? 365 * 24 * 3600 : 0; // where nothing is chosen, the server is told nothing
    const tell = () => (document.cookie = `citedqa_${name}=${value}; path=${path}; max-age=${age}; samesite=lax`);
    each.checked = value === (new RegExp(`(?:^|; )citedqa_${name}=([\\w-]*)`).exec(document.cookie)?.[1] ?? "");
    if (each.checked) tell(); // some browsers forget it within a week
    each.addEventListener("change", () => {
      tell();
      if (name === "language") location.reload(); // the page is made anew in it
    });
  }
}
