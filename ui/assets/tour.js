// Four hints for whoever sees the app for the first time. They stand beside what they tell of, take no focus, and never come
// back: the browser notes them as seen when the first is shown. One that keeps nothing isn't shown them at all.

import { HINTS, keep, recall } from "./keeping.js";
import { announce, currentPage } from "./shell.js";

export function mountTour(card) {
  const steps = [...card.querySelectorAll(".step")];
  const [next, skip] = [card.querySelector(".next"), card.querySelector(".skip")];
  let at = -1; // none

  // To the hint of this number; where there is none, it is over.
  const go = (number) => {
    for (const each of document.querySelectorAll("[data-toured]")) delete each.dataset.toured;
    at = number;
    card.hidden = !steps[at];
    if (card.hidden) return;
    steps.forEach((step) => (step.hidden = step !== steps[at]));
    document.querySelector(steps[at].dataset.at)?.toggleAttribute("data-toured", true);
    next.hidden = at === steps.length - 1;
    if (next.hidden) skip.textContent = skip.dataset.last;
    announce(steps[at].textContent);
  };
  const end = () => {
    const held = card.contains(document.activeElement);
    go(-1);
    if (held) document.getElementById("question")?.focus();
  };

  next.addEventListener("click", () => {
    go(at + 1);
    (next.hidden ? skip : next).focus();
  });
  skip.addEventListener("click", end);
  card.addEventListener("keydown", (event) => event.key === "Escape" && end());
  // Whoever asks, or goes elsewhere, has found the way.
  addEventListener("hashchange", () => currentPage() === "ask" || end());
  document.addEventListener("citedqa:asked", end);
  // The welcome comes a moment after it is said that there is something to show.
  const begin = () => {
    if (currentPage() !== "ask" || !document.querySelector(".welcome[data-begun]")) return;
    coming.disconnect();
    if (isFirst()) go(0);
  };
  const coming = new MutationObserver(begin);
  document.addEventListener("citedqa:opened", () => {
    coming.observe(document.getElementById("newest"), { childList: true, subtree: true });
    begin();
  });
}

// Noted as seen in the same moment.
const isFirst = () => recall(HINTS) === null && (keep(HINTS, "seen"), recall(HINTS) === "seen");
