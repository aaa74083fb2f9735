// What is done in parts of a page that the server renders: `data-api="METHOD /path"` on a button or form calls the API with
// `data-body` or the form's fields; then the part around it, `data-part="/its/address"`, is made anew and `data-said` announced.

import { filled, moment } from "./language.js";
import { api, at, shown, tried } from "./server.js";
import { announce } from "./shell.js";

const LOOK_MS = 1500;

export function mountActs() {
  document.addEventListener("click", ({ target }) => {
    const [opener, button] = [target.closest("[data-opens]"), target.closest("button[data-api]")];
    if (opener) open(document.getElementById(opener.dataset.opens), opener);
    else if (button) act(button, JSON.parse(button.dataset.body ?? "null"));
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.api) return;
    event.preventDefault();
    act(event.target, fields(event.target));
  });
}

async function open(dialog, opener) {
  dialog.showModal();
  dialog.addEventListener("close", () => opener.focus(), { once: true });
  const place = dialog.querySelector("[data-part]");
  if (place) await renew(place);
  dialog.querySelector("[data-focus]")?.focus();
}

export async function renew(place) {
  const made = await shown(at(place.dataset.part));
  place.replaceChildren(...(made.matches(".notice") ? [made] : made.children));
  follow(place);
}

// What is under way in it, `data-looking`, is looked at again until it is over; while it is folded or on a page that isn't shown, it
// isn't asked for, and once it is seen again it is.
export function follow(place) {
  for (const time of place.querySelectorAll("time")) time.textContent = moment(time.dateTime);
  const looking = place.querySelector("[data-looking]");
  if (!looking) return;
  const timer = setInterval(() => {
    if (looking.isConnected && !looking.checkVisibility()) return;
    clearInterval(timer);
    if (looking.isConnected) renew(place).then(changed);
  }, LOOK_MS);
}

function act(from, body) {
  const [method, path] = from.dataset.api.split(" ");
  const place = from.closest("[data-part]");
  const wrong = (from.closest("form") ?? place).querySelector(".wrong") ?? place.querySelector(".wrong");
  tried(async () => {
    const said = await api(method, path, body);
    await renew(place);
    if (from.dataset.said) announce(filled(from.dataset.said, said));
    document.dispatchEvent(new CustomEvent("citedqa:acted", { detail: { path, said } }));
    (place.querySelector(`[data-api="${from.dataset.api}"]:is(button)`) ?? place.querySelector("[data-focus]"))?.focus();
    changed();
  }, wrong);
}

const changed = () => document.dispatchEvent(new Event("citedqa:library"));

// A field with `data-list` has several, with commas between.
function fields(form) {
  const listed = (name) => form.elements[name].dataset.list !== undefined;
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, listed(name) ? value.split(",").map((each) => each.trim()).filter(Boolean) : value]));
}
