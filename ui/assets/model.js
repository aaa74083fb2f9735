// Whether the language model shall write the answers of whoever asks here. Each person's choice is kept in this browser.

import { keep, recallList } from "./keeping.js";

const KEY = "citedqa:extracts"; // those who would rather have extracts

let owner = "";
let line = null;

// `element` is the question box's; what the server says of whoever is there comes with each opened conversation.
export function mountModel(element) {
  line = element.querySelector(".with-model");
  line.querySelector("input").addEventListener("change", ({ target }) => remember(!target.checked));
  document.addEventListener("citedqa:model", ({ detail }) => show(detail));
}

export function setModel({ owner: who, model = "" }) {
  owner = who;
  show(model);
}

export const wantsExtracts = () => !line.hidden && !line.querySelector("input").checked;

function show(model) {
  line.hidden = !model;
  line.querySelector("bdi").textContent = model;
  line.querySelector("input").checked = !recallList(KEY).includes(owner);
}

function remember(extracts) {
  const owners = recallList(KEY).filter((each) => each !== owner);
  keep(KEY, JSON.stringify(extracts ? [...owners, owner] : owners));
}
