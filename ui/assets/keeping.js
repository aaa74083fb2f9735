// What the browser keeps for itself. It may forbid keeping anything; then a choice lasts as long as its page.

// Kept once the first hints have been shown, or aren't needed.
export const HINTS = "citedqa:tour";

function allowed(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

export const recall = (key, store = "localStorage") => allowed(() => window[store].getItem(key));
export const keep = (key, words, store = "localStorage") => allowed(() => window[store].setItem(key, words));

// Empty, too, where it is another program's, or damaged.
export function recallList(key) {
  const kept = allowed(() => JSON.parse(recall(key)));
  return Array.isArray(kept) ? kept : [];
}

// A person's own words until the server has them: questions without an answer, and drafts. Each belongs to whoever is logged in
// and to a conversation; another person at this browser sees none of it.
const [QUESTIONS, DRAFTS] = ["citedqa:questions", "citedqa:drafts"];
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
  write(QUESTIONS, recallList(QUESTIONS).map((each) => (each.owner || each.tab !== tab ? each : { ...each, owner })));
}

// A question that was asked just now.
export function keepQuestion(question) {
  const kept = { id: newId(), state: "waiting", owner, tab, asked: Date.now(), seen: Date.now(), ...question };
  write(QUESTIONS, [...recallList(QUESTIONS).filter(({ asked }) => Date.now() - asked < FORGET_MS), kept].slice(-MOST));
  return kept;
}

export function change(id, values) {
  write(QUESTIONS, recallList(QUESTIONS).map((each) => (each.id === id ? { ...each, seen: Date.now(), ...values } : each)));
}

export function forget(id) {
  write(QUESTIONS, recallList(QUESTIONS).filter((each) => each.id !== id));
}

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
  const drafts = recallList(DRAFTS).filter((each) => each.owner !== owner || each.conversation !== conversation);
  if (words.trim()) drafts.push({ owner, conversation, words, scope });
  write(DRAFTS, drafts.slice(-MOST));
}

export const draftOf = (conversation) => recallList(DRAFTS).find((each) => each.owner === owner && each.conversation === conversation) ?? { words: "" };

const write = (key, values) => keep(key, JSON.stringify(values));
const mine = () => recallList(QUESTIONS).filter((each) => each.owner === owner);
const orphaned = (each) => each.tab === tab || Date.now() - each.seen > SILENT_MS;
