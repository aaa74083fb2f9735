// Adding documents: files by drop or button, a pasted text, addresses. Each is told by itself what became of it.
// Files are sent in small batches, one after the other; the server reads them on a thread of its own, so people go on asking.

import { mountTaking } from "./beginning.js";
import { keep, recall } from "./keeping.js";
import { gettext as _, inWords } from "./language.js";
import { complain, make } from "./making.js";
import { api, followed, onSent, refusal, Refused, sentence, unreached, Unreached } from "./server.js";
import { announce } from "./shell.js";

// A batch is a job of the server; small ones tell sooner and are repeated sooner.
const [BATCH_FILES, BATCH_BYTES] = [20, 4_000_000];
const [REFRESH_MS, RETRY_MS] = [1500, 3000];
const STATES = { waiting: _("Waiting"), sending: _("Sending"), working: _("Reading"), added: _("Added"), updated: _("Updated"), unchanged: _("Unchanged"), failed: _("Failed"), stopped: _("Not added") };
const number = (state) => items.filter((item) => item.state === state).length;
// So many files became what.
const counted = (number, state) => `${inWords(number)} ${STATES[state].toLowerCase()}`;
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
// A name with a point in it, an IPv6 address or localhost; then a port, then what there is at the server.
const HOST = /^(?:[^\s/?#@:.]+(?:\.[^\s/?#@:.]+)+\.?|localhost|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:[/?#]\S*)?$/i;
// The id of this tab's job that isn't done: the server goes on with it when the page is reloaded.
const JOB = "citedqa:job";
// The statuses after which a job is looked at again: nobody is logged in, or a proxy has no server.
const WAITS = new Set([401, 502, 503, 504]);
const OVER = new Set(["added", "updated", "unchanged", "failed", "stopped"]);

let root, list, summary;
let maxBytes = Infinity;
const items = []; // {line, state, send?, size}, since nothing was on its way
const queue = [];
let busy = false;
let current = ""; // the id of the job that is followed
let stopping = false;
let lost = ""; // why the server can't be reached
let refreshed = 0;

export function mountAdding(element) {
  root = element;
  const panel = root.querySelector(".progress");
  [list, summary] = [panel.querySelector("ul"), panel.querySelector(".sum p")];
  maxBytes = Number(root.querySelector(".adding").dataset.maxBytes);
  const input = root.querySelector("input[type=file]");
  root.querySelector(".choose-files").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    addFiles([...input.files]);
    input.value = "";
  });
  panel.querySelector(".clear").addEventListener("click", () => {
    items.length = 0;
    list.replaceChildren();
    tell();
    root.querySelector(".choose-files").focus();
  });
  panel.querySelector(".stop").addEventListener("click", () => stop().catch((error) => announce(refusal(error))));
  const before = recall(JOB, "sessionStorage");
  if (before) run(before); // before what was dropped on another page
  mountTaking(addFiles);
  sheet("#paste-text", ({ title, text, published }) => {
    if (!text.trim()) throw new Refused(_("Paste a text first."));
    const most = Number(root.querySelector("#paste-text textarea").dataset.most);
    if ([...text].length > most) throw new Refused(_("A text has %(number)s characters at most; paste it in parts.", { number: inWords(most) }));
    const body = { title: title.trim(), text, ...(published && { published }), collections: into() };
    add(body.title || text.trim().split("\n", 1)[0], { send: () => api("POST", "/documents/text", body) });
  });
  sheet("#add-addresses", ({ urls }) => {
    const lines = [...new Set(urls.split("\n").map((line) => line.trim()).filter(Boolean))];
    const wrong = lines.map(whyNot).find(Boolean);
    if (wrong) throw new Refused(wrong);
    const collections = into();
    for (const line of lines) {
      const url = SCHEME.test(line) ? line : `https://${line}`;
      add(url, { send: () => api("POST", "/documents/urls", { urls: [url], collections }) });
    }
  });
  addEventListener("beforeunload", (event) => queue.length && event.preventDefault());
}

// The collections that are chosen to put it into, when it is given.
const into = () => [root.querySelector("[name=into]").value].filter(Boolean);

