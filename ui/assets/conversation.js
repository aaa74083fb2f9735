// The turns of a conversation: copying, walking the markers, and keeping the newest question in view.

import { keepAddress } from "./address.js";
import { announce, copy, isTyping } from "./shell.js";
import { hideHint, showHint } from "./hint.js";
import { showSources } from "./sources.js";
import { openSource } from "./viewer.js";

let last = { turn: "0", state: "" };

export function mount(element, _trigger, watch) {
  const pane = document.getElementById("conversation");
  pane.setAttribute("role", "log");
  pane.setAttribute("aria-label", "Conversation");
  pane.setAttribute("aria-live", "off"); // announced by itself, when there is something to say
  pane.tabIndex = 0;

  pane.addEventListener("click", onClick);
  for (const type of ["mouseover", "focusin"]) {
    pane.addEventListener(type, ({ target }) => {
      const marker = target.closest("a.marker");
      if (marker) showHint(marker);
    });
  }
  for (const type of ["mouseout", "focusout"]) pane.addEventListener(type, hideHint);
  pane.addEventListener("scroll", hideHint, { passive: true });
  document.addEventListener("keydown", onKey);
  watch("value", () => changed(element));
  changed(element);
}

function changed(element) {
  const turn = element.querySelector(".turn");
  document.getElementById("again").hidden = !turn;
  if (!turn) {
    last = { turn: "0", state: "" };
    return;
  }
  const { turn: number, state, conversation } = turn.dataset;
  if (conversation) keepAddress(conversation);
  if (number === last.turn && state === last.state) return;
  if (number !== last.turn) show(turn);
  const working = turn.querySelector(".working p")?.textContent;
  if (state === "working") announce(working ?? "");
  else {
    if (last.state === "working") announce(spoken(turn));
    document.dispatchEvent(new Event("citedqa:settled"));
  }
  last = { turn: number, state };
}

// The newest question goes to the top, where there is room for its answer.
function show(turn) {
  turn.scrollIntoView({ block: "start", behavior: "instant" });
}

function spoken(turn) {
  const answer = turn.querySelector(".answer")?.cloneNode(true);
  if (!answer) return "Stopped.";
  for (const marker of answer.querySelectorAll(".marker")) marker.remove();
  const sources = turn.querySelectorAll(".answer .marker").length;
  return `${answer.innerText.replace(/\s+/g, " ")} ${sources ? `${sources} sources.` : ""}`;
}

async function onClick(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const target = event.target.closest("[data-copy], a.marker, [data-sources]");
  if (!target) return;
  const turn = target.closest(".turn");
  if (target.dataset.copy) {
    const done = await copy(target.dataset.copy);
    const words = target.textContent;
    target.textContent = done ? "Copied" : "Copying isn’t allowed here";
    announce(target.textContent);
    setTimeout(() => (target.textContent = words), 2000);
  } else if (target.dataset.sources) {
    event.preventDefault();
    showSources(target.dataset.sources, { scroll: true });
  } else {
    event.preventDefault();
    hideHint();
    showSources(turn.dataset.turn);
    openSource(target, turn.dataset.turn);
  }
}

// ← and → walk the markers of an answer.
function onKey(event) {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const marker = document.activeElement;
  if (isTyping() || !marker?.matches?.("#conversation a.marker")) return;
  const all = [...marker.closest(".turn").querySelectorAll("a.marker")];
  const next = all[all.indexOf(marker) + (event.key === "ArrowRight" ? 1 : -1)];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}
