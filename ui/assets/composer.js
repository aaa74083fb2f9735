// The question box, what is said over it, and the keys. What becomes of a question is `asking.js`'s.

import { askQuestion, arrived, cancel, giveBack, isWanted, mountAsking, openAnother, state } from "./asking.js";
import { conversationId, conversationShown, decoded, leave, onAnother } from "./address.js";
import { draftOf, keep, keepDraft, recallList, setOwner, unansweredElsewhere } from "./keeping.js";
import { gettext as _, inWords } from "./language.js";
import { button, make } from "./making.js";
import { beginWith, chosenScope, currentScope, mountScope, onScope, setScope, toAsk } from "./scope.js";
import { announce, currentPage, hasKeyboard, onKey, onShown } from "./shell.js";

let told = null; // the element that says that a conversation has been opened, once it does
let drafted = null; // the conversation that the words in the box belong to

// The element changes when a conversation has been opened, possibly before this script is there.
export function opened(element, _trigger, watch) {
  const tell = () => {
    const span = element.querySelector("span");
    if (!span || !isWanted(span.dataset.conversation)) return;
    told = span;
    setOwner(told.dataset.owner);
    document.body.toggleAttribute("data-admin", "admin" in told.dataset);
    document.dispatchEvent(new Event("citedqa:opened"));
  };
  watch("value", tell);
  tell();
}

