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
  hint.hidden = false;
  shown = marker;
  marker.setAttribute("aria-describedby", "hint");
  place(marker);
  light(marker);
}

export function hideHint() {
  if (!hint || hint.hidden) return;
  hint.hidden = true;
  shown = null;
  for (const marker of document.querySelectorAll("[aria-describedby=hint]")) marker.removeAttribute("aria-describedby");
  light(null);
}

// The marker may have gone with the turn it was in, and no mouse ever leaves it.
export function dropHint() {
  if (shown && !shown.isConnected) hideHint();
}

function made() {
  const [quote, speaker, title] = ["q", "strong", "cite"].map((tag) => make(tag, { dir: "auto" }));
  document.body.append(make("div", { id: "hint", hidden: true, role: "tooltip" }, quote, make("p", {}, speaker, title)));
  document.addEventListener("keydown", (event) => event.key === "Escape" && hideHint());
  return document.getElementById("hint");
}

function place(marker) {
  const at = marker.getBoundingClientRect();
  const [width, height] = [hint.offsetWidth, hint.offsetHeight];
  const left = Math.max(8, Math.min(at.left + at.width / 2 - width / 2, innerWidth - width - 8));
  const above = at.top - height - 8;
  hint.style.left = `${left}px`;
  hint.style.top = `${above >= 8 ? above : at.bottom + 8}px`;
}

// The same quote beside the answer, where its sources are shown.
function light(marker) {
  const same = marker && `#t${marker.closest(".turn")?.dataset.turn}-sources mark[data-cite="${marker.dataset.cite}"]`;
  for (const mark of document.querySelectorAll("#sources mark")) mark.classList.toggle("lit", Boolean(same) && mark.matches(same));
}
