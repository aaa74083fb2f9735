// On the Settings page: the embedding model, and how far the change to another one is.

import { gettext as _, ngettext } from "./language.js";
import { at, api, part, Refused } from "./server.js";
import { announce } from "./shell.js";

const SECONDS = 2; // between two looks

export function followEmbedding(place) {
  let seen = null; // {done, time} of the first look, to tell the time left by
  const show = async () => {
    place.replaceChildren(...(await part(at("/settings/embedding"))).children);
    attach();
  };
  const ask = async (method, model) => {
    const refused = place.querySelector(".refused");
    for (const each of place.querySelectorAll("button")) each.disabled = true;
    try {
      await api(method, "/embedding-model", model && { model });
      await show();
      announce(model ? _("%(model)s embeds the library", { model }) : _("Cancelled"));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      Object.assign(refused, { textContent: error.message, hidden: false });
      for (const each of place.querySelectorAll("button")) each.disabled = false;
    }
  };
  const attach = () => {
    place.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      ask("PUT", event.target.elements.embedding.value.trim());
    });
    place.querySelector(".cancel")?.addEventListener("click", () => ask("DELETE"));
    place.querySelector(".again")?.addEventListener("click", ({ target }) => ask("PUT", target.dataset.model));
    const change = place.querySelector(".change");
    if (!change) return (seen = null);
    const [done, total, time] = [Number(change.dataset.done), Number(change.dataset.total), Date.now()];
    seen ??= { done, time };
    if (done > seen.done) change.querySelector(".left").textContent = `, ${left(((total - done) * (time - seen.time)) / (done - seen.done))}`;
    setTimeout(() => place.isConnected && change.isConnected && show().catch(() => setTimeout(attach, SECONDS * 1000)), SECONDS * 1000);
  };
  attach();
}

function left(milliseconds) {
  const minutes = Math.ceil(milliseconds / 60_000);
  if (minutes > 90) return ngettext("about %(num)s hour left", "about %(num)s hours left", Math.round(minutes / 60));
  return ngettext("about %(num)s minute left", "about %(num)s minutes left", minutes);
}
