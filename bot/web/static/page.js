// Where the page begins: who is here, then their conversation; and what happens when that changes.

import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { byId, memory } from "./elements.js";
import { Office } from "./office.js";
import { Refusal, server } from "./server.js";
import { OfficeClock } from "./time.js";

const RETRY_MS = 3_000;
const NOTICE_MS = 4_000;

const clock = new OfficeClock();
const composer = new Composer();
const office = new Office({ become, enterChat, forward, reset, leave });
let conversation = null;
let turn = 0;

/** Opens the conversation of whoever the address bar or the cookie names. */
async function start() {
  turn += 1;
  const mine = turn;
  conversation?.close();
  conversation = null;
  try {
    const who = await server.me(named());
    if (mine === turn) await enter(who);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (mine === turn) stayOutside(error);
  }
}

async function enter(who) {
  clock.tell(who.now);
  const group = who.groups.find(({ id }) => id === shownGroup()) ?? null;
  office.show(who, group);
  show("app");
  tick();
  const dropMax = who.drop_max;
  conversation = new Conversation({ me: who.me, group, dropMax, clock, composer, onAccount: start, onNow: told });
  composer.focus();
  await conversation.open();
}

function stayOutside(refusal) {
  if (refusal.status === 401) {
    byId("join-office").textContent = refusal.answer.office ?? "";
    show("join");
    byId("code").focus();
  } else if ((refusal.status === 400 || refusal.status === 409) && named()) {
    history.replaceState(null, "", "/");
    start();
  } else {
    const words = `${refusal.message} Trang sẽ tự thử lại.`;
    byId(byId("app").hidden ? "starting" : "connection").textContent = words;
    const mine = turn;
    setTimeout(() => mine === turn && start(), RETRY_MS);
  }
}

function show(view) {
  for (const one of ["app", "join", "starting"]) byId(one).hidden = one !== view;
}

/** In the demo the address names the person, so that two windows can be two people. */
const named = () => new URLSearchParams(location.search).get("as");

/** In the demo the address also names the group chat that is open. */
const shownGroup = () => new URLSearchParams(location.search).get("in");

function goTo(address, group) {
  office.shut();
  history.replaceState(null, "", `/?${new URLSearchParams({ as: address, ...(group && { in: group }) })}`);
  return start();
}

/** The person's own conversation with the assistant, or a group chat. */
async function enterChat(address, group) {
  await goTo(address, group);
}

async function become(address) {
  await goTo(address, shownGroup());
  // For the next window that is opened; this one is already who it is.
  await server.become(address).catch(ignored);
}

async function forward(minutes) {
  await moved(server.forward(minutes));
}

async function reset() {
  await moved(server.resetClock());
}

async function moved(answer) {
  try {
    told((await answer).now);
    say(`Giờ văn phòng: ${byId("strip-clock").textContent}`);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.message);
  }
}

/** The account leaves this browser, with everything the page kept here. */
async function leave() {
  try {
    await server.leave();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.message);
    return;
  }
  for (const kind of ["unsent", "draft", "read"]) for (const name of memory.names(`${kind}.`)) memory.forget(name);
  office.shut();
  await start();
}

function told(now) {
  clock.tell(now);
  tick();
}

function tick() {
  office.tick(clock.now());
  conversation?.tick();
}

/** A word in passing, seen and heard. */
function say(text) {
  const notice = byId("notice");
  notice.textContent = text;
  setTimeout(() => {
    if (notice.textContent === text) notice.textContent = "";
  }, NOTICE_MS);
}

function ignored(error) {
  if (!(error instanceof Refusal)) throw error;
}

byId("join-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  byId("join-error").textContent = "";
  try {
    await server.join(byId("code").value);
    byId("code").value = "";
    await start();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    byId("join-error").textContent = error.message;
    byId("code").focus();
  }
});

setInterval(tick, 1_000);
start();
