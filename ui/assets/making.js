// Elements made by scripts. Words of documents go in as text.

export function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export const button = (textContent, onclick, className = "quiet") => make("button", { type: "button", className, textContent, onclick });

// What is gone wrong, in place of what was to be shown.
export const notice = (textContent) => make("p", { className: "notice", textContent });

// What is wrong with what somebody wants; without words, nothing is.
export const complain = (place, textContent = "") => Object.assign(place, { textContent, hidden: !textContent });

// `act`, when nobody has typed for a moment.
export function whenTyped(act) {
  let typing = 0;
  return () => (clearTimeout(typing), (typing = setTimeout(act, 200)));
}

// The titles of some, and how many others there are.
export function titles(all, rest) {
  const shown = all.slice(0, 5).map((textContent) => make("li", { textContent, dir: "auto" }));
  return all.length > 5 ? [...shown, make("li", { textContent: rest(all.length - 5) })] : shown;
}
