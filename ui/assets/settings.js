// The Settings page: the models found on the server's machine, or at an address; one of them is tried, and chosen.

import { gettext as _ } from "./language.js";
import { at, api, part, Refused } from "./server.js";
import { announce, onShown } from "./shell.js";
import { followEmbedding } from "./embedding.js";

const FEW = 12; // more models than these get a field to find one by

let root, form, picked; // {address, name, context} of the chosen radio button
const keys = new Map(); // by address: keys that were typed, until one is kept

export function mount(element) {
  onShown("settings", async () => {
    const frame = await part(at("/settings/frame")).catch((error) => trouble(error));
    if (!frame) return;
    element.replaceChildren(frame);
    [root, form, picked] = [frame, frame.querySelector("form.choose"), null];
    keys.clear();
    now();
    followEmbedding(frame.querySelector(".embedding"));
    if (!form) return;
    form.addEventListener("submit", (event) => (event.preventDefault(), use()));
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
    look();
  });
}

// What writes at present, and the way to stop it.
function now() {
  root.querySelector(".stop-using")?.addEventListener("click", () => change("DELETE"));
}

async function look() {
  const [place, button] = [form.querySelector(".found"), form.querySelector(".look")];
  await busy(button, async () => {
    const { servers } = await api("POST", "/language-model/found");
    const none = _("No server of models answers at the usual ports of Ollama, LM Studio, llama.cpp and vLLM.");
    place.replaceChildren(...(servers.length ? servers.map((each) => offered(each, each.program)) : [words("p", none, "for")]));
  }, place);
}

async function list() {
  const [place, { address, key }] = [form.querySelector(".listed"), form.elements];
  if (!address.value.trim()) return address.focus();
  await busy(form.querySelector(".list"), async () => {
    const typed = key.value.trim();
    const found = await api("POST", "/language-model/models", { address: address.value, ...(typed && { key: typed }) });
    if (typed) keys.set(found.address, typed);
    else keys.delete(found.address);
    address.value = found.address;
    place.replaceChildren(found.models.length ? offered(found, new URL(found.address).host) : words("p", _("This server lists no models."), "for"));
  }, place);
}

// A server with its models to choose from.
function offered({ address, models }, name) {
  const made = words("div", "", "server");
  const list = words("div", "", "models");
  list.setAttribute("role", "radiogroup");
  list.setAttribute("aria-label", _("Models of %(name)s", { name }));
  for (const model of models) {
    const radio = Object.assign(document.createElement("input"), { type: "radio", name: "model", value: model.name });
    Object.assign(radio.dataset, { address, context: model.context ?? "" });
    const label = document.createElement("label");
    label.append(radio, Object.assign(words("span", model.name), { dir: "auto" }));
    list.append(label);
  }
  const heading = words("p", name, "program");
  heading.append(" ", words("span", address.replace(/^https?:\/\//, ""), "for"));
  made.append(heading);
  if (models.length > FEW) {
    const field = Object.assign(document.createElement("input"), { type: "search", className: "find", placeholder: _("Find one of %(number)s models", { number: models.length }) });
    field.setAttribute("aria-label", _("Find a model of %(name)s", { name }));
    made.append(field);
  }
  made.append(list);
  return made;
}

function find(field) {
  const wanted = field.value.trim().toLowerCase();
  for (const label of field.parentElement.querySelectorAll(".models label")) label.hidden = !label.textContent.toLowerCase().includes(wanted);
}

function pick(radio) {
  picked = { address: radio.dataset.address, name: radio.value };
  form.elements.context.value = radio.dataset.context;
  form.querySelector(".tried").replaceChildren();
  wrong("");
  const line = form.querySelector(".picked");
  line.replaceChildren(words("strong", picked.name), " ", _("at %(address)s", picked));
  form.querySelector(".chosen").hidden = false;
}

// As the API takes it. Without a typed key the kept one serves, where it was kept for this address.
function candidate() {
  const context = Number(form.elements.context.value);
  return { address: picked.address, model: picked.name, ...(keys.has(picked.address) && { key: keys.get(picked.address) }), ...(context && { context }) };
}

async function tryIt() {
  const [place, { question }] = [form.querySelector(".tried"), form.elements];
  if (!question.value.trim()) return question.focus();
  place.replaceChildren(words("p", _("%(name)s is being asked …", picked), "for"));
  await busy(form.querySelector(".try"), async () => {
    place.replaceChildren(await part(at("/settings/try"), {}, { ...candidate(), question: question.value.trim() }));
  }, place);
}

const use = () => change("PUT", candidate());

async function change(method, body) {
  await busy(root.querySelector(method === "PUT" ? ".primary" : ".stop-using"), async () => {
    const state = await api(method, "/language-model", body);
    if (body) keys.delete(body.address);
    if (form.elements.key.value) form.elements.key.value = "";
    root.querySelector(".now").replaceChildren(...(await part(at("/settings/model"))).children);
    now();
    document.dispatchEvent(new CustomEvent("citedqa:model", { detail: state.model ?? "" }));
    announce(state.model ? _("%(model)s writes the answers from now on", state) : _("Answers are extracts from the sources from now on"));
    root.querySelector(".now").scrollIntoView({ block: "nearest" });
  });
}

// The button waits; what the server refuses is said in one sentence.
async function busy(button, work, place = null) {
  if (button.disabled) return;
  button.disabled = true;
  wrong("");
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    place?.replaceChildren();
    wrong(error.message);
  } finally {
    button.disabled = false;
  }
}

function wrong(message) {
  const line = form.querySelector(".wrong");
  line.textContent = message;
  line.hidden = !message;
}

const words = (tag, textContent, className = "") => Object.assign(document.createElement(tag), { textContent, className });

function trouble(error) {
  if (!(error instanceof Refused)) throw error;
  return words("p", error.message, "notice");
}
