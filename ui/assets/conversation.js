// The turns of a conversation: copying, walking the markers, and keeping the newest question in view.

import { conversationShown, keepAddress, name } from "./address.js";
import { state as asking } from "./asking.js";
import { announce, copyFrom, isTyping } from "./shell.js";
import { gettext as _ } from "./language.js";
import { make } from "./making.js";
import { showSources } from "./sources.js";
import { openSource } from "./viewer.js";

let last = { turn: "0", state: "" };
let hint;
let hinted = null; // the marker that it is shown for

export function mount(element, _trigger, watch) {
  const pane = document.getElementById("conversation");
  pane.setAttribute("role", "log");
  pane.setAttribute("aria-label", _("Conversation"));
  pane.setAttribute("aria-live", "off"); // announced by itself, when there is something to say
  pane.tabIndex = 0;

  const [quote, ...from] = ["q", "strong", "cite"].map((tag) => make(tag, { dir: "auto" }));
  from[1].ariaHidden = "true"; // the marker's name says it
  hint = make("div", { id: "hint", popover: "manual", role: "tooltip" }, quote, make("p", {}, ...from));
  document.body.append(hint);
  pane.addEventListener("click", onClick);
  document.addEventListener("click", ({ target }) => {
    for (const each of pane.querySelectorAll("details.more-ways[open]")) if (!each.contains(target) || target.closest(".ways")) each.open = false;
  });
  for (const type of ["mouseover", "focusin"]) {
    pane.addEventListener(type, ({ target }) => {
      const marker = target.closest("a.marker");
      if (marker && (type === "mouseover" || marker.matches(":focus-visible"))) showHint(marker); // not when a finger has been there
    });
  }
  pane.addEventListener("mouseout", () => hinted?.matches(":focus-visible") || hideHint()); // the keyboard's stays
  pane.addEventListener("focusout", hideHint);
  document.addEventListener("keydown", onKey);
  watch("value", () => changed(element));
  changed(element);
}

// What stands under the newest answer, which is there before it.
export function beneath(element, _trigger, watch) {
  watch("value", () => {
    const found = element.querySelector("[data-turn]");
    document.querySelector(`#newest .turn[data-turn="${found.dataset.turn}"][data-conversation="${found.dataset.conversation}"]`)?.append(...found.childNodes);
  });
}

function changed(element) {
  if (hinted && !hinted.isConnected) hideHint(); // it has gone with the turn it was in, and no mouse ever leaves it
  const turn = element.querySelector(".turn");
  document.getElementById("again").hidden = !turn;
  if (!turn) return void (last = { turn: "0", state: "" });
  const { turn: number, state, conversation } = turn.dataset;
  // The last words of an answer may come when its conversation has been left: they have taken the place of what was opened since.
  // So may they when it has been opened anew, with what another tab asked: then the turns above them have this number, too.
  const [another, twice] = [conversation && conversation !== conversationShown(), document.querySelector(`#past #t${number}[data-conversation="${conversation}"]`)];
  const { pending, open } = asking();
  if (another && !open) return; // the one that is wanted is on its way
  if ((another && !pending) || (conversation && twice && open)) return void document.dispatchEvent(new Event("citedqa:left"));
  if (conversation) keepAddress(conversation);
  document.dispatchEvent(new CustomEvent("citedqa:turn", { detail: Number(number) }));
  name();
  if (number === last.turn && state === last.state) return;
  if (number !== last.turn) turn.scrollIntoView({ block: "start", behavior: "instant" }); // where there is room for its answer
  const working = turn.querySelector(".working p")?.textContent;
  if (state === "working") announce(working ?? "");
  else {
    if (last.state === "working" && state !== "failed") announce(spoken(turn)); // what failed is an alert
    document.dispatchEvent(new CustomEvent("citedqa:settled", { detail: { number: Number(number), state } }));
  }
  last = { turn: number, state };
}

function spoken(turn) {
  const answer = turn.querySelector(".answer")?.cloneNode(true);
  if (!answer) return _("Stopped.");
  for (const marker of answer.querySelectorAll(".marker")) marker.remove();
  for (const block of answer.querySelectorAll(":not(strong, em, a, bdi, time)")) block.append(" "); // what isn't in the page has no lines
  const sources = turn.querySelector(".to-sources")?.textContent;
  return `${answer.textContent.replace(/[\s\u2060]+/g, " ").trim()} ${sources ? `${sources}.` : ""}`;
}

function onClick(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const target = event.target.closest("[data-copy], a.marker, [data-sources]");
  if (!target) return;
  const turn = target.closest(".turn");
  if (target.dataset.copy) return copyFrom(target, target.dataset.rich ? richText(turn) : "");
  event.preventDefault();
  if (target.dataset.sources) return showSources(target.dataset.sources, { scroll: true });
  hideHint();
  showSources(turn.dataset.turn);
  openSource(target, turn.dataset.turn);
}

// The answer as it is set, with its sources' numbers and list as words, for a word processor or a letter.
function richText(turn) {
  const answer = turn.querySelector(".answer").cloneNode(true);
  for (const marker of answer.querySelectorAll(".marker")) marker.replaceWith(` [${marker.textContent}]`);
  const lines = turn.querySelector(".copy").dataset.copy.trimEnd().split("\n\n").at(-1).split("\n").slice(1);
  const list = make("ul", {}, ...lines.map((textContent) => make("li", { textContent })));
  const question = make("h3", { textContent: turn.querySelector(".question").textContent });
  for (const each of [...answer.querySelectorAll("*")]) for (const { name } of [...each.attributes]) each.removeAttribute(name);
  return question.outerHTML + answer.innerHTML + list.outerHTML;
}

// ← and → walk the markers of an answer; Escape folds up the ways to copy it, and hides a quote.
function onKey(event) {
  if (event.key === "Escape") hideHint();
  const ways = event.key === "Escape" && event.target.closest?.("details.more-ways[open]");
  if (ways) {
    ways.open = false;
    ways.firstElementChild.focus();
  }
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

// The quote behind a marker, while the marker is pointed at or has the focus. All words of documents go in as text.
function showHint(marker) {
  const { quote, title, speaker } = marker.dataset;
  const [q, strong, cite] = ["q", "strong", "cite"].map((tag) => hint.querySelector(tag));
  [q.textContent, strong.textContent, cite.textContent, strong.hidden] = [quote, speaker, title, !speaker];
  hideHint();
  hinted = marker;
  marker.setAttribute("aria-describedby", "hint");
  hint.showPopover({ source: marker }); // the style sheet places it there
  light(marker);
}

function hideHint() {
  if (!hinted) return;
  hint.hidePopover();
  hinted.removeAttribute("aria-describedby");
  hinted = null;
  light(null);
}

// The same quote beside the answer, where its sources are shown.
function light(marker) {
  const same = marker && `#t${marker.closest(".turn")?.dataset.turn}-sources mark[data-cite="${marker.dataset.cite}"]`;
  for (const mark of document.querySelectorAll("#sources mark")) mark.classList.toggle("lit", Boolean(same) && mark.matches(same));
}
