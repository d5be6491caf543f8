// A stand-in for the program that @openclaw/zalo is a part of, so that its client of the Bot API runs alone: what the
// client itself calls does the obvious, and the rest of the program's names exist and do nothing.
import {readdirSync, readFileSync} from 'node:fs';

const DIST = new URL('./node_modules/@openclaw/zalo/dist/', import.meta.url);
const HOST = 'openclaw/plugin-sdk/';
const REAL = {
  resolveTimerTimeoutMs: '(given, otherwise) => given ?? otherwise',
  assertOkOrThrowProviderError: `async (response, what) => {
    if (!response.ok) throw Object.assign(new Error(what), {name: \`HTTP \${response.status}\`});
  }`,
  readProviderJsonResponse: 'response => response.json()',
  formatErrorMessage: 'error => error.message',
  truncateUtf16Safe: '(text, most) => text.slice(0, most)',
  stripTargetKindPrefix: 'id => id',
  stripChannelTargetPrefix: 'id => id',
  createMessageReceiptFromOutboundResults: '() => ({})',
  resolvePinnedHostnameWithPolicy: 'async () => ({})',
};
const NOTHING = 'new Proxy(class {}, {get: (it, key) => key === Symbol.toPrimitive ? () => "" : key in it ? it[key] : NOTHING,'
  + ' apply: () => NOTHING, construct: () => NOTHING})';

const names = {};
for (const folder of [DIST, new URL('.setup/', DIST)]) {
  for (const file of readdirSync(folder).filter(name => /\.m?js$/.test(name))) {
    const found = readFileSync(new URL(file, folder), 'utf8').matchAll(/(?:import|export) \{([^}]*)\} from "([^"]+)"/g);
    for (const [, list, module] of found) {
      for (const name of list.split(',')) (names[module] ??= new Set()).add(name.trim().split(' as ')[0]);
    }
  }
}

export async function resolve(specifier, context, next) {
  if (!specifier.startsWith(HOST)) return next(specifier, context);
  const lines = [...(names[specifier] ?? [])].map(name => `export const ${name} = ${REAL[name] ?? 'NOTHING'};`);
  const source = `const NOTHING = ${NOTHING};\n${lines.join('\n')}`;
  return {url: `data:text/javascript,${encodeURIComponent(source)}`, shortCircuit: true};
}
