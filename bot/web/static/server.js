// What the page asks of the server, and what can come of asking.

const PATIENCE_MS = 15_000;

/** The server answered no, with a sentence for the person. `passing` means that asking again may help. */
export class Refusal extends Error {
  constructor(status, sentence, answer) {
    super(sentence);
    this.status = status;
    this.answer = answer;
  }

  get passing() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

async function ask(path, options = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(path, { ...options, signal: patience.signal, credentials: "same-origin" });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Refusal(response.status, answer.error ?? "Máy chủ chưa trả lời được.", answer);
    return answer;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(0, "Không nối được với máy chủ.", {});
  } finally {
    clearTimeout(timer);
  }
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** The address of a request made as the person, and in the group if it is one, whom the page shows. */
const path = (name, parameters) => {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null);
  return given.length === 0 ? `/api/${name}` : `/api/${name}?${new URLSearchParams(given)}`;
};

export const server = {
  me: (as) => ask(path("me", { as })),
  say: (place, id, text, answers) => post(path("say", place), answers ? { id, text, answers } : { id, text }),
  dropPath: (place, id, name) => path("drop", { ...place, id, name }),
  transcript: (place, before) => ask(path("transcript", { ...place, before })),
  become: (address) => post("/api/as", { address }),
  forward: (minutes) => post("/api/clock", { forward_minutes: minutes }),
  resetClock: () => post("/api/clock", { reset: true }),
  join: (code) => post("/api/join", { code }),
  leave: () => post("/api/leave", {}),
  streamPath: (place, after) => path("stream", { ...place, after }),
  filePath: (place, sha256) => path(`file/${sha256}`, place),
};
