// One person's conversation while it is on the page: what was said, what is new, what waits to be sent.

import { names } from "./composer.js";
import { byId, memory } from "./elements.js";
import { chipsOf, Lines } from "./lines.js";
import { Outbox } from "./outbox.js";
import { Refusal, server } from "./server.js";
import { Stream } from "./stream.js";
import { dayOf } from "./time.js";
import { Uploads } from "./uploads.js";

const EXAMPLES = [
  "Năm nay chỉ tiêu kết nạp đoàn viên là bao nhiêu?",
  "Báo cáo gửi cho ai, bao lâu một lần?",
  "Trợ lý làm được những gì?",
];
const EXAMPLES_IN_GROUP = [
  "@Trợ lý năm nay chỉ tiêu kết nạp đoàn viên là bao nhiêu?",
  "@Trợ lý báo cáo gửi cho ai, bao lâu một lần?",
];
const WELCOME =
  "Hỏi chương trình, chỉ tiêu, chế độ báo cáo: đồng chí nhắn như nói chuyện, có dấu hay không dấu đều được.";
const WELCOME_IN_GROUP =
  "Mọi người trong nhóm cùng đọc. Trợ lý chỉ đáp khi được gọi “@Trợ lý”; số liệu, việc riêng xin nhắn riêng cho trợ lý.";
const TITLE = "Trợ lý công đoàn";
const LOST_SHOWN_AFTER_MS = 1_200;

export class Conversation {
  #more = false;
  #fetching = false;
  #closed = false;
  #lost = null;

  /**
   * `dropMax` is how many bytes a document of theirs may have; nothing where theirs are not taken.
   * `onAccount` is told when the server no longer takes us for this account, `onNow` what time the office has.
   */
  constructor({ me, group, dropMax, clock, composer, onAccount, onNow }) {
    this.me = me;
    this.group = group;
    this.place = { as: me.address, in: group?.id };
    this.key = group ? `${me.address}@${group.id}` : me.address;
    this.title = group?.name ?? TITLE;
    this.clock = clock;
    this.onAccount = onAccount;
    this.onNow = onNow;
    this.lines = new Lines({
      place: this.place,
      inGroup: Boolean(group),
      onSay: (text) => {
        this.say(text, Boolean(group) && !names(text));
        composer.focus();
      },
      onAnswer: (text) => composer.answer(text),
      onOlder: () => this.#older(),
      onRead: (count, stamp) => this.#read(count, stamp),
      onAgain: (message) => (message.file ? this.uploads.add(message) : this.outbox.again(message)),
      onDrop: (message) => this.#drop(message),
    });
    this.outbox = new Outbox(this.place, this.key, {
      onFate: (message, fate, sentence) => this.lines.fate(message, fate, sentence),
      onAccount,
    });
    this.uploads = new Uploads(this.place, dropMax, {
      onFate: (message, fate, sentence) => this.lines.fate(message, fate, sentence),
      onAccount,
    });
    const takes = dropMax && !group;
    composer.serve(this.key, Boolean(group), {
      onSay: (text, answers) => this.say(text, answers),
      onFiles: takes ? (files) => this.#drops(files) : null,
    });
  }

  /** Shows what was said and then listens. Raises `Refusal` when that cannot be had. */
  async open() {
    byId("log").setAttribute("aria-busy", "true");
    const { lines, more } = await server.transcript(this.place);
    if (this.#closed) return;
    this.#more = more;
    this.tick();
    this.lines.open(lines, memory.recall(`read.${this.key}`));
    for (const line of lines) this.#arrived(line);
    for (const message of this.outbox.messages) this.lines.own(message, this.#officeTime());
    this.#welcome();
    byId("log").setAttribute("aria-busy", "false");
    this.outbox.send();
    this.stream = new Stream({
      place: this.place,
      after: () => this.lines.lastStamp,
      onLine: (line) => this.#heard(line),
      onNow: (now) => this.onNow(now),
      onState: (state) => this.#connection(state),
      check: () => this.#check(),
    });
    this.#older();
  }

  say(text, answers = false) {
    const message = this.outbox.add(text, answers);
    this.lines.own(message, this.#officeTime());
    this.#welcome();
  }

  #drops(files) {
    for (const message of [...files].map((file) => this.uploads.make(file))) {
      this.lines.own(message, this.#officeTime());
      this.uploads.add(message);
    }
    this.#welcome();
  }

  /** The office's clock went on: days may be called otherwise. */
  tick() {
    this.lines.today(dayOf(this.clock.now()));
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#lost);
    this.stream?.close();
    this.outbox.close();
    this.uploads.close();
    this.lines.close();
    this.#show("");
    byId("older").replaceChildren();
    byId("welcome").hidden = true;
    document.title = TITLE;
  }

  #heard(line) {
    this.#arrived(line);
    this.lines.add(line);
    this.#welcome();
  }

  // The server has it, even if its answer to our sending was lost on the way.
  #arrived(line) {
    if (line.direction === "in") this.outbox.drop(line.id.slice("in/".length));
  }

  #drop(message) {
    this.outbox.drop(message.id);
    this.uploads.drop(message.id);
    this.lines.drop(message);
    this.#welcome();
  }

  async #older() {
    const log = byId("log");
    const wanted = log.scrollTop < 240;
    if (!this.#more || this.#fetching || this.#closed || !wanted || !this.lines.firstStamp) return;
    this.#fetching = true;
    byId("older").textContent = "Đang tải tin cũ…";
    log.setAttribute("aria-busy", "true");
    try {
      const { lines, more } = await server.transcript(this.place, this.lines.firstStamp);
      if (this.#closed) return;
      this.#more = this.lines.older(lines) > 0 && more;
      byId("older").textContent = "";
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (!this.#closed) byId("older").textContent = "Chưa tải được tin cũ, đồng chí cuộn lại sau ít giây.";
      return;
    } finally {
      this.#fetching = false;
      log.setAttribute("aria-busy", "false");
    }
    this.#older();
  }

  #read(count, stamp) {
    if (this.#closed) return;
    if (stamp) memory.remember(`read.${this.key}`, stamp);
    document.title = count > 0 ? `(${count}) ${this.title}` : this.title;
  }

  #welcome() {
    const shown = this.lines.empty;
    byId("welcome").hidden = !shown;
    if (!shown) return;
    byId("welcome-title").textContent = this.group?.name ?? `Kính chào đồng chí ${this.me.name}`.trim();
    byId("welcome-words").textContent = this.group ? WELCOME_IN_GROUP : WELCOME;
    const chips = chipsOf(
      (this.group ? EXAMPLES_IN_GROUP : EXAMPLES).map((text) => ({ label: text, says: text })),
      this.lines.on.onSay,
    );
    chips.setAttribute("aria-label", "Câu hỏi ví dụ");
    byId("examples").replaceChildren(...chips.children);
  }

  #connection(state) {
    clearTimeout(this.#lost);
    if (state === "open") {
      this.#show("");
      this.outbox.send();
      return;
    }
    this.#lost = setTimeout(() => this.#show("Mất kết nối, đang nối lại…"), LOST_SHOWN_AFTER_MS);
  }

  #show(text) {
    const box = byId("connection");
    if (box.textContent !== text) box.textContent = text;
  }

  async #check() {
    try {
      await server.me(this.me.address);
      return "open";
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.passing) return "unreachable";
      this.onAccount();
      return "gone";
    }
  }

  #officeTime() {
    return new Date(this.clock.now() + 7 * 60 * 60 * 1000).toISOString().replace("Z", "+07:00");
  }
}