// Those of before aren't counted with the next ones; their lines stay.
const begin = () => busy || (items.length = 0);

function addFiles(files) {
  begin();
  const names = new Set();
  for (const file of files) {
    const name = file.at ?? file.name;
    // It is the file's source: the second would replace the first.
    if (names.has(name)) add(name, {}, _("another of these files has this name; rename one of them"));
    else if (file.size > maxBytes) add(name, {}, _("larger than %(size)s MB, the most that this server takes; split it, and add the parts", { size: inWords(maxBytes / 1e6) }));
    else add(name, { file, into: into() });
    names.add(name);
  }
}

function add(name, work, wrong) {
  const item = lined(name, work);
  become(item, wrong ? "failed" : "waiting", wrong);
  if (!wrong) queue.push(item);
  if (!wrong) run();
  tell();
}

function lined(name, work = {}) {
  const title = make("span", { className: "name", textContent: name, dir: "auto" });
  const line = make("li", {}, title, make("span", { className: "state" }), make("p", { className: "cause", hidden: true }));
  list.append(line);
  const item = { name, line, size: work.file?.size ?? 0, ...work };
  items.push(item);
  return item;
}

// One batch after the other; first the job, if there is one, of before the page was reloaded.
async function run(before) {
  if (busy) return;
  busy = true;
  if (before) await follow([], before);
  for (let batch = next(); batch.length; batch = next()) await follow(batch);
  busy = stopping = false;
  changed(true);
  if (items.length) announce(`${summary.textContent}${number("failed") ? "" : "."}`);
}

// Until what became of it is told. Where the line drops, its job is looked at again; what has none yet, or whose job was lost
// meanwhile, goes back into the queue.
async function follow(batch, id = "") {
  for (let dropped = false; ; dropped = true) {
    try {
      const job = id ? await api("GET", `/jobs/${id}`) : await sent(batch);
      keep(JOB, (id = current = job.id), "sessionStorage");
      if (stopping && job.id) await cancelled();
      if (!batch.length) batch = job.items.map(({ name }) => lined(name));
      await followed(job, (now) => {
        now.items.forEach((told, at) => show(batch[at], told));
        if (batch.every(({ state }) => OVER.has(state))) keep(JOB, "", "sessionStorage"); // it has been told
        tell();
        changed();
      });
      break;
    } catch (error) {
      const why = refusal(error);
      if (id && (error instanceof Unreached || WAITS.has(error.status))) {
        await reached(why);
        continue;
      }
      const left = batch.filter(({ state }) => !OVER.has(state));
      const out = error instanceof Unreached || error.status === 401;
      const again = out || (dropped && left.some(({ file, send }) => file || send));
      for (const item of left) again ? become(item, "waiting") : become(item, "failed", why);
      if (again) queue.unshift(...left);
      if (out) await reached(why);
      break;
    }
  }
  keep(JOB, (current = ""), "sessionStorage");
  changed();
  tell();
}

// What hasn't begun isn't added; of a file with many documents, those that are in stay.
async function stop() {
  stopping = true;
  for (const item of queue.splice(0)) become(item, "stopped");
  if (current) await cancelled();
  tell();
}

const cancelled = () => api("DELETE", `/jobs/${current}`);

