// The side of the page: who one is, the demo's people and clock, the theme; on a phone it slides in from the left.

import { byId, element, memory } from "./elements.js";
import { dayOf, fullDay, hourOf, minutesToMorning, shortDay } from "./time.js";

const WIDE = matchMedia("(min-width: 900px)");
const THEMES = ["auto", "light", "dark"];

export class Office {
  /** `on` holds what its buttons do: become(address), enterChat(address, group), forward(minutes), reset(), leave(). */
  constructor(on) {
    this.on = on;
    this.panel = byId("office");
    byId("menu").addEventListener("click", () => this.open());
    byId("strip").addEventListener("click", () => this.open());
    byId("menu-close").addEventListener("click", () => this.shut());
    byId("scrim").addEventListener("click", () => this.shut());
    addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#isOpen) this.shut();
    });
    WIDE.addEventListener("change", () => this.#lay(false));
    byId("leave").addEventListener("click", () => on.leave());
    byId("demo").addEventListener("click", (event) => this.#clockButton(event.target));
    this.#themes();
    this.#lay(false);
  }

  /** Shows whose page this is. */
  show({ me, office, demo, people, groups }, group) {
    byId("office-name").textContent = office;
    byId("me").hidden = demo;
    byId("demo").hidden = !demo;
    byId("strip").hidden = !demo;
    byId("me-name").textContent = me.name;
    byId("me-role").textContent = me.role;
    byId("me-union").textContent = me.union;
    byId("bar-title").textContent = group?.name ?? "Trợ lý công đoàn";
    byId("bar-note").textContent = [me.name, me.role].filter(Boolean).join(" · ") || office;
    byId("chats-part").hidden = groups.length === 0;
    const chats = [{ id: null, name: "Trợ lý", about: "nhắn riêng" }, ...groups.map((one) => ({ ...one, about: "nhóm, mọi người cùng đọc" }))];
    byId("chats").replaceChildren(...chats.map((chat) => this.#chat(chat, me, group)));
    byId("people").replaceChildren(...people.map((person) => this.#person(person, me)));
  }

  /** Shows the office's time. */
  tick(now) {
    this.now = now;
    const [hour, day] = [hourOf(now), fullDay(dayOf(now))];
    const words = `${hour} ${day}`;
    if (byId("clock").dataset.words === words) return;
    byId("clock").dataset.words = words;
    byId("clock").replaceChildren(element("strong", {}, hour), element("span", {}, day));
    byId("strip-clock").textContent = `${hour} · ${shortDay(dayOf(now))}`;
  }

  open() {
    this.#lay(true);
    byId("menu-close").focus();
  }

  shut() {
    const wasOpen = this.#isOpen;
    this.#lay(false);
    if (wasOpen) byId("menu").focus();
  }

  get #isOpen() {
    return document.documentElement.classList.contains("menu-open");
  }

  // What is out of sight is out of reach of the keyboard and of a screen reader too.
  #lay(open) {
    const over = open && !WIDE.matches;
    document.documentElement.classList.toggle("menu-open", over);
    byId("scrim").hidden = !over;
    byId("talk").inert = over;
    this.panel.inert = !over && !WIDE.matches;
    byId("menu").setAttribute("aria-expanded", String(over));
  }

  #person(person, me) {
    const about = [person.role, person.union].filter(Boolean).join(", ");
    const become = () => this.on.become(person.address);
    return choice(initial(person.name), person.name, about, person.address === me.address, become);
  }

  #chat(chat, me, group) {
    const enter = () => this.on.enterChat(me.address, chat.id);
    return choice(chat.id ? "#" : "@", chat.name, chat.about, chat.id === (group?.id ?? null), enter);
  }

  async #clockButton(button) {
    if (!button.closest(".clock-buttons") || button.tagName !== "BUTTON") return;
    const buttons = byId("demo").querySelectorAll(".clock-buttons button");
    for (const one of buttons) one.disabled = true;
    try {
      const { forward, morning } = button.dataset;
      const minutes = morning === undefined ? Number(forward) : minutesToMorning(this.now);
      await (minutes ? this.on.forward(minutes) : this.on.reset());
    } finally {
      for (const one of buttons) one.disabled = false;
      button.focus();
    }
  }

  #themes() {
    const chosen = memory.recall("theme");
    for (const theme of THEMES) {
      const radio = document.querySelector(`input[name="theme"][value="${theme}"]`);
      radio.checked = theme === (THEMES.includes(chosen) ? chosen : "auto");
      radio.addEventListener("change", () => dress(theme));
    }
    dress(THEMES.includes(chosen) ? chosen : "auto");
  }
}

/** One of several that one can be, or where one can be; the one that is so now is marked. */
function choice(mark, name, about, chosen, onclick) {
  const button = element(
    "button",
    { type: "button", onclick },
    element("span", { class: "initial", "aria-hidden": "true" }, mark),
    element("span", { class: "person-words" }, element("strong", {}, name), element("span", {}, about)),
  );
  if (chosen) button.setAttribute("aria-current", "true");
  return element("li", {}, button);
}

/** The first letter of the name by which a Vietnamese is called, the last word. */
const initial = (name) => [...(name.trim().split(/\s+/).at(-1) ?? "")][0]?.toUpperCase() ?? "";

function dress(theme) {
  const root = document.documentElement;
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  memory.remember("theme", theme);
}
