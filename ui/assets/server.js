// Talking to the server: parts of a page, and its API. What it refuses is one sentence.

import { gettext as _ } from "./language.js";

// The path below which this server's addresses are: of this file's own, all before /ui/.
const BELOW = new URL("..", import.meta.url).pathname.slice(0, -1);
export const at = (path) => BELOW + path;

export class Refused extends Error {}

// An element of HTML that the server has rendered and escaped. `path` is a whole address; with a `body` it is sent there. A list
// in `query` is a parameter for each of its values.
export async function part(path, query = {}, body = null) {
  const given = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => [value].flat().map((each) => [name, each])).filter(([, value]) => value !== "" && value !== false));
  const posted = body && { method: "POST", body: JSON.stringify(body) };
  const headers = { accept: "text/html", ...(body && { "content-type": "application/json" }) };
  const answer = await send(given.size ? `${path}?${given}` : path, { headers, ...posted });
  if (answer.headers.get("content-type")?.startsWith("application/json")) {
    throw new Refused(sentence((await answer.json()).error?.message ?? answered(answer)));
  }
  return new DOMParser().parseFromString(await answer.text(), "text/html").body.firstElementChild;
}

// What the server says as JSON at a whole address.
export async function json(path, query) {
  const answer = await send(`${path}?${new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ""))}`, { headers: { accept: "application/json" } });
  const said = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refused(sentence(said?.error?.message ?? answered(answer)));
  return said;
}

// Waits and tries again where the server has too much to do, or has been asked too often.
export async function api(method, path, body) {
  for (;;) {
    const form = body instanceof FormData;
    const headers = { accept: "application/json", ...(body && !form && { "content-type": "application/json" }) };
    const answer = await send(at(`/api/v1${path}`), { method, headers, body: body && !form ? JSON.stringify(body) : body });
    const later = Number(answer.headers.get("retry-after"));
    if (later && (answer.status === 429 || answer.status === 503)) {
      await new Promise((resolve) => setTimeout(resolve, later * 1000));
      continue;
    }
    const said = await answer.json().catch(() => null);
    if (!answer.ok) throw new Refused(sentence(said?.error?.message ?? answered(answer)));
    return said;
  }
}

// What is said where nothing answers.
export const unreachable = () => _("The server can’t be reached; is it running?");
const answered = ({ status }) => _("the server answered %(status)s", { status });

export const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? "" : ".");

async function send(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refused(unreachable());
  }
  if (answer.status === 401) location.reload(); // to the log-in page
  return answer;
}
