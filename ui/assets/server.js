// Talking to the server: parts of a page, and its API. What it refuses is one sentence.

import { gettext as _ } from "./language.js";
import { complain, notice } from "./making.js";

// The path below which this server's addresses are: of this file's own, all before /ui/.
const BELOW = new URL("..", import.meta.url).pathname.slice(0, -1);
export const at = (path) => BELOW + path;

export class Refused extends Error {}
export class Unreached extends Refused {}

// Why something is refused; any other error is a fault of ours, and is thrown again.
export function refusal(error) {
  if (!(error instanceof Refused)) throw error;
  return error.message;
}

// An element of HTML that the server has rendered and escaped. `path` is a whole address; with a `body` it is sent there. A list
// in `query` is a parameter for each of its values.
export async function part(path, query = {}, body = null) {
  const answer = await send(asked(path, query), { accept: "text/html", body });
  if (answer.headers.get("content-type")?.startsWith("application/json")) await saying(answer);
  return new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild ?? notice(sentence(answered(answer)));
}

// The same, or why there is none.
export const shown = (...asked) => part(...asked).catch((error) => notice(refusal(error)));

// What the server says as JSON at a whole address.
export const json = async (path, query = {}) => saying(await send(asked(path, query)));

// Why nothing can be sent now: no server, or nobody is logged in any more; empty where it can be. To be asked before what is sent in
// another way than these, which tells of no failure.
export async function unreached() {
  try {
    return (await saying(await send(at("/asking/now"), { stay: true })), "");
  } catch (error) {
    return refusal(error);
  }
}

// Waits and tries again where the server has too much to do, or has been asked too often.
export async function api(method, path, body) {
  for (;;) {
    const answer = await send(at(`/api/v1${path}`), { method, body });
    const later = Number(answer.headers.get("retry-after"));
    if (!later || (answer.status !== 429 && answer.status !== 503)) return saying(answer);
    await new Promise((resolve) => setTimeout(resolve, later * 1000));
  }
}

// A job of the server's, when it is done; `tell` is told of it at each look.
export async function followed(job, tell = () => {}) {
  for (;;) {
    await tell(job);
    if (job.state === "done") return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    job = await api("GET", `/jobs/${job.id}`);
  }
}

// Whether `work` could be done; why it couldn't stands in `wrong`. The button that asked for it waits meanwhile.
export async function tried(work, wrong, button = {}) {
  complain(wrong);
  button.disabled = true;
  const why = await work().then(() => "", refusal);
  button.disabled = false;
  complain(wrong, why);
  return !why;
}

// Tries `work` when the form is sent; what was typed stays.
export function onSent(form, work) {
  const [submit, wrong] = [form.querySelector("[type=submit]"), form.querySelector(".wrong")];
  complain(wrong);
  form.onsubmit = (event) => (event.preventDefault(), tried(() => work(submit), wrong, submit));
}

export const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? "" : ".");

const answered = (answer) => _("the server answered %(status)s", answer);
const LOOK_MS = 600; // 100 looks a minute, of the 300 calls that QA_REQUESTS_PER_MINUTE allows

function asked(path, query) {
  const given = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => [value].flat().map((each) => [name, each])).filter(([, value]) => value !== "" && value !== false));
  return given.size ? `${path}?${given}` : path;
}

async function saying(answer) {
  const said = await answer.json().catch(() => null);
  if (answer.status === 401) throw Object.assign(new Refused(_("You aren’t logged in any more. Log in in another tab, then try again.")), { status: 401 });
  if (!answer.ok) throw Object.assign(new Refused(sentence(said?.error?.message ?? answered(answer))), { status: answer.status });
  return said;
}

// The style sheet tells of it, once it takes long.
let waiting = 0;
const waits = (more) => document.body.toggleAttribute("data-waiting", (waiting += more) > 0);

// A form is sent as it is, and anything else as JSON.
async function send(path, { accept = "application/json", body = null, method = body ? "POST" : "GET", stay = false } = {}) {
  const form = body instanceof FormData;
  const headers = { accept, ...(body && !form && { "content-type": "application/json" }) };
  waits(1);
  const answer = await fetch(path, { method, headers, body: body && !form ? JSON.stringify(body) : body }).catch(() => null);
  waits(-1);
  if (!answer) throw new Unreached(_("The server can’t be reached. Check your connection."));
  // To the log-in page, but where something was typed or chosen for it.
  if (answer.status === 401 && !stay && method === "GET" && !path.includes("/api/")) location.reload();
  return answer;
}
