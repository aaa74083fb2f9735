// Thumbs under an answer, and a note beside them.

import { conversationId } from "./address.js";
import { announce } from "./shell.js";

export function mount(element, trigger, watch) {
  const pane = document.getElementById("conversation");
  const send = (turn, verdict, note) => {
    const { question } = turn.querySelector(".thumbs").dataset;
    press(turn, verdict);
    trigger("like", { turn: Number(turn.dataset.turn), question, verdict, note, conversation: conversationId() });
  };
  const close = (why) => {
    why.hidden = true;
    why.closest(".turn").querySelector(".thumb[aria-pressed=true]")?.focus();
  };
  pane.addEventListener("click", ({ target }) => {
    const thumb = target.closest(".thumbs .thumb");
    const why = target.closest(".turn")?.querySelector(".why");
    if (thumb) {
      const verdict = thumb.getAttribute("aria-pressed") === "true" ? "" : thumb.dataset.verdict;
      why.hidden = !verdict;
      if (!verdict) why.querySelector("textarea").value = "";
      send(thumb.closest(".turn"), verdict, why.querySelector("textarea").value);
    } else if (target.closest(".why [data-close]")) close(why);
  });
  pane.addEventListener("submit", (event) => {
    event.preventDefault();
    const turn = event.target.closest(".turn");
    const verdict = turn.querySelector(".thumb[aria-pressed=true]")?.dataset.verdict ?? "down";
    send(turn, verdict, event.target.querySelector("textarea").value);
    close(event.target);
  });
  pane.addEventListener("keydown", (event) => {
    const why = event.target.closest(".why");
    if (why && event.key === "Escape") close(why);
  });
  watch("value", () => {
    const told = element.querySelector("[data-turn]");
    const turn = told && document.getElementById(`t${told.dataset.turn}`);
    if (!turn?.querySelector(".thumbs")) return;
    press(turn, told.dataset.verdict);
    turn.querySelector(".noted").textContent = told.textContent;
    announce(told.textContent);
  });
}

function press(turn, verdict) {
  for (const thumb of turn.querySelectorAll(".thumbs .thumb")) {
    thumb.setAttribute("aria-pressed", String(thumb.dataset.verdict === verdict));
  }
}
