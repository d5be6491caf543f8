// What the client inside @openclaw/zalo does when it is asked to; one try per line, one outcome per line.
import {readdirSync} from 'node:fs';
import {register} from 'node:module';
import {createInterface} from 'node:readline';

register('./host.mjs', import.meta.url);
const folder = new URL('./node_modules/@openclaw/zalo/dist/.setup/', import.meta.url);
const file = readdirSync(folder).find(name => name.startsWith('send-'));
const api = Object.fromEntries(Object.values(await import(new URL(file, folder))).map(one => [one.name, one]));

const {ZALO_TOKEN: token, ZALO_CHAT: chat} = process.env;
const quick = url => (url, request) => fetch(url, {...request, signal: AbortSignal.timeout(2000)});
const sent = answer => `message ${answer.result.message_id.length}`;
const SECRET = 's3cret_-of-the-hook';

const heard = ({result}) => result.message?.text ?? result.message?.photo_url ?? 'no message';

const TRIES = {
  'getMe': async () => (await api.getMe(token, 2000)).result.id,
  'getMe, bad token': async () => (await api.getMe('1459232241:wrong', 2000)).result.id,
  'getUpdates': async () => heard(await api.getUpdates(token, {timeout: 1})),
  'sendMessage': async ({text}) => sent(await api.sendMessage(token, {chat_id: chat, text}, quick())),
  'sendPhoto': async ({photo, text}) => sent(await api.sendPhoto(token, {chat_id: chat, photo, caption: text}, quick())),
  'sendChatAction': async () => Object.keys(await api.sendChatAction(token, {chat_id: chat, action: 'typing'})).join(' '),
  'setWebhook': async ({url}) => (await api.setWebhook(token, {url, secret_token: SECRET})).result.verification.outcome,
  'getWebhookInfo': async () => (await api.getWebhookInfo(token)).result.url,
  'deleteWebhook': async () => `url '${(await api.deleteWebhook(token)).result.url}'`,
};

async function outcome(given) {
  if (!TRIES[given.try]) return 'not offered';
  try {
    return String(await TRIES[given.try](given));
  } catch (error) {
    return `raises ${error.name}${error.isPollingTimeout ? ' (idle)' : ''}`;
  }
}

for await (const line of createInterface({input: process.stdin})) {
  console.log(JSON.stringify(await outcome(JSON.parse(line))));
}
