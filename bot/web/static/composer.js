// The place to write: grows with the text, keeps what is half written, knows when Enter means send.

import { byId, memory, onGlass } from "./elements.js";

const TEXT_MAX = 10_000;
const NAME = "@Trợ lý";
const QUOTED_MOST = 60;

/** Whether a message in a group is for the assistant: it begins with its name. */
export const names = (text) => /^\s*@\s*tr[ợơo]\s*l[ýy](?![\p{L}\p{N}])/iu.test(text.normalize("NFC"));

export class Composer {
  #draft = null;
  #onSay = () => {};
  #onFiles = null;
  #inGroup = false;
  #answers = false;

  constructor() {
    this.text = byId("text");
    this.text.enterKeyHint = onGlass() ? "enter" : "send";
    this.text.addEventListener("input", () => this.#changed());
    this.text.addEventListener("keydown", (event) => this.#key(event));
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#say();
    });
    this.#listenForFiles();
    byId("call").addEventListener("click", () => this.#call());
    byId("answering-end").addEventListener("click", () => {
      this.#answer(null);
      this.text.focus({ preventScroll: true });
    });
  }

  // A document comes by the button, dragged onto the conversation, or pasted.
  #listenForFiles() {
    const [pick, talk] = [byId("file"), byId("talk")];
    byId("attach").addEventListener("click", () => pick.click());
    pick.addEventListener("change", () => {
      this.#give(pick.files);
      pick.value = "";
    });
    this.text.addEventListener("paste", (event) => {
      if (!this.#onFiles || event.clipboardData.files.length === 0) return;
      event.preventDefault();
      this.#give(event.clipboardData.files);
    });
    const holds = (event) => this.#onFiles && event.dataTransfer.types.includes("Files");
    const show = (shown) => talk.classList.toggle("dropping", shown);
    talk.addEventListener("dragover", (event) => {
      if (!holds(event)) return;
      event.preventDefault();
      show(true);
    });
    talk.addEventListener("dragleave", (event) => {
      if (!talk.contains(event.relatedTarget)) show(false);
    });
    talk.addEventListener("drop", (event) => {
      show(false);
      if (!holds(event)) return;
      event.preventDefault();
      this.#give(event.dataTransfer.files);
    });
  }

  #give(files) {
    if (this.#onFiles && files.length > 0) this.#onFiles(files);
    this.focus();
  }

  /** From now on it writes for this account here or in a group, beginning with what it left half written. */
  serve(key, inGroup, { onSay, onFiles }) {
    this.#draft = key;
    this.#inGroup = inGroup;
    this.#onSay = onSay;
    this.#onFiles = onFiles;
    byId("attach").hidden = !onFiles;
    byId("in-group").hidden = !inGroup;
    byId("text-label").textContent = inGroup ? "Tin nhắn trong nhóm" : "Tin nhắn cho trợ lý";
    // What is out of sight would still be read out as a description.
    this.text.setAttribute("aria-describedby", inGroup ? "text-note call-hint" : "text-note");
    this.text.placeholder = inGroup ? "Nhắn trong nhóm" : "Nhắn cho trợ lý";
    this.#answer(null);
    this.text.value = memory.recall(`draft.${key}`) ?? "";
    this.#fit();
  }

  /** The next message answers this one of the assistant's. */
  answer(words) {
    this.#answer(words);
    this.text.focus({ preventScroll: true });
  }

  #answer(words) {
    this.#answers = words !== null;
    byId("answering").hidden = words === null;
    const quoted = (words ?? "").replace(/\s+/g, " ");
    byId("answering-words").textContent = quoted.length > QUOTED_MOST ? `${quoted.slice(0, QUOTED_MOST)}…` : quoted;
    byId("call-hint").hidden = this.#answers;
  }

  // Puts the assistant's name before what is being written.
  #call() {
    if (!names(this.text.value)) this.text.value = `${NAME} ${this.text.value.trimStart()}`;
    this.#changed();
    this.text.focus({ preventScroll: true });
    this.text.setSelectionRange(this.text.value.length, this.text.value.length);
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
    const answers = this.#inGroup && this.#answers;
    this.#answer(null);
    this.#onSay(text, answers);
  }

  #changed() {
    if (this.text.value) memory.remember(`draft.${this.#draft}`, this.text.value);
    else memory.forget(`draft.${this.#draft}`);
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
