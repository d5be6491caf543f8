// What one said and the server has not yet taken: kept through a reload, sent in order, under one id for ever.

import { memory } from "./elements.js";
import { Refusal, server } from "./server.js";

const WAIT_FIRST_MS = 2_000;
const WAIT_MOST_MS = 30_000;

/** A new message's number; `crypto.randomUUID` is missing where the office serves the page without TLS. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export class Outbox {
  #sending = false;
  #timer = null;
  #wait = WAIT_FIRST_MS;
  #closed = false;

  /** `onFate(message, fate, sentence)`: fate is sending, sent, waiting or refused. */
  constructor(place, key, { onFate, onAccount }) {
    this.place = place;
    this.key = key;
    this.onFate = onFate;
    this.onAccount = onAccount;
    this.messages = memory
      .names(`unsent.${key}/`)
      .map((name) => memory.recall(name))
      .filter((message) => message?.id && typeof message.text === "string")
      .sort((one, other) => one.at - other.at);
  }

  /** `answers`: in a group, it answers what the assistant said. */
  add(text, answers = false) {
    const message = { id: newId(), text, at: Date.now(), ...(answers && { answers }) };
    this.messages.push(message);
    this.#keep(message);
    this.send();
    return message;
  }

  /** Sends what waits, oldest first; a message that cannot go holds back those after it, so that order is kept. */
  async send() {
    if (this.#sending || this.#closed) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    try {
      for (let next = this.#next(); next && !this.#closed; next = this.#next()) {
        this.onFate(next, "sending");
        if (!(await this.#sendOne(next))) break;
      }
    } finally {
      this.#sending = false;
    }
  }

  again(message) {
    delete message.refused;
    this.#keep(message);
    this.#wait = WAIT_FIRST_MS;
    this.send();
  }

  /** Forgets a message: it arrived, or the person gave it up. */
  drop(id) {
    this.messages = this.messages.filter((message) => message.id !== id);
    memory.forget(`unsent.${this.key}/${id}`);
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #next() {
    return this.messages.find((message) => !message.refused);
  }

  #keep(message) {
    memory.remember(`unsent.${this.key}/${message.id}`, message);
  }

  async #sendOne(message) {
    try {
      await server.say(this.place, message.id, message.text, message.answers);
      this.drop(message.id);
      this.#wait = WAIT_FIRST_MS;
      this.onFate(message, "sent");
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return this.#refused(message, error);
    }
  }

  #refused(message, refusal) {
    if (this.#closed) return false;
    if (refusal.status === 401 || refusal.status === 409) {
      this.onFate(message, "waiting");
      this.onAccount();
      return false;
    }
    if (refusal.passing) {
      for (const waiting of this.messages) if (!waiting.refused) this.onFate(waiting, "waiting");
      this.#timer = setTimeout(() => this.send(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, WAIT_MOST_MS);
      return false;
    }
    message.refused = refusal.message;
    this.#keep(message);
    this.onFate(message, "refused", refusal.message);
    return true;
  }
}
