// The Settings page: the models found on the server's machine, or at an address; one of them is tried, and chosen. What else is
// done there `acts.js` does.

import { follow, renew } from "./acts.js";
import { gettext as _ } from "./language.js";
import { complain, make, offerAgain } from "./making.js";
import { api, at, part, shown, tried } from "./server.js";
import { announce, onShown } from "./shell.js";

let form, picked; // {address, name, context} of the chosen radio button
const keys = new Map(); // by address: keys that were typed, until one is kept

export function mount(element) {
  const come = async () => {
    if (form?.isConnected && isTyped()) return renew(element.querySelector(".now")); // what was typed isn't thrown away
    const frame = await shown(at("/settings/frame"));
    element.replaceChildren(frame);
    if (frame.matches(".notice")) return offerAgain(frame, come);
    [form, picked] = [frame.querySelector("form.choose"), null];
    keys.clear();
    for (const place of frame.querySelectorAll("[data-part]")) follow(place);
    if (!form) return;
    form.addEventListener("submit", (event) => (event.preventDefault(), picked && use()));
    form.addEventListener("change", ({ target }) => target.name === "model" && pick(target));
    form.addEventListener("input", ({ target }) => target.matches(".find") && find(target));
    form.addEventListener("keydown", (event) => {
      const button = { question: ".try", address: ".list", key: ".list" }[event.target.name];
      if (event.key !== "Enter" || !button) return;
      event.preventDefault();
      form.querySelector(button).click();
    });
    form.querySelector(".look").addEventListener("click", look);
    form.querySelector(".list").addEventListener("click", list);
    form.querySelector(".try").addEventListener("click", tryIt);
  };
  onShown("settings", come);
  document.addEventListener("citedqa:acted", ({ detail: { path, said } }) => path === "/language-model" && changed(said));
}

function isTyped() {
  const { address, key } = form.elements;
  return key.value !== "" || address.value !== address.defaultValue;
}

const look = () => show(".look", ".found", () => part(at("/settings/found"), {}, {}));

function list() {
  const { address, key } = form.elements;
  if (!address.value.trim()) return address.focus();
  const typed = key.value.trim();
  return show(".list", ".listed", async () => {
    const found = await part(at("/settings/models"), {}, { address: address.value, ...(typed && { key: typed }) });
    address.value = found.dataset.address;
    typed ? keys.set(address.value, typed) : keys.delete(address.value);
    return found;
  });
}

function find(field) {
  const wanted = field.value.trim().toLowerCase();
  for (const label of field.parentElement.querySelectorAll(".models label")) label.hidden = !label.textContent.toLowerCase().includes(wanted);
}

function pick(radio) {
  picked = { address: radio.dataset.address, name: radio.value };
  form.elements.context.value = radio.dataset.context;
  form.querySelector(".tried").replaceChildren();
  complain(form.querySelector(".wrong"));
  form.querySelector(".picked").replaceChildren(make("strong", { textContent: picked.name }), " ", _("at %(address)s", picked));
  form.querySelector(".chosen").hidden = false;
}

// As the API takes it. Without a typed key the kept one serves, where it was kept for this address.
function candidate() {
  const context = Number(form.elements.context.value);
  return { address: picked.address, model: picked.name, ...(keys.has(picked.address) && { key: keys.get(picked.address) }), ...(context && { context }) };
}

function tryIt() {
  const { question } = form.elements;
  if (!question.value.trim()) return question.focus();
  form.querySelector(".tried").replaceChildren(make("p", { className: "for", textContent: _("%(name)s is being asked …", picked) }));
  return show(".try", ".tried", () => part(at("/settings/try"), {}, { ...candidate(), question: question.value.trim() }));
}

const use = () => doing(".primary", async () => {
  const said = await api("PUT", "/language-model", candidate());
  keys.delete(picked.address);
  form.elements.key.value = "";
  form.elements.address.defaultValue = form.elements.address.value;
  const now = document.querySelector("#settings .now");
  await renew(now);
  now.scrollIntoView({ block: "nearest" });
  changed(said);
});

function changed({ model }) {
  document.dispatchEvent(new CustomEvent("citedqa:model", { detail: model ?? "" }));
  announce(model ? _("%(model)s writes the answers from now on", { model }) : _("Answers are extracts from the sources from now on"));
}

const doing = (button, work) => tried(work, form.querySelector(".wrong"), form.querySelector(button));

// What comes stands in `place`; nothing where it is refused.
async function show(button, place, work) {
  const spot = form.querySelector(place);
  if (!(await doing(button, async () => spot.replaceChildren(await work())))) spot.replaceChildren();
}
