// Keys, and how the app looks: by day, by night, or as the system does; and its language. The choices are this browser's. The
// style sheet sees which look is checked; pages beside the app are told by the cookie.

import { tellServer, toldServer } from "./keeping.js";
import { onKey } from "./shell.js";

export function mountHelp(dialog, opener) {
  onKey("?", () => !opener.click());
  for (const each of dialog.querySelectorAll("[name=look], [name=language]")) {
    const tell = () => tellServer(each.name, each.value, dialog.querySelector("[data-path]").dataset.path);
    each.checked = each.value === toldServer(each.name);
    if (each.checked) tell(); // some browsers forget it within a week
    each.addEventListener("change", () => {
      tell();
      if (each.name === "language") location.reload(); // the page is made anew in it
    });
  }
}
