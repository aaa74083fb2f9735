// What the browser keeps for itself. It may forbid keeping anything; then a choice lasts as long as its page.

// Kept once the first hints have been shown, or aren't needed.
export const HINTS = "citedqa:tour";

export function allowed(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

export const recall = (key, store = "localStorage") => allowed(() => window[store].getItem(key));
export const keep = (key, words, store = "localStorage") => allowed(() => window[store].setItem(key, words));

// Empty, too, where it is another program's, or damaged.
export function recallList(key, store) {
  const kept = allowed(() => JSON.parse(recall(key, store)));
  return Array.isArray(kept) ? kept : [];
}

// A person's own words until the server has them: questions without an answer, and drafts. Each belongs to whoever is logged in
// and to a conversation; another person at this browser sees none of it. Each has a key of its own: of one list for all, two tabs
// that wrote at once would each have undone what the other wrote.
const [QUESTION, DRAFT] = ["citedqa:question:", "citedqa:draft:"];
const MOST = 100;
const FORGET_MS = 30 * 24 * 3600 * 1000;
// A tab says so often that it looks after its questions; another takes over those of a tab that has been silent for longer.
const SILENT_MS = 12_000;

let owner = "";
const tab = recall("citedqa:tab", "sessionStorage") ?? newId();
keep("citedqa:tab", tab, "sessionStorage");

export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What was asked before the server had said who is there is theirs, too.
export function setOwner(id) {
  owner = id;
  for (const each of all(QUESTION)) if (!each.owner && each.tab === tab) change(each.id, { owner });
}

export const isAnother = (id) => Boolean(owner && id) && id !== owner;

// A question that was asked just now.
export function keepQuestion(question) {
  const kept = { id: newId(), state: "waiting", owner, tab, asked: Date.now(), seen: Date.now(), ...question };
  write(QUESTION, kept.id, kept);
  return kept;
}

export function change(id, values) {
  const before = one(QUESTION + id);
  if (before) write(QUESTION, id, { ...before, seen: Date.now(), ...values });
}

export const forget = (id) => remove(QUESTION + id);

// Those of a conversation that no other open tab looks after, in the order in which they were asked; from now on this one does.
export function questionsOf(conversation) {
  const found = mine().filter((each) => each.conversation === conversation && orphaned(each));
  for (const { id } of found) change(id, { tab });
  return found;
}

// The last question of each conversation beside this one that waits for its answer while nobody looks after it.
export function unansweredElsewhere(conversation) {
  const waits = (each) => ["asked", "waiting"].includes(each.state) && each.conversation !== conversation && orphaned(each);
  return [...new Map(mine().filter(waits).map((each) => [each.conversation, each])).values()];
}

// With what it shall be asked of.
export function keepDraft(conversation, words, scope) {
  const name = `${owner}:${conversation}`;
  if (words.trim()) write(DRAFT, name, { words, scope, asked: Date.now() });
  else remove(DRAFT + name);
}

export const draftOf = (conversation) => one(`${DRAFT}${owner}:${conversation}`) ?? { words: "" };

const one = (key) => allowed(() => JSON.parse(recall(key)));
const remove = (key) => allowed(() => localStorage.removeItem(key));
const mine = () => all(QUESTION).filter((each) => each.owner === owner);
const orphaned = (each) => each.tab === tab || Date.now() - each.seen > SILENT_MS;

// The oldest first.
function all(kind) {
  const keys = (allowed(() => Object.keys(localStorage)) ?? []).filter((key) => key.startsWith(kind));
  return keys.map((key) => ({ ...one(key), key })).sort((former, latter) => former.asked - latter.asked);
}

// Where it is a new one, it takes the place of what is old or too much.
function write(kind, name, value) {
  if (!one(kind + name)) {
    const others = all(kind);
    for (const [place, { key, asked }] of others.entries()) if (others.length - place >= MOST || !(Date.now() - asked < FORGET_MS)) remove(key);
  }
  keep(kind + name, JSON.stringify(value));
}

// As earlier versions kept them.
for (const each of recallList("citedqa:questions")) write(QUESTION, each.id, each);
for (const { owner: of, conversation, ...draft } of recallList("citedqa:drafts")) write(DRAFT, `${of}:${conversation}`, { ...draft, asked: Date.now() });
for (const old of ["citedqa:questions", "citedqa:drafts"]) remove(old);
