// Keys, and how the app looks: by day, by night, or as the system does; and its language. The choices are this browser's.

import { keep, recall, tellServer } from "./keeping.js";
import { choose as speak, chosen as spoken } from "./language.js";
import { onKey } from "./shell.js";

const KEY = "citedqa:look";

export function mountHelp(dialog, opener) {
  onKey("?", () => !opener.click());
  for (const each of dialog.querySelectorAll("[name=language]")) {
    each.checked = each.value === spoken();
    each.addEventListener("change", () => speak(each.value, each.closest("[data-path]").dataset.path));
  }
  const looks = [...dialog.querySelectorAll("[name=look]")];
  const chosen = recall(KEY) ?? "";
  for (const each of looks) {
    each.checked = each.value === chosen;
    each.addEventListener("change", () => { // the style sheet sees which is checked; pages beside the app are told by the cookie
      keep(KEY, each.value);
      tellServer("look", each.value, dialog.querySelector("[data-path]").dataset.path);
    });
  }
}
