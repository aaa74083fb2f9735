// Questions on their way. Each stands in the conversation from the moment it is asked, and waits for its turn; where the line to the
// server drops, or the page is reloaded, it is asked again. `keeping.js` keeps it until it is answered.

import { conversationId, conversationShown, keepAddress, name } from "./address.js";
import { allowed, change, forget, HINTS, isAnother, keep, keepQuestion, newId, questionsOf } from "./keeping.js";
import { gettext as _ } from "./language.js";
import { button, make } from "./making.js";
import { at } from "./server.js";
import { announce } from "./shell.js";

const LOOK_MS = 3000;
const SELECT_MS = 300;
// Looks in a row after which a question that the server doesn't know is asked again: on a slow network it may still be on its way.
const UNKNOWN = 2;
// Looks after which the first conversation is asked for again; what a page loads comes late on a slow network.
const LOADING = 4;

let trigger = () => {};
let onChange = () => {};
let pending = null; // the question being answered
let waiting = [];
let unanswered = []; // asked before, and neither answered nor under way
let open = false; // whether the conversation is on the page that questions go to
let wanted = conversationShown(); // the one that was asked for last; the page itself asks for the first
let selected = false; // whether another has been
let selecting = 0; // the timer of the next opening
let selectedAt = -Infinity;
let timer = 0;
let looks = { unknown: 0, kept: 0 };
let patience = LOADING; // looks until the conversation is asked for again
let trouble = ""; // "lost" or "out", while no answer can come
let stale = false; // whether another tab's question has been answered in this conversation since it was opened
const tabs = allowed(() => new BroadcastChannel("citedqa-answered")); // those of this browser are told which conversation has gone on

// `ask` sends an event to the server; `changed` runs when what is told here has changed.
export function mountAsking({ ask, changed }) {
  [trigger, onChange] = [ask, changed];
  document.addEventListener("citedqa:settled", ({ detail }) => settled(detail));
  document.addEventListener("citedqa:opened", opened);
  if (tabs) tabs.onmessage = ({ data }) => data === conversationShown() && (open && !pending ? reopen() : (stale = true));
  timer = setInterval(look, LOOK_MS);
}

// The question that is on its way, or will be once the conversation is there.
const first = () => pending ?? (open ? null : waiting[0]);
export const state = () => ({ pending: first(), waiting: waiting.filter((each) => each !== first()), trouble: first() ? trouble : "", open });

// `before` is the number of the turn whose question is asked again: what was said from there on doesn't count.
export function askQuestion(question, { literal = false, extract = false, scope = {}, before = 0 } = {}) {
  const conversation = conversationId() || newId();
  for (const each of unanswered.filter((item) => item.question === question)) drop(each);
  waiting.push(keepQuestion({ question, literal, extract, scope, before, conversation }));
  keepAddress(conversation);
  keep(HINTS, "seen"); // whoever asks needs no first hints, even where their script isn't there yet
  document.dispatchEvent(new Event("citedqa:asked"));
  if (pending || waiting.length > 1) announce(_("Will be asked next: %(question)s", { question }));
  next();
  tell();
}

export function cancel(item) {
  waiting = waiting.filter((each) => each !== item);
  drop(item);
}

// The words of those that wait, which wait no more.
export function giveBack() {
  const words = waiting.map(({ question }) => question);
  for (const item of waiting) forget(item.id);
  waiting = [];
  if (pending && trouble) { // nothing that is sent arrives
    words.unshift(pending.question);
    forget(pending.id);
    pending = null;
    stopLooking();
  }
  tell();
  return words;
}

// The conversation of the address is opened in place of the one on the page.
export function openAnother() {
  [waiting, unanswered] = [[], []];
  document.getElementById("conversation").toggleAttribute("data-left", true);
  reopen();
}

// Only the conversation that was asked for last counts. Where an earlier one arrives after it, that has taken the page, so the one that
// is wanted is opened again.
export function isWanted(conversation) {
  if (conversation === wanted) return true;
  if (open) openAnother();
  else if (!selected) select();
  return false;
}

// The newest turn on the page has reached this number.
export function arrived(number) {
  if (!pending || number < pending.number) return;
  pending.shown = true;
  tell();
}

function next() {
  if (pending || !open || !waiting.length) return tell();
  pending = waiting.shift();
  pending.number = newestNumber() + 1;
  change(pending.id, { state: "asked", number: pending.number });
  send();
}

function send() {
  const { id, question, literal, extract = false, scope, before = 0, conversation, owner } = pending;
  looks = { unknown: 0, kept: 0 };
  clearInterval(timer);
  timer = setInterval(look, LOOK_MS);
  trigger("submit", { ...scope, question, literal, extract, before, conversation, owner, ask: id });
  tell();
}

function settled({ number, state: outcome }) {
  if (pending && number >= pending.number) {
    if (outcome === "done") {
      forget(pending.id);
      tabs?.postMessage(pending.conversation);
    } else change(pending.id, { state: outcome });
    pending = null;
    stopLooking();
    // It was kept in a new conversation where its own was deleted meanwhile.
    for (const each of waiting) change(each.id, { conversation: (each.conversation = conversationShown()) });
  }
  if (stale && open && !pending) reopen();
  else if (open) next();
  tell();
}

