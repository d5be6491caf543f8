// What was said, as elements: text stays text, addresses can be followed, telephone numbers called, a verbatim sentence stands apart.

import { element } from "./elements.js";

const LINK = /https?:\/\/[^\s<>"“”«»]+|(?<![\d.,/-])0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}(?![\d,/-])/gu;
const QUOTATION = /^[“"][^“”]+[”"][.;]?$/u;
const KINDS = [
  ["gap", /^$/u],
  ["item", /^[•–-] \S/u],
  ["summary", /^Tóm lược: /u], // our own words for a passage: set apart, but never like a quotation
  ["plain", /^/u],
];
const CLOSERS = { ")": "(", "]": "[" };

/** The pieces of a text: `{ text }` or `{ text, href }`. A full stop or a bracket after an address is not part of it. */
export function pieces(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const linked = match[0].startsWith("0") ? telephone(match[0]) : address(match[0]);
    if (!linked) continue;
    if (match.index > end) found.push({ text: text.slice(end, match.index) });
    found.push(linked);
    end = match.index + linked.text.length;
  }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}

const telephone = (number) => ({ text: number, href: `tel:${number.replace(/\D/gu, "")}` });

function address(found) {
  const kept = trimmed(found);
  return isAddress(kept) ? { text: kept, href: kept } : null;
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

/** A text as elements, one for each line; a quotation, a summary and a point of a list are each shown as what they are. */
export const words = (text) => text.split(/\r\n|\r|\n/).map((line) => block(line.trim(), pieces(line).map(piece)));

function block(line, children) {
  if (QUOTATION.test(line)) return element("blockquote", {}, ...children);
  const [kind] = KINDS.find(([, pattern]) => pattern.test(line));
  return element("div", { class: kind }, ...children);
}

function piece({ text, href }) {
  if (!href) return text;
  if (href.startsWith("tel:")) return element("a", { class: "telephone", href }, text);
  return element("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, text);
}
