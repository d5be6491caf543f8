'use strict';
// A Telegram for the tests. npm's telegram-test-api keeps the messages, builds the updates and plays the people; this
// front answers the bot's side as Telegram documents it: types of answers, refusals, long polling, webhooks with a secret.
//
//   node peer.js          prints "up <port>" and listens on 127.0.0.1 until its standard input is closed

const http = require('http');
const busboy = require('busboy');
const express = require('express');
const TelegramServer = require('telegram-test-api');

const ME = {is_bot: true, first_name: 'Trợ lý', username: 'tro_ly_thu_bot', can_join_groups: true,
  can_read_all_group_messages: false, supports_inline_queries: false};
const LISTEN_STEP_MS = 15;
const REDELIVERIES = 300, REDELIVERY_MS = 100; // Telegram waits longer and longer; a test cannot

const now = () => Math.floor(Date.now() / 1000);
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
const attached = uploads => Object.fromEntries(Object.keys(uploads || {}).map(name => [name, `attach://${name}`]));
const parsed = value => (typeof value === 'string' && /^[[{]/.test(value) ? JSON.parse(value) : value);

class Refusal extends Error {
  constructor(code, description, parameters) {
    super(description);
    this.body = {ok: false, error_code: code, description, ...(parameters && {parameters})};
  }
}

class Peer extends TelegramServer {
  constructor() {
    super({host: '127.0.0.1', storeTimeout: 3600});
    this.forget();
    const inner = this.webServer;
    this.webServer = express();
    this.webServer.all('/bot:token/:method', uploads(this), express.json({limit: '60mb'}),
      express.urlencoded({extended: true, limit: '60mb'}), (req, res) => this.answer(req, res));
    this.webServer.get('/file/bot:token/:id', (req, res) => {
      const file = this.files[req.params.id];
      return file ? res.end(file) : res.status(404).json(new Refusal(404, 'Not Found').body);
    });
    this.webServer.use('/__', express.json({limit: '60mb'}), this.control());
    this.webServer.use(inner); // the people's side: /sendMessage, /sendCallback, /getUpdates
  }

  forget() {
    this.storage = {userMessages: [], botMessages: []};
    this.webhooks = {};
    Object.assign(this, {calls: [], delivered: [], faults: [], files: {}, menus: {}, queues: {}, listeners: {}, lines: {},
      taps: new Set(), met: new Set(), silent: new Set(), revoked: new Set(), moved: {}, wanted: {}});
  }

  // What the tests may do besides speaking as people.
  control() {
    const control = express.Router();
    control.post('/forget', (req, res) => { this.forget(); res.json({}); });
    control.get('/calls', (req, res) => res.json(this.calls));
    control.get('/delivered', (req, res) => res.json(this.delivered));
    control.post('/faults', (req, res) => { this.faults.push({times: 1, ...req.body}); res.json({}); });
    control.post('/files/:id', (req, res) => { this.files[req.params.id] = Buffer.from(req.body.base64, 'base64'); res.json({}); });
    control.post('/revoked/:token', (req, res) => { this.revoked.add(req.params.token); res.json({}); });
    control.post('/silent/:chat', (req, res) => { this.silent.add(req.params.chat); res.json({}); });
    control.delete('/silent/:chat', (req, res) => { this.silent.delete(req.params.chat); res.json({}); });
    control.post('/moved/:chat', (req, res) => { this.moved[req.params.chat] = req.body.to; res.json({}); });
    control.post('/updates/:token', (req, res) => {
      this.deliver(req.params.token, {update_id: this.updateId++, ...req.body}, req.query.malformed === undefined);
      res.json({});
    });
    return control;
  }

  // The bot's side.
  async answer(req, res) {
    const {token, method} = req.params, given = {...req.query, ...req.body};
    if (method !== 'getUpdates') this.calls.push({method, parameters: {...given, ...attached(req.uploads)}, uploads: req.uploads || {}});
    const fault = this.faults.find(f => f.method === method && f.times > 0);
    try {
      if (fault) fault.times -= 1;
      if (fault && fault.error_code) throw new Refusal(fault.error_code, fault.description, fault.parameters);
      this.admit(token, given);
      if (!this[`on_${method}`]) throw new Refusal(404, 'Not Found');
      const result = await this[`on_${method}`](given, token, req);
      if (fault && fault.hangs_up) return req.socket.destroy(); // taken, and nobody will know
      return res.json({ok: true, result});
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return res.status(error.body.error_code).json(error.body);
    }
  }

  admit(token, {chat_id: chat}) {
    if (!/^\d+:[\w-]{20,}$/.test(token)) throw new Refusal(404, 'Not Found');
    if (this.revoked.has(token)) throw new Refusal(401, 'Unauthorized');
    if (chat === undefined) return;
    if (this.moved[chat]) {
      throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {migrate_to_chat_id: this.moved[chat]});
    }
    if (this.silent.has(String(chat))) throw new Refusal(403, 'Forbidden: bot was blocked by the user');
    if (!this.met.has(String(chat))) throw new Refusal(400, 'Bad Request: chat not found');
  }

  on_getMe(given, token) { return {id: Number(token.split(':')[0]), ...ME}; }

  on_sendMessage(given, token) {
    if (!String(given.text || '').trim()) throw new Refusal(400, 'Bad Request: message text is empty');
    if (String(given.text).length > 4096) throw new Refusal(400, 'Bad Request: message is too long');
    return this.say(given, token);
  }

  on_sendPhoto(given, token) { return this.upload(given, token, 'photo'); }

  on_sendDocument(given, token) { return this.upload(given, token, 'document'); }

  upload(given, token, kind) {
    if (String(given.caption || '').length > 1024) throw new Refusal(400, 'Bad Request: message caption is too long');
    if (!given[kind]) throw new Refusal(400, `Bad Request: there is no ${kind} in the request`);
    return this.say({...given, [kind]: kind === 'photo' ? [{...given.photo, width: 1, height: 1}] : given[kind]}, token);
  }

  say(given, token) {
    const markup = parsed(given.reply_markup) || {};
    const buttons = (markup.inline_keyboard || []).flat();
    if (buttons.some(button => { const size = Buffer.byteLength(button.callback_data || ''); return size < 1 || size > 64; })) {
      throw new Refusal(400, 'Bad Request: BUTTON_DATA_INVALID');
    }
    const {message_id} = super.addBotMessage(given, token), chat = Number(given.chat_id);
    const {text, caption, photo, document} = given;
    return {message_id, date: now(), from: this.on_getMe({}, token),
      chat: chat < 0 ? {id: chat, type: 'supergroup', title: 'Tổ'} : {id: chat, type: 'private', first_name: 'An'},
      ...JSON.parse(JSON.stringify({text, caption, photo, document})), ...(markup.inline_keyboard && {reply_markup: markup})};
  }

  on_answerCallbackQuery({callback_query_id: id}) {
    if (!this.taps.has(String(id))) throw new Refusal(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid');
    return true;
  }

  on_sendChatAction() { return true; }

  on_setMyCommands({commands, scope}) {
    if (parsed(commands).some(({command}) => !/^[a-z0-9_]{1,32}$/.test(command))) throw new Refusal(400, 'Bad Request: BOT_COMMAND_INVALID');
    this.menus[parsed(scope).type] = parsed(commands);
    return true;
  }

  on_getMyCommands({scope}) { return this.menus[parsed(scope).type] || []; }

  on_getFile({file_id: id}) {
    if (!this.files[id]) throw new Refusal(400, 'Bad Request: wrong file_id or the file is temporarily unavailable');
    return {file_id: id, file_unique_id: id, file_path: id, file_size: this.files[id].length};
  }

  on_setWebhook({url, secret_token: secret, allowed_updates: wanted}, token) {
    if (secret !== undefined && !/^[\w-]{1,256}$/.test(secret)) throw new Refusal(400, 'Bad Request: secret token contains unallowed characters');
    this.webhooks[token] = {url, secret};
    this.want(token, wanted);
    const waiting = this.queues[token] || [];
    this.queues[token] = [];
    for (const update of waiting) this.deliver(token, update, false);
    return true;
  }

  on_deleteWebhook(given, token) { delete this.webhooks[token]; return true; }

  on_getWebhookInfo(given, token) {
    return {url: (this.webhooks[token] || {}).url || '', has_custom_certificate: false, pending_update_count: (this.queues[token] || []).length};
  }

  async on_getUpdates({timeout = 0, offset = 0, allowed_updates: wanted}, token, req) {
    if (this.webhooks[token]) throw new Refusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
    this.want(token, wanted);
    const mine = this.listeners[token] = Symbol('listener');
    for (const end = Date.now() + 1000 * Number(timeout); ; await sleep(LISTEN_STEP_MS)) {
      if (this.listeners[token] !== mine) throw new Refusal(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running');
      this.queues[token] = (this.queues[token] || []).filter(update => update.update_id >= Number(offset));
      const waiting = this.queues[token].slice(0, 100);
      if (waiting.length || Date.now() >= end || req.socket.destroyed) return waiting;
    }
  }

  want(token, kinds) { if (kinds !== undefined) this.wanted[token] = parsed(kinds); }

  // The people's side: what the package builds goes out through here.
  async addUserUpdate(update) {
    const formatted = TelegramServer.formatUpdate(update);
    this.updateId += 1;
    if (formatted.message) {
      delete formatted.message.botToken;
      formatted.message.date = formatted.message.date || now();
    } else {
      formatted.callback_query.chat_instance = '1';
      this.taps.add(formatted.callback_query.id);
    }
    this.deliver(update.botToken, formatted);
  }

  deliver(token, update, wellFormed = true) {
    const kind = Object.keys(update).find(name => name !== 'update_id');
    if (this.wanted[token] && !this.wanted[token].includes(kind)) return;
    const event = update[kind] || {}, chat = (event.chat || (event.message || {}).chat || {}).id;
    this.met.add(String(chat));
    if (wellFormed) this.delivered.push(update);
    if (!this.webhooks[token]) this.keep(token, update);
    else this.lines[chat] = (this.lines[chat] || Promise.resolve()).then(() => this.post(token, update));
  }

  keep(token, update) { (this.queues[token] = this.queues[token] || []).push(update); }

  // One update of a chat after the other, again and again until it is taken, wherever the webhook is by then.
  async post(token, update) {
    for (let tries = 0; tries < REDELIVERIES; tries += 1) {
      const {url, secret} = this.webhooks[token] || {};
      if (!url) return this.keep(token, update);
      const headers = {'Content-Type': 'application/json', ...(secret && {'X-Telegram-Bot-Api-Secret-Token': secret})};
      const answer = await fetch(url, {method: 'POST', headers, body: JSON.stringify(update)}).catch(() => ({ok: false}));
      if (answer.ok) return undefined;
      await sleep(REDELIVERY_MS);
    }
    return undefined;
  }

  async start() {
    this.server = http.createServer(this.webServer);
    await new Promise(resolve => this.server.listen(0, '127.0.0.1', resolve));
    return this.server.address().port;
  }
}

// Files come as multipart forms; each becomes what Telegram answers with, and its content can be fetched again.
const uploads = peer => (req, res, next) => {
  if (!(req.headers['content-type'] || '').startsWith('multipart/')) return next();
  const form = busboy({headers: req.headers, defParamCharset: 'utf8'});
  req.body = {};
  req.uploads = {};
  form.on('field', (name, value) => { req.body[name] = value; });
  form.on('file', (name, stream, {filename, mimeType}) => {
    const chunks = [];
    stream.on('data', chunk => chunks.push(chunk));
    stream.on('end', () => {
      const id = `file${Object.keys(peer.files).length + 1}`, content = peer.files[id] = Buffer.concat(chunks);
      req.body[name] = {file_id: id, file_unique_id: id, file_name: filename, mime_type: mimeType, file_size: content.length};
      req.uploads[name] = {name: filename, size: content.length};
    });
  });
  form.on('close', () => { req._body = true; next(); });
  return req.pipe(form);
};

process.stdin.on('end', () => process.exit(0)).resume();
new Peer().start().then(port => console.log(`up ${port}`));
