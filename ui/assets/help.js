// Keys, and how the app looks: by day, by night, or as the system does; and its language. The choices are this browser's.

import { keep, recall } from "./keeping.js";
import { choose as speak, chosen as spoken } from "./language.js";

const KEY = "citedqa:look";

export function mountHelp(dialog, opener) {
  const open = () => dialog.open || dialog.showModal();
  opener.addEventListener("click", open);
  dialog.addEventListener("close", () => opener.focus());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "") || document.querySelector("dialog:modal")) return;
    event.preventDefault();
    open();
  });
  for (const each of dialog.querySelectorAll("[name=language]")) {
    each.checked = each.value === spoken();
    each.addEventListener("change", () => speak(each.value, each.closest("[data-path]").dataset.path));
  }
  const looks = [...dialog.querySelectorAll("[name=look]")];
  const chosen = recall(KEY) ?? "";
  for (const each of looks) {
    each.checked = each.value === chosen;
    each.addEventListener("change", () => each.checked && choose(each.value));
  }
  wear(chosen);
}

function choose(look) {
  keep(KEY, look);
  wear(look);
}

// Colours are written as light-dark(), so the scheme decides them all.
function wear(look) {
  for (const each of [document.documentElement, document.body]) {
    if (look) each.style.setProperty("color-scheme", look);
    else each.style.removeProperty("color-scheme");
  }
}
