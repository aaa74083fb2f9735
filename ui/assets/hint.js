// The quote behind a marker, while the marker is pointed at or has the focus. All words of documents go in as text.

import { make } from "./making.js";

let hint;
let shown = null; // the marker that it is shown for

export function showHint(marker) {
  hint ??= made();
  const { quote, title, speaker } = marker.dataset;
  hint.querySelector("q").textContent = quote;
  hint.querySelector("cite").textContent = title;
  hint.querySelector("strong").textContent = speaker;
  hint.querySelector("strong").hidden = !speaker;
  hideHint();
  shown = marker;
  marker.setAttribute("aria-describedby", "hint");
  hint.showPopover({ source: marker }); // the style sheet places it there
  light(marker);
}

export function hideHint() {
  if (!shown) return;
  hint.hidePopover();
  shown.removeAttribute("aria-describedby");
  shown = null;
  light(null);
}

// A marker that the keyboard is on keeps its quote, wherever the mouse goes.
export function leaveHint() {
  if (!shown?.matches(":focus-visible")) hideHint();
}

// The marker may have gone with the turn it was in, and no mouse ever leaves it.
export function dropHint() {
  if (shown && !shown.isConnected) hideHint();
}

function made() {
  const [quote, speaker, title] = ["q", "strong", "cite"].map((tag) => make(tag, { dir: "auto" }));
  document.body.append(make("div", { id: "hint", popover: "manual", role: "tooltip" }, quote, make("p", {}, speaker, title)));
  document.addEventListener("keydown", (event) => event.key === "Escape" && hideHint());
  return document.getElementById("hint");
}

// The same quote beside the answer, where its sources are shown.
function light(marker) {
  const same = marker && `#t${marker.closest(".turn")?.dataset.turn}-sources mark[data-cite="${marker.dataset.cite}"]`;
  for (const mark of document.querySelectorAll("#sources mark")) mark.classList.toggle("lit", Boolean(same) && mark.matches(same));
}
