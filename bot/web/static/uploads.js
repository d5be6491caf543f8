// The documents that one drops in: checked before they go, sent one after the other, shown as they go.

import { newId } from "./outbox.js";
import { Refusal, server } from "./server.js";
import { upload } from "./upload.js";

const MEGABYTE = 1024 * 1024;

export class Uploads {
  #waiting = [];
  #sending = false;
  #closed = false;

  /** `onFate(message, fate, sentence)` as of the outbox; `most` is how many bytes a document may have. */
  constructor(place, most, { onFate, onAccount }) {
    this.place = place;
    this.most = most;
    this.onFate = onFate;
    this.onAccount = onAccount;
  }

  /** A message for the file, to be shown and then sent. */
  make(file) {
    return { id: newId(), text: `Tệp: ${file.name}`, file, at: Date.now() };
  }

  /** Puts it into the queue; what cannot be taken is said at once, and nothing is sent of it. */
  add(message) {
    const why = this.#refused(message.file);
    if (why) {
      message.isHopeless = true; // the same file again is refused again
      this.onFate(message, "refused", why);
      return;
    }
    this.#waiting.push(message);
    this.#send();
  }

  drop(id) {
    this.#waiting = this.#waiting.filter((message) => message.id !== id);
  }

  close() {
    this.#closed = true;
  }

  #refused({ name, size }) {
    if (size === 0) return `“${name}” trống, chưa có nội dung.`;
    if (size <= this.most) return "";
    return `“${name}” lớn hơn ${Math.floor(this.most / MEGABYTE)} MB nên chưa gửi được; đồng chí chia nhỏ tệp.`;
  }

  async #send() {
    if (this.#sending) return;
    this.#sending = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await this.#sendOne(next);
    this.#sending = false;
  }

  async #sendOne(message) {
    const tell = (fate, sentence) => this.#closed || this.onFate(message, fate, sentence);
    message.share = 0;
    tell("sending");
    try {
      const path = server.dropPath(this.place, message.id, message.file.name);
      await upload(path, message.file, (share) => {
        message.share = share;
        tell("sending");
      });
      tell("sent");
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      tell(error.passing || error.status === 401 || error.status === 409 ? "waiting" : "refused", error.message);
      if (error.status === 401 || error.status === 409) this.onAccount();
    }
  }
}
