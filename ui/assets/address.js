// The conversation in the address: #/c/<id>. Opened again, it is shown again.

let shown = conversationId(); // the one on the page

export function conversationId() {
  return /^#\/c\/(\w+)$/.exec(location.hash)?.[1] ?? "";
}

// The conversation on the page has got its id.
export function keepAddress(id) {
  if (id === shown) return;
  shown = id;
  history.replaceState(null, "", `#/c/${id}`);
  tell();
}

// To an empty conversation.
export function leave() {
  shown = "";
  history.pushState(null, "", "#/ask");
  tell();
}

// `callback` runs when the address names another conversation than the one on the page: by a link, or by going back.
export function onAnother(callback) {
  addEventListener("hashchange", () => {
    const id = conversationId();
    if (id === shown || (!id && !/^(#\/ask)?$/.test(location.hash))) return;
    shown = id;
    tell();
    callback();
  });
}

// "Ask" in the navigation leads back to it.
function tell() {
  for (const link of document.querySelectorAll("#masthead [data-page=ask]")) link.href = shown ? `#/c/${shown}` : "#/ask";
}
