// The conversation as one sees it: bubbles in order, with days, what is unread, buttons, and the place one is reading.

import { names } from "./composer.js";
import { byId, element } from "./elements.js";
import { server } from "./server.js";
import { words } from "./text.js";
import { dayWords } from "./time.js";

const NEAR_END = 48;
const NEAR_START = 240;
const TOGETHER_MS = 5 * 60 * 1000;
const ANSWER_AWAITED_MS = 60_000;
const PICTURE = /\.(png|jpe?g)$/i;

const FATES = { sending: "đang gửi", sent: "đã gửi", waiting: "chưa gửi được", refused: "chưa gửi được" };

/**
 * Lines come in as `{ id, direction, text, at, stamp, buttons, files, name }`; one's own unsent ones have no stamp yet.
 * In a group `direction` is "other" for what somebody else said, and `name` who.
 */
export class Lines {
  #entries = new Map();
  #days = new Map();
  #unread = new Set();
  #dividerBefore = null;
  #atEnd = true;
  #today = "";
  #order = [];

  constructor({ place, inGroup, onSay, onAnswer, onOlder, onRead, onAgain, onDrop }) {
    this.on = { place, inGroup, onSay, onAnswer, onOlder, onRead, onAgain, onDrop };
    this.log = byId("log");
    this.box = byId("lines");
    this.box.replaceChildren();
    this.pill = byId("newer");
    this.divider = element("div", { class: "divider" }, element("span", {}, "Tin chưa đọc"));
    this.typing = typingDots();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.log.addEventListener("scroll", () => this.#scrolled(), { signal, passive: true });
    this.pill.addEventListener("click", () => this.toEnd(), { signal });
    document.addEventListener("visibilitychange", () => this.#read(), { signal });
    this.sizes = new ResizeObserver(() => {
      if (this.#atEnd) this.#scrollToEnd();
    });
    this.sizes.observe(this.log);
    this.sizes.observe(this.box);
  }

  close() {
    this.leaving.abort();
    this.sizes.disconnect();
    clearTimeout(this.patience);
    this.box.replaceChildren();
    this.pill.hidden = true;
  }

  get empty() {
    return this.#entries.size === 0;
  }

  get unread() {
    return this.#unread.size;
  }

  /** The stamps of the first and the last line that the server has told. */
  get firstStamp() {
    return this.#order.find((entry) => entry.line.stamp)?.line.stamp ?? null;
  }

  get lastStamp() {
    return this.#order.findLast((entry) => entry.line.stamp)?.line.stamp ?? null;
  }

  today(day) {
    if (day === this.#today) return;
    this.#today = day;
    this.#arrange();
  }

  /** The newest lines when the page opens; those after `readStamp` were not read. */
  open(lines, readStamp) {
    for (const line of lines) this.#put(line);
    if (readStamp) {
      const isNew = (line) => line.direction !== "in" && line.stamp > readStamp;
      for (const line of lines.filter(isNew)) this.#unread.add(line.id);
    }
    this.#arrange();
    this.#markFirstUnread();
    this.#scrollToEnd();
    this.#read();
  }

  /** Older lines go above without moving what one is reading. Gives how many were new. */
  older(lines) {
    const fromEnd = this.log.scrollHeight - this.log.scrollTop;
    const before = this.#entries.size;
    for (const line of lines) this.#put(line);
    this.#arrange();
    this.log.scrollTop = this.log.scrollHeight - fromEnd;
    return this.#entries.size - before;
  }

  /** A line that just came. */
  add(line) {
    this.#look();
    const isNews = line.direction !== "in" && !this.#entries.has(line.id);
    this.#put(line);
    if (isNews) this.#unread.add(line.id);
    this.#arrange();
    if (isNews && !this.#seen) this.#markFirstUnread();
    if (this.#atEnd) this.#scrollToEnd();
    this.#read();
  }

  /** One's own words, shown before the server has them. */
  own(message, at) {
    this.#dividerBefore = null;
    const line = { id: `in/${message.id}`, direction: "in", text: message.text, at, buttons: [], files: [], name: "" };
    if (!this.#entries.has(line.id)) this.#put({ ...line, unsent: message, answers: message.answers });
    this.fate(message, message.refused ? "refused" : "sending", message.refused);
    this.#arrange();
    this.#atEnd = true;
    this.#scrollToEnd();
    this.#read();
  }

  fate(message, fate, sentence = "") {
    const entry = this.#entries.get(`in/${message.id}`);
    if (!entry || entry.line.stamp) return;
    entry.fate = fate;
    if (fate === "sent") entry.sentAt = Date.now();
    showFate(entry, message, sentence, this.on);
    this.#arrange();
  }

  drop(message) {
    const id = `in/${message.id}`;
    this.#entries.get(id)?.box.remove();
    this.#entries.delete(id);
    this.#arrange();
  }

  toEnd() {
    this.#dividerBefore = null;
    this.#arrange();
    this.#atEnd = true;
    this.#scrollToEnd();
    this.#read();
  }

  #put(line) {
    const known = this.#entries.get(line.id);
    if (!known) {
      this.#entries.set(line.id, makeEntry(line, this.on));
    } else if (!known.line.stamp && line.stamp) {
      known.line = line;
      known.fate = "sent";
      showFate(known, null, "", this.on);
      known.time.textContent = hour(line.at);
    }
  }

  // Puts everything into its place; what is already there is not touched, so that a reader hears only what is new.
  #arrange() {
    this.#order = [...this.#entries.values()].sort(byStamp);
    const wanted = [];
    let day = "";
    let before = null;
    const lastOwn = this.#order.findLastIndex((entry) => entry.line.direction === "in");
    this.#order.forEach((entry, index) => {
      const { line, box } = entry;
      const newDay = line.at.slice(0, 10) !== day;
      day = line.at.slice(0, 10);
      if (newDay) wanted.push(this.#dayLine(day, line.id));
      const divided = line.id === this.#dividerBefore;
      if (divided) wanted.push(this.divider);
      const joined = before && !newDay && !divided && together(before.line, line);
      box.classList.toggle("joined", Boolean(joined));
      if (entry.chips) entry.chips.hidden = index < lastOwn;
      wanted.push(box);
      before = entry;
    });
    if (this.#awaitsAnswer()) wanted.push(this.typing);
    place(this.box, wanted);
  }

  #dayLine(day, id) {
    const key = `${day} ${id}`;
    if (!this.#days.has(key)) {
      this.#days.set(key, element("div", { class: "day" }, element("time", { dateTime: day })));
    }
    const line = this.#days.get(key);
    const label = dayWords(day, this.#today || day);
    if (line.firstChild.textContent !== label) line.firstChild.textContent = label;
    return line;
  }

  #awaitsAnswer() {
    clearTimeout(this.patience);
    const last = this.#order.at(-1);
    if (!last || last.line.direction !== "in" || !this.#isForAssistant(last) || last.fate === "waiting" || last.fate === "refused") return false;
    const since = last.line.stamp ? Date.parse(last.line.stamp) : (last.sentAt ?? Date.now());
    const left = since + ANSWER_AWAITED_MS - Date.now();
    if (left > 0) this.patience = setTimeout(() => this.#arrange(), left + 50);
    return left > 0;
  }

  // In a group the assistant answers what names or answers it, and nothing else.
  #isForAssistant({ line, answers }) {
    return !this.on.inGroup || answers || names(line.text);
  }

  #markFirstUnread() {
    const first = this.#order.find((entry) => this.#unread.has(entry.line.id));
    const standing = this.#entries.get(this.#dividerBefore);
    if (!first || (standing && this.#unread.has(this.#dividerBefore))) return;
    this.#dividerBefore = first.line.id;
    this.#arrange();
  }

  get #seen() {
    return this.#atEnd && document.visibilityState === "visible";
  }

  #look() {
    this.#atEnd = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR_END;
  }

  #scrolled() {
    this.#look();
    if (this.log.scrollTop < NEAR_START) this.on.onOlder();
    this.#read();
  }

  // To the end, but never past the first line that was not read.
  #scrollToEnd() {
    const end = this.log.scrollHeight - this.log.clientHeight;
    const reading = this.#unread.size > 0 && this.divider.isConnected;
    const top = reading ? Math.min(end, this.divider.offsetTop - 12) : end;
    this.log.scrollTop = top;
    this.#atEnd = end - top < NEAR_END;
  }

  #read() {
    if (this.#seen) this.#unread.clear();
    const count = this.#unread.size;
    this.pill.hidden = this.#atEnd;
    this.pill.classList.toggle("news", count > 0);
    this.pill.textContent = count > 0 ? `${count} tin mới ↓` : "↓";
    this.pill.setAttribute("aria-label", count > 0 ? `Có ${count} tin mới, xuống cuối` : "Xuống cuối cuộc trò chuyện");
    this.on.onRead(count, count === 0 ? this.lastStamp : null);
  }
}

const byStamp = (one, other) => {
  if (one.line.stamp && other.line.stamp) return compare(one.line.stamp, other.line.stamp) || compare(one.line.id, other.line.id);
  if (one.line.stamp || other.line.stamp) return one.line.stamp ? -1 : 1;
  return one.number - other.number;
};
const compare = (one, other) => (one < other ? -1 : Number(one > other));
const hour = (iso) => iso.slice(11, 16);
const together = (one, other) =>
  one.direction === other.direction && one.name === other.name && Math.abs(Date.parse(other.at) - Date.parse(one.at)) < TOGETHER_MS;

/** Makes the children of a box these and no others, moving only what is out of place. */
function place(box, wanted) {
  let here = box.firstChild;
  for (const node of wanted) {
    if (node === here) here = here.nextSibling;
    else box.insertBefore(node, here);
  }
  while (here) {
    const next = here.nextSibling;
    here.remove();
    here = next;
  }
}

let entriesMade = 0;

function makeEntry(line, on) {
  const own = line.direction === "in";
  const speaker = own ? "Đồng chí" : line.name || "Trợ lý";
  const time = element("time", { dateTime: line.at }, hour(line.at));
  const fate = element("span", { class: "fate" });
  const trouble = element("div", { class: "trouble" });
  const bubble = element(
    "div",
    { class: "bubble" },
    on.inGroup && !own ? element("span", { class: "who" }, speaker, unseen(": ")) : unseen(`${speaker}: `),
    element("div", { class: "words" }, ...words(line.text)),
    line.files.length ? element("ul", { class: "files" }, ...line.files.map((file) => fileItem(file, on))) : null,
    element("span", { class: "when" }, on.inGroup && line.direction === "out" ? answerButton(line, on) : null, time, fate),
  );
  const chips = line.buttons.length ? chipsOf(line.buttons, on.onSay) : null;
  const side = own ? "mine" : line.direction === "other" ? "theirs other" : "theirs";
  const box = element("div", { class: `line ${side}` }, bubble, trouble, chips);
  box.dataset.id = line.id;
  entriesMade += 1;
  const { answers } = line;
  const entry = { line, answers, box, chips, time, trouble, fate: own ? "sent" : "", fateMark: fate, number: entriesMade };
  if (own) showFate(entry, null, "", on);
  return entry;
}

function answerButton({ text }, { onAnswer }) {
  const label = `Trả lời trợ lý: ${text.slice(0, 60)}`;
  return element("button", { type: "button", class: "answer", "aria-label": label, onclick: () => onAnswer(text) }, "Trả lời");
}

export function chipsOf(buttons, onSay) {
  const chip = ({ label, says }) => element("button", { class: "chip", type: "button", onclick: () => onSay(says) }, label);
  return element("div", { class: "chips", role: "group", "aria-label": "Trả lời nhanh" }, ...buttons.map(chip));
}

function fileItem({ name, sha256 }, { place }) {
  const href = server.filePath(place, sha256);
  if (PICTURE.test(name)) {
    const picture = element("img", { src: href, alt: name, loading: "lazy" });
    return element("li", {}, element("a", { href, target: "_blank", rel: "noopener" }, picture));
  }
  return element("li", {}, element("a", { class: "file", href, download: name }, name));
}

function showFate(entry, message, sentence, { onAgain, onDrop }) {
  const { fate, fateMark, trouble, box } = entry;
  fateMark.replaceChildren(
    ...(fate === "sent" ? [element("span", { "aria-hidden": "true" }, "✓"), unseen(FATES.sent)] : []),
    ...(fate === "sending" ? sendingMark(message) : []),
  );
  box.classList.toggle("unsent", fate !== "sent");
  const failed = fate === "waiting" || fate === "refused";
  trouble.replaceChildren(...(failed ? troubleOf(entry, message, sentence, onAgain, onDrop) : []));
}

// A document says how far it is; a message is there in a moment.
function sendingMark(message) {
  if (message?.share === undefined) return [FATES.sending];
  const share = Math.floor(message.share * 100);
  const bar = element("progress", { class: "share", max: 100, value: share, "aria-label": "Đã gửi lên" });
  return [bar, share < 100 ? `${FATES.sending} ${share}%` : "đang kiểm tra tệp"];
}

function troubleOf({ fate }, message, sentence, onAgain, onDrop) {
  const again = element("button", { type: "button", onclick: () => onAgain(message) }, `${FATES[fate]} – gửi lại`);
  if (fate === "waiting") return [again];
  const drop = element("button", { type: "button", onclick: () => onDrop(message) }, "bỏ tin này");
  return [element("span", {}, sentence), ...(message?.isHopeless ? [] : [again]), drop];
}

const unseen = (text) => element("span", { class: "unseen" }, text);

function typingDots() {
  // Not for the ear: the answer itself is read out a moment later.
  const dots = element("div", { class: "bubble dots" }, ...[1, 2, 3].map(() => element("i")));
  return element("div", { class: "line theirs typing", "aria-hidden": "true" }, dots);
}
