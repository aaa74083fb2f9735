// Whether the language model shall write the answers of whoever asks here. Each person's choice is kept in this browser.

const KEY = "citedqa:extracts"; // those who would rather have extracts

let owner = "";
let line = null;

// `element` is the question box's; what the server says of whoever is there comes with each opened conversation.
export function mountModel(element) {
  line = element.querySelector(".with-model");
  line.querySelector("input").addEventListener("change", ({ target }) => keep(!target.checked));
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
  line.querySelector("input").checked = !kept().includes(owner);
}

function kept() {
  try {
    const owners = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(owners) ? owners : [];
  } catch {
    return [];
  }
}

function keep(extracts) {
  const owners = kept().filter((each) => each !== owner);
  try {
    localStorage.setItem(KEY, JSON.stringify(extracts ? [...owners, owner] : owners));
  } catch {
    // A browser may forbid keeping anything; then it is for this page.
  }
}
