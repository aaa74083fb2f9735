// Elements made by scripts. Words of documents go in as text.

import { gettext as _ } from "./language.js";

export function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export const button = (textContent, onclick, className = "quiet") => make("button", { type: "button", className, textContent, onclick });

// What is gone wrong, in place of what was to be shown.
export const notice = (textContent) => make("p", { className: "notice", textContent });

export const offerAgain = (told, act) => told.append(" ", button(_("Try again"), act, "link again"));

// What is wrong with what somebody wants; without words, nothing is.
export const complain = (place, textContent = "") => Object.assign(place, { textContent, hidden: !textContent });

// `act`, once: when nobody has typed there for a moment, or on Enter.
export function whenTyped(field, act) {
  let typing = 0;
  const soon = (ms) => (clearTimeout(typing), (typing = setTimeout(act, ms)));
  field.addEventListener("input", () => soon(200));
  onEnter(field, () => soon(0));
}

// `act` in place of sending the form.
export function onEnter(field, act) {
  field.addEventListener("keydown", (event) => event.key === "Enter" && (event.preventDefault(), act()));
}

// The titles of some, and how many others there are.
export function titles(all) {
  const shown = all.slice(0, 5).map((textContent) => make("li", { textContent, dir: "auto" }));
  return all.length > 5 ? [...shown, make("li", { textContent: _("and %(number)s more", { number: all.length - 5 }) })] : shown;
}
