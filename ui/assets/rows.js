// Lists of what is kept. What is done with a row is sent with the fields around it and the list's filters; the list comes back.

import { conversationShown, leave, name as nameTab } from "./address.js";
import { moment } from "./language.js";
import { complain, make, whenTyped } from "./making.js";
import { unreached } from "./server.js";
import { announce, copyFrom, onShown, refocus } from "./shell.js";

export function mount(element, trigger, watch) {
  const page = element.closest(".page");
  const name = page.id.replace("page-", "");
  const number = () => Number(element.querySelector("[data-page]")?.dataset.page ?? 1);
  const away = make("p", { className: "notice", role: "alert", hidden: true });
  element.before(away);
  // Whether it could be.
  const send = async (data) => {
    complain(away, await unreached());
    if (away.hidden) trigger("select", { page: number(), ...fields(page.querySelector(".filters")), ...data });
    return away.hidden;
  };
  let focus = ""; // the row that what comes back is of; what it shows may take the focus then

  const act = async (target, given) => {
    const panel = target.closest(".panel");
    const id = target.dataset.id ?? target.closest("[data-id]")?.dataset.id ?? "";
    focus = id || "other";
    const sent = await send({ ...given, id, do: target.dataset.do, ...(target.dataset.page && { page: Number(target.dataset.page) }) });
    if (sent && panel) close(panel);
  };
  page.addEventListener("click", async ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    if (button.dataset.panel) toggle(button);
    else if ("close" in button.dataset) close(button.closest(".panel"));
    else if ("copyLink" in button.dataset) await copyFrom(button, "", button.closest(".panel").querySelector(".address").href);
    else if (button.dataset.do) act(button);
  });
  page.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.target.dataset.do) act(event.target, fields(event.target));
  });
  page.addEventListener("keydown", (event) => {
    const panel = event.target.closest(".panel");
    if (!panel) return;
    if (event.key === "Escape") close(panel);
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.matches("textarea")) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  });
  const filters = page.querySelector(".filters");
  if (filters) whenTyped(filters, () => ((focus = ""), send({ do: "show", page: 1 })));
  let unfolded = false; // the list of what was deleted
  page.addEventListener("toggle", ({ target }) => target.matches("details.removed") && (unfolded = target.open), true);
  watch("value", () => {
    element.querySelector("details.removed")?.toggleAttribute("open", unfolded);
    for (const time of element.querySelectorAll("[data-local] time")) time.textContent = moment(time.dateTime);
    // What stands on the Ask page has been deleted.
    const gone = [...element.querySelectorAll("[data-do=restore]")].map(({ dataset }) => dataset.id);
    if (conversationShown() && gone.includes(conversationShown())) {
      leave();
      document.dispatchEvent(new Event("citedqa:left"));
    }
    nameTab();
    if (focus) {
      element.querySelector("[data-focus]:not([hidden] *)")?.focus();
      refocus(element.querySelector(`[data-id="${focus}"] a`), page.querySelector(".filters input"));
    }
    focus = "";
  });
  onShown(name, () => send({ do: "show" }));
}

const fields = (form) => (form ? Object.fromEntries(new FormData(form)) : {});

function toggle(button) {
  const panel = document.getElementById(button.getAttribute("aria-controls"));
  const open = panel.hidden;
  for (const other of panel.closest("ul").querySelectorAll(".panel:not([hidden])")) close(other);
  if (!open) return;
  panel.querySelector("form")?.reset();
  panel.hidden = false;
  button.setAttribute("aria-expanded", "true");
  const first = panel.querySelector("input, textarea, button, a");
  first?.focus();
  first?.select?.();
  announce(panel.querySelector("p:not(.hint)")?.textContent ?? ""); // what is asked before it is done
}

function close(panel) {
  const button = document.querySelector(`[aria-controls="${panel.id}"]`);
  panel.hidden = true;
  button?.setAttribute("aria-expanded", "false");
  button?.focus();
}
