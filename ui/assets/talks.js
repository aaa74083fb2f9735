// The list of conversations beside the question: the Conversations page itself, as a drawer over the others.

import { conversationShown } from "./address.js";
import { gettext as _ } from "./language.js";
import { api, refusal } from "./server.js";
import { announce, hasKeyboard, refocus } from "./shell.js";

// `shown` tells the page that it has come into view.
export function mountTalks(opener, shown) {
  const open = () => document.body.hasAttribute("data-talks");
  const beside = matchMedia("(min-width: 90rem), print"); // else it is over the page
  const marking = new MutationObserver(() => {
    for (const row of document.querySelectorAll("#conversations li.row")) row.toggleAttribute("data-here", row.dataset.id === conversationShown());
  });
  const toggle = (on) => {
    if (on === open()) return;
    document.body.toggleAttribute("data-talks", on);
    opener.setAttribute("aria-expanded", String(on));
    const drawer = document.getElementById("page-conversations");
    for (const page of document.querySelectorAll(".page")) page.inert = on && !beside.matches && page !== drawer;
    if (!on) return opener.focus();
    Object.assign(drawer, { role: "region", ariaLabel: opener.ariaLabel });
    const [heading, search] = [drawer.querySelector("h2"), drawer.querySelector("[type=search]")];
    heading.tabIndex = -1;
    (hasKeyboard() ? search : heading).focus();
    marking.observe(document.getElementById("conversations"), { childList: true, subtree: true });
    shown();
  };
  opener.addEventListener("click", () => toggle(!open()));
  addEventListener("hashchange", () => beside.matches || toggle(false));
  beside.addEventListener("change", () => toggle(false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && !event.target.closest?.(".panel, dialog") && toggle(false));
  document.addEventListener("click", ({ target, detail }) => {
    if (open() && !beside.matches && target.isConnected && !target.closest("#page-conversations, #talks")) toggle(false);
    const branch = target.closest("[data-branch]");
    if (branch && detail < 2) branchOff(branch); // a double click's second meets the new conversation's
  });
}

function branchOff(button) {
  const { dataset } = button;
  button.disabled = true; // else two clicks would make two
  const branched = async () => {
    const made = await api("POST", `/conversations/${dataset.from}/branch`, { number: Number(dataset.branch) });
    const opened = () => {
      note(document.querySelector("#newest .turn"), _("This is a new conversation that goes on from here; the other one is kept."));
      refocus(document.getElementById(hasKeyboard() ? "question" : "conversation"));
    };
    document.addEventListener("citedqa:opened", opened, { once: true });
    location.hash = `#/c/${made.id}`;
  };
  branched().catch((error) => {
    note(button.closest(".turn"), refusal(error));
    button.disabled = false;
  });
}

const note = (turn, words) => announce((turn.querySelector(".noted").textContent = words));