// What was asked here before and isn't answered goes on; what failed or was stopped can be asked again.
function opened() {
  if (pending) return;
  stopLooking();
  open = true;
  document.getElementById("conversation").removeAttribute("data-left");
  const held = new Set(waiting.map(({ id }) => id));
  const before = questionsOf(conversationShown()).filter(({ id }) => !held.has(id));
  const open_ = before.filter((item) => !isAnswered(item) || forget(item.id));
  waiting = [...open_.filter((item) => ["asked", "waiting"].includes(item.state)), ...waiting];
  unanswered = open_.filter((item) => !waiting.includes(item));
  next();
}

const isLate = () => !open && patience < 1;
// Its turn may have a later number than it was asked with: another tab's question was answered before it.
const isAnswered = ({ number, question }) => number && [...document.querySelectorAll(":is(#past, #newest) .turn")].some((each) => each.dataset.turn >= number && each.querySelector(".question").textContent === question);
const newestNumber = () => Number(document.querySelector("#newest .turn")?.dataset.turn ?? 0);

// Whether an answer can still come: the server may have gone, forgotten the question, or finished while the line was down.
async function look() {
  if (!open) return knock();
  const item = pending;
  if (!item) return stopLooking();
  for (const each of [item, ...waiting]) change(each.id, {});
  const told = await known(item.id, () => pending === item);
  if (told === null) return;
  if (trouble) return void (looks.unknown = UNKNOWN);
  looks.unknown = told === "unknown" ? looks.unknown + 1 : 0;
  looks.kept = told === "kept" ? looks.kept + 1 : 0;
  if (looks.unknown >= UNKNOWN) send();
  else if (looks.kept >= UNKNOWN) (forget(item.id), reopen());
}

// What the server knows of this question; null where that doesn't count any more.
async function known(id, counts) {
  const answer = await fetch(at(`/asking/${id}`), { cache: "no-store" }).catch(() => null);
  const { state: told = "", owner } = answer?.ok ? await answer.json().catch(() => ({})) : {};
  if (!counts()) return null;
  if (isAnother(owner)) {
    clearInterval(timer); // nothing is sent any more
    location.reload(); // somebody else has logged in, for whom nothing of this is
    return null;
  }
  const before = trouble;
  trouble = answer?.status === 401 ? "out" : answer ? "" : "lost";
  if (trouble !== before) tell();
  return told;
}

// Also where the answer is there, and the line it should have come by isn't.
function reopen() {
  stopLooking();
  [open, pending, stale, patience] = [false, null, false, 1];
  timer = setInterval(look, LOOK_MS);
  select();
  tell();
}

// The conversation hasn't come: the server is away, or has refused it.
async function knock() {
  patience -= 1;
  const before = document.querySelector("#coming .working")?.textContent;
  tell();
  const now = isLate() && waits();
  if (now && now !== before) announce(now); // a question's own turn is announced with what becomes of it
  if (patience < 1 && (await known("now", () => !open))) select();
}

// Whoever goes through conversations in haste has a few of them opened: the server opens one after the other, for everybody.
function select() {
  [wanted, selected] = [conversationShown(), true];
  clearTimeout(selecting);
  selecting = setTimeout(() => {
    selectedAt = performance.now();
    trigger("select", { conversation: wanted });
  }, Math.max(0, selectedAt + SELECT_MS - performance.now()));
}

function stopLooking() {
  clearInterval(timer);
  trouble = "";
}

function drop(item) {
  forget(item.id);
  unanswered = unanswered.filter((each) => each !== item);
  tell();
}

function tell() {
  showComing();
  name();
  onChange();
}

// The turns that the server hasn't shown yet.
function showComing() {
  const element = document.querySelector("#coming .coming");
  if (!element) return;
  const sent = pending?.shown ? null : first();
  const turns = unanswered.map((item) => turn(item, "failed", again(item)));
  if (sent) turns.push(turn(sent, "sending", working()));
  else if (isLate()) turns.push(working());
  const had = element.dataset.sent;
  element.replaceChildren(...turns);
  element.dataset.sent = sent?.id ?? "";
  if (sent && had !== sent.id) {
    document.getElementById("again").hidden = false;
    element.lastElementChild.scrollIntoView({ block: "start", behavior: "instant" });
  }
}

function turn({ question }, kind, beneath) {
  const ariaLabel = kind === "sending" ? _("Question on its way") : _("Question without an answer");
  const made = make("article", { className: "turn", ariaLabel }, make("h2", { className: "question", textContent: question, dir: "auto" }), beneath);
  made.dataset.state = kind;
  return made;
}

function waits() {
  return { lost: _("Waiting for the server"), out: _("Waiting for you to log in") }[trouble || (isLate() && "lost")] ?? _("Sending your question");
}

function working() {
  return make("section", { className: "working", role: "status", ariaLive: "off" }, make("p", {}, waits(), make("span", { className: "dots", ariaHidden: "true" })));
}

function again(item) {
  const words = item.state === "stopped" ? _("It was stopped before it was answered.") : _("It couldn’t be answered then.");
  const ways = [button(_("Ask again"), () => askQuestion(item.question, item)), button(_("Remove"), () => drop(item))];
  return make("div", { className: "actions" }, make("span", { className: "for", textContent: words }), ...ways);
}
