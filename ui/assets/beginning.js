// The ways to begin where the library is empty: each leads to the Library page with what it offers opened; and the sample article.

import { gettext as _ } from "./language.js";
import { api, followed, refusal } from "./server.js";
import { hasKeyboard } from "./shell.js";

let wanted = ""; // the button of the Library page to press once it is there

export function mountBeginning() {
  addEventListener("hashchange", begin); // the Library may have been there before
  document.addEventListener("click", ({ target }) => {
    const way = target.closest("[data-begin]");
    if (way) wanted = way.dataset.begin;
    const sample = target.closest("[data-sample]");
    if (sample) addSample(sample, sample.parentElement.querySelector(".sampled"));
  });
}

// The Library page is there.
export function begin() {
  const button = wanted && document.querySelector(`#library .adding ${wanted}`);
  if (!button) return;
  wanted = "";
  setTimeout(() => button.click()); // when the page is shown
}

async function addSample(button, told) {
  button.disabled = true;
  told.textContent = _("Adding …");
  try {
    await followed(await api("POST", "/documents/sample"));
    document.dispatchEvent(new Event("citedqa:library"));
    document.dispatchEvent(new Event("citedqa:left")); // the page is shown anew, with what can be asked now
    if (hasKeyboard()) document.getElementById("question").focus();
  } catch (error) {
    told.textContent = refusal(error);
    button.disabled = false;
  }
}
