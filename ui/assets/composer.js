// The question box. A question asked while another is being answered waits in sight; none is ever lost.

import { conversationId, leave, onAnother } from "./address.js";
import { mountChoosing } from "./choosing.js";
import { currentScope, mountScope } from "./scope.js";
import { at } from "./server.js";
import { announce, hasKeyboard, isTyping, onShown } from "./shell.js";

let pending = null; // the question being answered
let watching = 0;
let open = false; // whether the conversation is on the page that questions go to
const waiting = [];

// The element changes when a conversation has been opened, possibly before this script is there.
export function opened(element, _trigger, watch) {
  const tell = () => {
    open = true;
    document.dispatchEvent(new Event("citedqa:opened"));
  };
  watch("value", tell);
  if (element.querySelector("span")) tell();
}

export function mount(element, trigger) {
  const box = element.querySelector("#question");
  const [ask, stop] = [element.querySelector("#ask"), element.querySelector("#stop")];
  const [queue, lost, out] = [".queued", ".lost", ".out"].map((name) => element.querySelector(name));

  const send = ({ question, literal, scope }) => {
    pending = { question };
    watchServer();
    element.classList.add("pending");
    stop.hidden = false;
    trigger("submit", { ...scope, question, literal, conversation: conversationId() });
  };
  const rest = () => {
    pending = null;
    clearInterval(watching);
    element.classList.remove("pending");
    stop.hidden = true;
    stop.disabled = false;
    lost.hidden = out.hidden = true;
    fit();
  };
  // Where the server is gone, or the log-in has run out, no answer will come; the question goes back into the box.
  const watchServer = () => {
    clearInterval(watching);
    watching = setInterval(async () => {
      const status = await fetch(at("/ui/icon.svg"), { cache: "no-store" }).then((answer) => answer.status, () => 0);
      if ((status && status !== 401) || !pending) return;
      box.value = [pending.question, ...waiting.splice(0).map((item) => item.question), box.value].filter(Boolean).join("\n");
      rest();
      showQueue();
      fit();
      const told = status ? out : lost;
      told.hidden = false;
      announce(told.textContent);
    }, 3000);
  };
  const sendNext = () => {
    const next = waiting.shift();
    showQueue();
    if (next) send(next);
  };
  const show = () => {
    open = false;
    rest();
    trigger("select");
  };
  const submit = (question, { literal = false, everything = false } = {}) => {
    question = question.trim();
    if (!question) return;
    const asked = { question, literal, scope: everything ? {} : currentScope() };
    if (!pending && open) return send(asked);
    waiting.push(asked);
    announce(`Will be asked next: ${question}`);
    showQueue();
  };
  const fromBox = () => {
    submit(box.value);
    box.value = "";
    fit();
    box.focus();
  };
  const fit = () => {
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  };
  const showQueue = () => {
    queue.replaceChildren(
      ...waiting.map((item, number) => {
        const line = document.createElement("li");
        const words = Object.assign(document.createElement("span"), { textContent: item.question, dir: "auto" });
        const cancel = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "Cancel" });
        cancel.setAttribute("aria-label", `Cancel: ${item.question}`);
        cancel.addEventListener("click", () => (waiting.splice(number, 1), showQueue(), box.focus()));
        line.append("Next: ", words, cancel);
        return line;
      }),
    );
    queue.hidden = waiting.length === 0;
  };

  mountScope();
  mountChoosing(element);
  box.addEventListener("input", fit);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    fromBox();
  });
  ask.addEventListener("click", fromBox);
  stop.addEventListener("click", () => {
    stop.disabled = true;
    if (waiting.length) box.value = [...waiting.splice(0).map((item) => item.question), box.value].filter(Boolean).join("\n");
    showQueue();
    fit();
    trigger("stop");
    box.focus();
  });
  document.addEventListener("click", ({ target }) => {
    const { ask: question, literal, everything } = target.closest("[data-ask]")?.dataset ?? {};
    if (!question) return;
    submit(question, { literal: literal === "true", everything: everything === "true" });
    if (hasKeyboard()) box.focus();
  });
  document.addEventListener("citedqa:settled", () => {
    rest();
    sendNext();
  });
  document.addEventListener("citedqa:opened", () => pending || sendNext());
  document.addEventListener("citedqa:again", () => {
    waiting.length = 0;
    showQueue();
    leave();
    show();
    box.focus();
  });
  onAnother(show);
  // Before anything is asked, the page shows what the library holds.
  let stale = false;
  document.addEventListener("citedqa:library", () => (stale = true));
  onShown("ask", () => {
    if (stale && !pending && !waiting.length && document.querySelector("#newest .welcome")) show();
    stale = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !isTyping() && !event.ctrlKey && !event.metaKey && !event.altKey && document.body.dataset.page === "ask") {
      event.preventDefault();
      box.focus();
    }
  });
  if (hasKeyboard()) box.focus();
  if (box.value.includes("\n")) fromBox(); // somebody was faster than this script
}