export function mount(element, trigger) {
  const box = element.querySelector("#question");
  const [ask, stop] = [element.querySelector("#ask"), element.querySelector("#stop")];
  const queue = element.querySelector(".queued");
  let trouble = "";
  const editing = element.querySelector(".editing");
  let typed = ""; // what was in the box before

  const withModel = element.querySelector(".with-model");

  const submit = (words, { literal = false, everything = false, before = 0 } = {}) => {
    const [question, extract] = [words.trim(), !withModel.hidden && !withModel.querySelector("input").checked];
    if (!question) return;
    askQuestion(question, { literal, before, extract, scope: everything ? {} : currentScope() });
    if (drafted !== "" || !conversationId()) return;
    keepDraft("", ""); // of this conversation, which has an id from now on
    drafted = conversationId();
    draft();
  };
  const fits = () => {
    const { length } = box.value.trim();
    const long = element.querySelector(".long");
    long.querySelector("span").textContent = `(${inWords(length)})`;
    return (long.hidden = length <= box.dataset.longest);
  };
  const fromBox = () => {
    if (!fits()) return;
    const words = box.value;
    editing.hidden = true;
    fill("");
    submit(words);
    drafted = conversationId();
    box.focus();
  };
  const fill = (words) => {
    box.value = words;
    draft();
  };
  // Says which question is in the box to be edited; none, when it is asked or given up.
  const edit = (question = "") => {
    if (editing.hidden) typed = box.value.trim();
    editing.hidden = !question;
    editing.querySelector("q").textContent = question;
    fill([typed, question].filter(Boolean).join("\n"));
    box.focus();
  };
  const draft = () => told && keepDraft((drafted ??= conversationId()), box.value, chosenScope());
  const changed = () => {
    const now = state();
    element.classList.toggle("pending", Boolean(now.pending));
    stop.hidden = !now.pending;
    if (!now.pending || now.trouble) stop.disabled = false; // what is sent while the line is down doesn't arrive
    for (const each of ["lost", "out"]) element.querySelector(`.${each}`).hidden = now.trouble !== each;
    if (now.trouble && now.trouble !== trouble) announce(element.querySelector(`.${now.trouble}`).textContent);
    trouble = now.trouble;
    const away = (item) => Object.assign(button(_("Cancel"), () => (cancel(item), box.focus())), { ariaLabel: _("Cancel: %(question)s", item) });
    queue.replaceChildren(...now.waiting.map((item) => make("li", {}, `${_("Next:")} `, make("span", { textContent: item.question, dir: "auto" }), away(item))));
    queue.hidden = now.waiting.length === 0;
  };
  // The words that were half written in this conversation take the place of another's.
  const change = (conversation) => {
    if (drafted === conversation) return draft(); // also of words that were typed while it wasn't told whose conversation it is
    const [{ words: kept }, words] = [draftOf(conversation), drafted === null ? box.value : ""];
    drafted = conversation;
    editing.hidden = true;
    fill(words && words !== kept ? [kept, words].filter(Boolean).join("\n") : kept);
  };
  // At once: what is typed while it is opened belongs to it.
  const another = () => {
    if (told) change(conversationShown());
    openAnother();
  };
  // What is kept of this conversation, and where else a question waits.
  const resume = () => {
    const conversation = conversationShown();
    const { scope } = draftOf(conversation);
    if (drafted === null && scope && !Object.keys(currentScope()).length) setScope(scope);
    beginWith(JSON.parse(told.dataset.collections));
    change(conversation);
    const line = element.querySelector(".elsewhere");
    const links = unansweredElsewhere(conversation).slice(-3).map((item) => make("a", { href: `#/c/${item.conversation}`, textContent: item.question, dir: "auto" }));
    line.hidden = links.length === 0;
    line.replaceChildren(_("Not answered yet:"), " ", ...links.flatMap((link, number) => (number ? [", ", link] : [link])));
  };

  mountScope(element);
  mountModel(withModel);
  mountAsking({ ask: trigger, changed });
  element.querySelector(".editing button").addEventListener("click", () => edit());
  box.addEventListener("input", () => (draft(), fits()));
  onScope(() => drafted !== null && draft());
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    fromBox();
  });
  ask.addEventListener("click", fromBox);
  stop.addEventListener("click", ({ detail }) => {
    if (detail === 2) return; // the second click on Ask, whose place it has taken
    stop.disabled = true;
    fill([...giveBack(), box.value].filter(Boolean).join("\n"));
    trigger("stop", { ask: state().pending?.id });
    box.focus();
  });
  document.addEventListener("click", ({ target }) => {
    const edited = target.closest("[data-edit]")?.dataset.edit;
    if (edited) return edit(edited);
    const { ask: question, literal, everything, before } = target.closest("[data-ask]")?.dataset ?? {};
    if (!question) return;
    if (currentPage() !== "ask") toAsk(hasKeyboard()); // first: the address tells which conversation goes on
    submit(question, { literal: literal === "true", everything: everything === "true", before: Number(before ?? 0) });
    if (hasKeyboard()) box.focus();
  });
  document.addEventListener("citedqa:turn", ({ detail }) => arrived(detail));
  document.addEventListener("citedqa:opened", resume);
  document.addEventListener("citedqa:again", () => {
    leave();
    another();
    box.focus();
  });
  document.addEventListener("citedqa:left", another);
  onAnother(another);
  if (box.value.includes("\n")) fromBox(); // somebody was faster than this script; a draft isn't in the box yet
  if (told) document.dispatchEvent(new Event("citedqa:opened"));
  const given = /^#\/ask\?q=(.+)$/.exec(location.hash)?.[1]; // a page beside the app offers a question
  if (given) {
    history.replaceState(null, "", "#/ask");
    fill(decoded(given));
  }
  // Before anything is asked, the page shows what the library holds.
  let stale = false;
  document.addEventListener("citedqa:library", () => (stale = true));
  onShown("ask", () => {
    const { pending, waiting } = state();
    if (stale && !pending && !waiting.length && document.querySelector("#newest .welcome")) openAnother();
    stale = false;
  });
  onKey("/", () => document.body.dataset.page === "ask" && !box.focus());
  if (hasKeyboard()) box.focus();
}

// Whether the language model shall write the answers of whoever asks here. Each person's choice is kept in this browser.
const KEY = "citedqa:extracts"; // those who would rather have extracts

// What the server says of whoever is there comes with each opened conversation.
function mountModel(line) {
  const box = line.querySelector("input");
  const show = (model = "") => {
    line.hidden = !model;
    line.querySelector("bdi").textContent = model;
    box.checked = !recallList(KEY).includes(told?.dataset.owner);
  };
  box.addEventListener("change", () => {
    if (!told) return;
    const owners = recallList(KEY).filter((each) => each !== told.dataset.owner);
    keep(KEY, JSON.stringify(box.checked ? owners : [...owners, told.dataset.owner]));
  });
  document.addEventListener("citedqa:model", ({ detail }) => show(detail));
  document.addEventListener("citedqa:opened", () => show(told.dataset.model));
}
