// The cards beside the conversation: those of one answer at a time.

import { moment } from "./language.js";
import { make } from "./making.js";
import { copyFrom, isWide } from "./shell.js";
import { openSource } from "./viewer.js";

export function mount(element, _trigger, watch) {
  element.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const [copied, back, link, mark] = ["[data-copy]", "[data-to-turn]", "a[data-cite], a[data-open]", "mark[data-cite]"].map((each) => event.target.closest(each));
    if (copied) return void copyFrom(copied);
    if (back) {
      event.preventDefault();
      reach(document.getElementById(`t${back.dataset.toTurn}`));
    } else if (link?.dataset.cite || (mark && !getSelection().toString())) {
      event.preventDefault();
      const turn = event.target.closest(".sources").dataset.turn;
      openSource(link ?? mark.querySelector("a") ?? marked(turn, mark.dataset.cite), turn);
    } else if (link) {
      event.preventDefault();
      openSource(link);
    }
  });
  watch("value", () => isWide() && document.getElementById("beside").scrollTo({ top: 0 }));
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", () => document.querySelectorAll(".on-paper").forEach((each) => each.remove()));
}

// On paper it stands first what this is, where and of when, and beneath each answer what it cites.
function toPaper() {
  const [name, where] = [make("strong", { textContent: document.title, dir: "auto" }), `${location.href} · ${moment(Date.now())}`];
  document.body.prepend(make("header", { className: "on-paper" }, name, where));
  for (const each of document.querySelectorAll("#sources .sources[data-turn]")) {
    const copy = Object.assign(each.cloneNode(true), { id: "", className: `${each.className} on-paper` });
    document.getElementById(`t${each.dataset.turn}`)?.append(copy);
  }
}

// Without a choice those of the newest are shown.
export function showSources(turn, { scroll = false } = {}) {
  const wanted = document.getElementById(`t${turn}-sources`);
  if (!wanted) return;
  for (const each of document.querySelectorAll("#sources .sources")) each.classList.toggle("chosen", each === wanted);
  if (scroll) reach(wanted);
}

// Its heading has the focus then: whoever doesn't see the page is there, too.
function reach(place) {
  const heading = place?.querySelector("h2");
  if (!heading) return;
  place.scrollIntoView({ block: "start" });
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

const marked = (turn, cite) => document.querySelector(`#t${turn} a.marker[data-cite="${cite}"]`);
