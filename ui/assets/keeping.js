// What the browser keeps for itself. It may forbid keeping anything; then a choice lasts as long as its page.

// Kept once the first hints have been shown, or aren't needed.
export const HINTS = "citedqa:tour";

export function recall(key, store = "localStorage") {
  try {
    return window[store].getItem(key);
  } catch {
    return null;
  }
}

// A choice that the server is to know, for a year; none where it is empty. `path` is that of the app.
export function tellServer(name, choice, path) {
  document.cookie = `citedqa_${name}=${choice}; path=${path}; max-age=${choice ? 365 * 24 * 3600 : 0}; samesite=lax`;
}

// What it has been told; empty where nothing was.
export const toldServer = (name) => new RegExp(`(?:^|; )citedqa_${name}=([\\w-]*)`).exec(document.cookie)?.[1] ?? "";

// Whether it is kept.
export function keep(key, words, store = "localStorage") {
  try {
    window[store].setItem(key, words);
    return true;
  } catch {
    return false;
  }
}

export function recallList(key) {
  try {
    const kept = JSON.parse(recall(key) ?? "[]");
    return Array.isArray(kept) ? kept : [];
  } catch {
    return []; // another program's, or damaged
  }
}