// What couldn't be sent is sent once it can be.
async function reached(why) {
  for (let now = why; now; now = await unreached()) {
    if (now !== lost) announce((lost = now));
    tell();
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  lost = "";
}

// Some files, or one text or address.
function next() {
  const batch = queue.splice(0, 1);
  let bytes = batch[0]?.size ?? 0;
  if (!batch[0]?.file) return batch;
  while (queue[0]?.file && String(queue[0].into) === String(batch[0].into) && batch.length < BATCH_FILES && bytes + queue[0].size <= BATCH_BYTES) {
    bytes += queue[0].size;
    batch.push(queue.shift());
  }
  return batch;
}

// A file that has changed since it was chosen can't be sent any more: fetch fails as if no server were there.
const isReadable = (file) => file.slice(0, 1).arrayBuffer().then(() => true, () => false);

async function sent(batch) {
  if (batch[0].send) {
    become(batch[0], "working");
    return batch[0].send();
  }
  const form = new FormData();
  for (const item of [...batch]) {
    become(item, "sending");
    if (!(await isReadable(item.file))) {
      become(item, "failed", _("was moved or changed since it was chosen; choose it again"));
      batch.splice(batch.indexOf(item), 1);
      continue;
    }
    form.append("files", item.file, item.name);
  }
  if (!batch.length) return { id: "", state: "done", items: [] };
  for (const collection of batch[0].into) form.append("collections", collection);
  tell();
  return api("POST", "/documents/files", form);
}

function show(item, told) {
  if (OVER.has(item.state)) return;
  if (told.state === "waiting" || told.state === "working") return become(item, told.state, "", told.added && _("Reading, %(number)s so far", { number: inWords(told.added) }));
  const causes = told.failures.map(({ cause }) => (cause.startsWith(`${item.name}: `) ? cause.slice(item.name.length + 2) : cause));
  const counts = ["added", "updated", "unchanged"].filter((outcome) => told[outcome]);
  if (stopping && told.state === "failed" && item.state !== "working") return become(item, "stopped");
  if (told.state === "failed") return become(item, "failed", causes.join(" "));
  const failed = told.failures.filter(({ source }) => source !== item.name).length; // but what was left out when it was stopped
  const several = told.added + told.updated + told.unchanged + failed > 1;
  const words = several ? [...counts.map((outcome) => counted(told[outcome], outcome)), ...(failed ? [counted(failed, "failed")] : [])].join(", ") : "";
  become(item, counts[0] ?? "failed", causes.slice(0, 5).join(" "), words);
}

function become(item, state, cause = "", words = "") {
  if (item.state === state && !words) return;
  item.state = item.line.dataset.state = state;
  item.line.querySelector(".state").textContent = words || STATES[state];
  if (!OVER.has(state)) return;
  item.file = item.send = undefined;
  complain(item.line.querySelector(".cause"), cause && sentence(cause));
  if (cause) list.prepend(item.line); // where it is seen
}

// One line for all, and a bar.
function tell() {
  const panel = root.querySelector(".progress");
  panel.hidden = !list.firstChild;
  const over = items.filter((item) => OVER.has(item.state)).length;
  const outcomes = [...OVER].filter(number).map((state) => counted(number(state), state));
  const going = over < items.length;
  summary.textContent = going ? [_("Reading %(number)s of %(total)s", { number: inWords(Math.min(over + 1, items.length)), total: inWords(items.length) }), outcomes.join(", "), lost].filter(Boolean).join(" · ") : outcomes.join(", ").replace(/^./, (first) => first.toUpperCase());
  panel.querySelector(".bar span").style.inlineSize = `${(100 * over) / Math.max(1, items.length)}%`;
  const stops = panel.querySelector(".stop") === document.activeElement;
  panel.classList.toggle("going", going);
  if (stops && !going) panel.querySelector(".clear").focus();
  const link = document.querySelector("#masthead nav [data-page=library]");
  if (going) link?.setAttribute("data-adding", `${items.length - over}`);
  else link?.removeAttribute("data-adding");
}

function changed(now = false) {
  if (!now && performance.now() - refreshed < REFRESH_MS) return;
  refreshed = performance.now();
  document.dispatchEvent(new Event("citedqa:library"));
}

// Why this line isn't fetched; empty where it can be.
function whyNot(line) {
  const title = line.length > 60 ? `${line.slice(0, 59)}…` : line;
  const shown = _("“%(title)s”", { title });
  const scheme = SCHEME.exec(line)?.[1].toLowerCase();
  if (scheme && scheme !== "http" && scheme !== "https") return _("%(address)s can’t be fetched: only addresses that begin with https:// or http:// can.", { address: shown });
  if (HOST.test(scheme ? line.slice(line.indexOf("//") + 2) : line)) return "";
  return _("%(address)s is no web address; one looks like https://example.org/story.", { address: shown });
}

function sheet(selector, take) {
  const form = root.querySelector(`${selector} form`);
  form.addEventListener("input", () => complain(form.querySelector(".wrong")));
  onSent(form, async () => {
    begin();
    take(Object.fromEntries(new FormData(form)));
    form.reset();
    form.closest("dialog").close();
  });
}
