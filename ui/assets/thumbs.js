// Thumbs under an answer, and a note beside them.

import { conversationId } from "./address.js";
import { unreached } from "./server.js";
import { announce } from "./shell.js";

export function mount(element, trigger, watch) {
  const pane = document.getElementById("conversation");
  let [open, said] = [null, {}]; // the note that is open, and what became of the last: of which turn, and its words
  // Whether it could be. One after the other: a thumb that came after its note would be kept without it.
  let last = Promise.resolve();
  const send = (...given) => (last = last.then(() => sent(...given)));
  const sent = async (turn, verdict, note) => {
    const [{ question }, conversation] = [turn.querySelector(".thumbs").dataset, conversationId()];
    const before = pressed(turn)?.dataset.verdict;
    press(turn, verdict);
    const why = await unreached();
    if (why) {
      press(turn, before);
      tell(turn, why);
    } else trigger("like", { turn: Number(turn.dataset.turn), question, verdict, note, conversation });
    return !why;
  };
  const noted = (why) => send(why.closest(".turn"), pressed(why.closest(".turn"))?.dataset.verdict ?? "down", why.querySelector("textarea").value);
  const tell = (turn, words) => announce((turn.querySelector(".noted").textContent = (said = { ...turn.dataset, words }).words));
  const close = (why) => {
    open = null;
    why.hidden = true;
    pressed(why.closest(".turn"))?.focus();
  };
  pane.addEventListener("click", async ({ target }) => {
    const thumb = target.closest(".thumbs .thumb");
    const why = target.closest(".turn")?.querySelector(".why");
    if (thumb) {
      const verdict = thumb.getAttribute("aria-pressed") === "true" ? "" : thumb.dataset.verdict;
      const note = why.querySelector("textarea");
      open = verdict ? { ...thumb.closest(".turn").dataset, words: note.value } : null;
      if (verdict) why.hidden = false;
      if ((await send(thumb.closest(".turn"), verdict, verdict && note.value)) && !verdict) [why.hidden, note.value] = [true, ""];
    } else if (target.closest(".why [data-close]")) close(why);
  });
  pane.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await noted(event.target)) close(event.target);
  });
  pane.addEventListener("change", ({ target }) => target.form?.matches(".why") && noted(target.form)); // also of who leaves without sending it
  pane.addEventListener("keydown", (event) => {
    const why = event.target.closest(".why");
    if (why && event.key === "Escape") close(why);
  });
  pane.addEventListener("input", ({ target }) => (open = { ...target.closest(".turn")?.dataset, words: target.value }));
  // The next question puts the turn among the past ones anew: its note is open still.
  document.addEventListener("citedqa:turn", () => {
    const noted = pane.querySelector(`.turn[data-conversation="${said.conversation}"][data-turn="${said.turn}"] .noted`);
    if (noted) noted.textContent = said.words;
    const why = open && pane.querySelector(`.turn[data-conversation="${open.conversation}"][data-turn="${open.turn}"] .why[hidden]`);
    if (!why) return;
    const note = why.querySelector("textarea");
    [why.hidden, note.value] = [false, open.words];
    if (note.value && document.activeElement === document.body) note.focus({ preventScroll: true });
  });
  watch("value", () => {
    const told = element.querySelector("[data-turn]");
    const turn = told && document.getElementById(`t${told.dataset.turn}`);
    if (!turn?.querySelector(".thumbs")) return;
    press(turn, told.dataset.verdict);
    tell(turn, told.textContent);
  });
}

const pressed = (turn) => turn.querySelector(".thumb[aria-pressed=true]");

function press(turn, verdict) {
  for (const thumb of turn.querySelectorAll(".thumbs .thumb")) thumb.setAttribute("aria-pressed", thumb.dataset.verdict === verdict);
}
