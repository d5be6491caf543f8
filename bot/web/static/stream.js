// The line to the server: opened again whenever it breaks, each time from the last thing heard.

import { server } from "./server.js";

const WAIT_FIRST_MS = 500;
const WAIT_MOST_MS = 20_000;
const SILENCE_MOST_MS = 60_000;

export class Stream {
  #source = null;
  #timer = null;
  #wait = WAIT_FIRST_MS;
  #heard = 0;
  #closed = false;

  /** `after` gives the stamp of the last line the page has; `check` asks whether the account still holds. */
  constructor({ place, after, onLine, onNow, onState, check }) {
    this.parts = { place, after, onLine, onNow, onState, check };
    this.watch = setInterval(() => this.#listen(), 5_000);
    this.wake = () => {
      if (document.visibilityState === "visible" && !this.#source) this.#again(0);
    };
    addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", this.wake);
    this.#open();
  }

  close() {
    this.#closed = true;
    clearInterval(this.watch);
    clearTimeout(this.#timer);
    removeEventListener("online", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    this.#source?.close();
  }

  #open() {
    const { place, after, onLine, onNow, onState } = this.parts;
    const source = new EventSource(server.streamPath(place, after()));
    this.#source = source;
    this.#heard = performance.now();
    source.addEventListener("line", (event) => {
      this.#heard = performance.now();
      onLine(JSON.parse(event.data));
    });
    source.addEventListener("now", (event) => {
      this.#heard = performance.now();
      this.#wait = WAIT_FIRST_MS;
      onState("open");
      onNow(JSON.parse(event.data).now);
    });
    source.addEventListener("error", () => this.#broken(source));
  }

  #broken(source) {
    source.close();
    if (this.#closed || source !== this.#source) return;
    this.#source = null;
    this.parts.onState("lost");
    this.#again(this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, WAIT_MOST_MS);
  }

  #again(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#reopen(), milliseconds);
  }

  async #reopen() {
    const verdict = await this.parts.check();
    if (this.#closed || this.#source) return;
    if (verdict === "open") this.#open();
    else if (verdict === "unreachable") {
      this.#again(this.#wait);
      this.#wait = Math.min(this.#wait * 2, WAIT_MOST_MS);
    }
  }

  // A line that went dead without a word, as after a phone slept, is given up.
  #listen() {
    if (this.#source && performance.now() - this.#heard > SILENCE_MOST_MS) this.#broken(this.#source);
  }
}
