// What was said, as elements: text stays text, addresses can be followed, a verbatim sentence stands apart.

import { element } from "./elements.js";

const ADDRESS = /https?:\/\/[^\s<>"“”«»]+/gu;
const QUOTATION = /^[“"][^“”]+[”"][.;]?$/u;
const CLOSERS = { ")": "(", "]": "[" };

/** The pieces of a text: `{ text }` or `{ text, href }`. A full stop or a bracket after an address is not part of it. */
export function pieces(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    if (!isAddress(address)) continue;
    if (match.index > end) found.push({ text: text.slice(end, match.index) });
    found.push({ text: address, href: address });
    end = match.index + address.length;
  }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}

function trimmed(address) {
  let kept = address;
  for (;;) {
    const last = kept.at(-1);
    const opener = CLOSERS[last];
    const unopened = opener && kept.split(last).length > kept.split(opener).length;
    if (!unopened && !".,;:!?…'".includes(last)) return kept;
    kept = kept.slice(0, -1);
  }
}

function isAddress(text) {
  try {
    return ["http:", "https:"].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** A text as elements: paragraphs with their line breaks, and every line that is one quotation as a quotation. */
export function words(text) {
  const blocks = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const quoted = QUOTATION.test(line.trim());
    const last = blocks.at(-1);
    if (last && !last.quoted && !quoted) last.lines.push(line);
    else blocks.push({ quoted, lines: [line] });
  }
  return blocks.map(({ quoted, lines }) =>
    element(quoted ? "blockquote" : "p", {}, ...pieces(lines.join("\n")).map(piece)),
  );
}

const piece = ({ text, href }) =>
  href ? element("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, text) : text;
