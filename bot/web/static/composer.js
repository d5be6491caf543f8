// The place to write: grows with the text, keeps what is half written, knows when Enter means send.

import { byId, memory, onGlass } from "./elements.js";

const TEXT_MAX = 10_000;

export class Composer {
  #address = null;
  #onSay = () => {};

  constructor() {
    this.text = byId("text");
    this.text.enterKeyHint = onGlass() ? "enter" : "send";
    this.text.addEventListener("input", () => this.#changed());
    this.text.addEventListener("keydown", (event) => this.#key(event));
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#say();
    });
  }

  /** From now on it writes for this account, beginning with what it left half written. */
  serve(address, onSay) {
    this.#address = address;
    this.#onSay = onSay;
    this.text.value = memory.recall(`draft.${address}`) ?? "";
    this.#fit();
  }

  focus() {
    if (!onGlass()) this.text.focus({ preventScroll: true });
  }

  #key(event) {
    // While an input method composes a syllable, as Telex does on some systems, Enter only ends the syllable.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing || onGlass()) return;
    event.preventDefault();
    this.#say();
  }

  #say() {
    const text = this.text.value.trim();
    if (!text || text.length > TEXT_MAX) return;
    this.text.value = "";
    this.#changed();
    this.text.focus({ preventScroll: true });
    this.#onSay(text);
  }

  #changed() {
    if (this.text.value) memory.remember(`draft.${this.#address}`, this.text.value);
    else memory.forget(`draft.${this.#address}`);
    this.#fit();
  }

  #fit() {
    const length = this.text.value.trim().length;
    byId("send").disabled = length === 0 || length > TEXT_MAX;
    byId("text-note").textContent =
      length > TEXT_MAX ? `Tin dài ${length.toLocaleString("vi")} ký tự, quá 10.000: đồng chí chia làm nhiều tin.` : "";
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
  }
}
