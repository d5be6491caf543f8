// What was said, as elements: text stays text, addresses can be followed, a verbatim sentence stands apart.

import { element } from "./elements.js";

const ADDRESS = /https?:\/\/[^\s<>"“”«»]+/gu;
const QUOTATION = /^[“"][^“”]+[”"][.;]?$/u;
const ITEM = /^[•–-] \S/u;
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

/** A text as elements: paragraphs with their line breaks; points of a list and quotations, each on a line, stand apart. */
export function words(text) {
  const blocks = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const kind = kindOf(line.trim());
    const last = blocks.at(-1);
    if (kind === "plain" && last?.kind === "plain") last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  }
  return blocks.map(({ kind, lines }) => block(kind, pieces(lines.join("\n")).map(piece)));
}

function kindOf(line) {
  if (QUOTATION.test(line)) return "quotation";
  return ITEM.test(line) ? "item" : "plain";
}

function block(kind, children) {
  if (kind === "quotation") return element("blockquote", {}, ...children);
  return element("p", kind === "item" ? { class: "item" } : {}, ...children);
}

const piece = ({ text, href }) =>
  href ? element("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, text) : text;
