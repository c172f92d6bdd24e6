/* Prose, which may use a little Markdown: read by markdown-it as markdown-it-py reads it at build (`encode/grammar.py`). */

import "./vendor/markdown-it.min.js";
import { linkProblem } from "./chronicle.js";
import { cited } from "./say.js";
import { told, urlFault } from "./values.js";
import { isGroup } from "./yaml.js";

const KINDS = "event|actor|source|place|topic";
const markdown = globalThis.markdownit("commonmark").disable(["code", "fence", "hr", "reference"]);
markdown.validateLink = () => true;
markdown.normalizeLinkText = (text) => text;

let description;

export const learn = (given) => { description = given; };

export const recordOf = (address) => new RegExp(`^(${KINDS}):([a-z0-9]+(?:-[a-z0-9]+)*)$`).exec(address)?.slice(1);

export const parsed = (text) => markdown.parse(text, {});

const oneLine = (text) => text.replace(/[\t\n\r\x85 ]+/g, " ").replace(/^ | $/g, "");
const start = (token) => cited([...oneLine(token.content)].slice(0, 40).join(""));

function* faults(text) {
  for (const block of parsed(text)) {
    if (block.type === "html_block") yield `raw HTML ${start(block)}`;
    if (block.type === "heading_open") yield "a heading";
    if (block.map && block.level >= markdown.options.maxNesting - 1) yield "lists or block quotes too deep within each other";
    for (const token of block.children || []) {
      const what = inlineFault(token);
      if (what) yield what;
    }
  }
}

function inlineFault(token) {
  if (token.type === "html_inline") return `raw HTML ${start(token)}`;
  if (token.type === "image") return "a picture";
  if (token.type !== "link_open" || recordOf(token.attrGet("href"))) return null;
  const address = token.attrGet("href"), reason = urlFault(address);
  return reason && `a link to ${cited([...address].slice(0, 60).join(""))}: ${description.addresses.faults[reason]}`;
}

function links(text) {
  const tokens = parsed(text).flatMap((block) => block.children || []);
  return tokens.filter((token) => token.type === "link_open").map((token) => recordOf(token.attrGet("href"))).filter(Boolean);
}

/* Every prose text of a record with its place. */
function proses(groups, group, values, loc = []) {
  return group.fields.flatMap((field) => {
    const value = values[field.key], place = [...loc, field.key];
    if (value === undefined) return [];
    if (field.kind === "prose") return [[place, value]];
    const each = Array.isArray(value) ? value.map((one, n) => [one, [...place, n]]) : [[value, place]];
    return each.flatMap(([one, where]) =>
      (field.kind === "group" && isGroup(one) ? proses(groups, groups[field.group], one, where) : []));
  });
}

/* The problems of the prose of a record. */
export function prose(groups, record, world) {
  return proses(groups, groups[record.type], record.values).flatMap(([loc, text]) => [
    ...[...faults(text)].map((what) => ({ loc, ...told("markup", { what }) })),
    ...links(text).map(([kind, id]) => linkProblem(kind, id, world)).filter(Boolean).map((problem) => ({ loc, ...problem })),
  ]);
}

/* Prose as elements; links to records lead to their pages, refused ones are text. */
export function shownProse(text, root) {
  const box = document.createElement("div");
  let into = box;
  const open = (tag) => { const node = document.createElement(tag); into.append(node); into = node; return node; };
  const close = () => { into = into.parentNode; };
  const TAGS = { heading_open: "p", heading_close: "p" };
  const inline = (token) => {
    if (token.type === "link_open") {
      const address = token.attrGet("href"), record = recordOf(address), node = open("a");
      if (record) node.href = `${root}${record[0]}s/${record[1]}/`;
      else if (!urlFault(address)) { node.href = address; node.rel = "nofollow ugc noopener"; }
    } else if (token.type === "softbreak") into.append(" ");
    else if (token.type === "hardbreak") into.append(document.createElement("br"));
    else if (token.type === "code_inline") { open("code").textContent = token.content; close(); }
    else if (token.nesting === 1) open(token.tag);
    else if (token.nesting === -1) close();
    else into.append(token.content);
  };
  parsed(text).forEach((block) => {
    if (block.type === "inline") block.children.forEach(inline);
    else if (block.type === "html_block") { open("p").textContent = block.content; close(); }
    else if (block.nesting === 1) { if (!block.hidden) open(TAGS[block.type] || block.tag); }
    else if (block.nesting === -1 && !block.hidden) close();
  });
  return box;
}
