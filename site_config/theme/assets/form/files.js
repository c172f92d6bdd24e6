/* The files of a contribution: to copy, to download, to open at the repository's host. Nothing is sent from here. */

import { amended } from "./amend.js";
import { path } from "./basket.js";
import { changes } from "./changes.js";
import { button, confirmOn, make } from "./dom.js";
import { filled, say } from "./say.js";
import { recordText } from "./yaml.js";
import { zip } from "./zip.js";

const LONGEST = 7500; /* hosts refuse addresses of more than about 8,000 characters */

/* The text of a record as it will stand in its file. */
export function textOf(groups, record) {
  const { type, vocabulary, values, original } = record;
  return original ? amended(groups[type], type, vocabulary, original.text, values) : recordText(groups[type], type, vocabulary, values);
}

function download(name, blob) {
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const baseName = (of) => of.split("/").pop();

/* Where the host opens a new file with this text; nothing where that would be too long an address. */
function newAddress(host, of, text) {
  if (!host.new) return null;
  const address = filled(host.new, { path: encodeURIComponent(of), text: encodeURIComponent(text) });
  return address.length <= LONGEST ? address : null;
}

const outside = (href, words) => make("a", { href, className: "k-button", target: "_blank", rel: "noopener nofollow" }, words);

function copier(text, words = say("form.copy")) {
  const node = button(words, () => navigator.clipboard.writeText(text).then(() => confirmOn(node, say("form.copied")), () => {}));
  return node;
}

function fileBox(host, record, of, text, alone) {
  const edit = record.original && host.edit && filled(host.edit, { path: of.split("/").map(encodeURIComponent).join("/") });
  const opened = !record.original && alone && newAddress(host, of, text);
  return make("li", { className: "k-file" },
    make("p", { className: "k-path" }, make("code", {}, of)),
    make("p", { className: "k-actions" }, copier(text), button(say("form.download"), () => download(baseName(of), new Blob([text], { type: "text/yaml" }))),
      edit && outside(edit, say("form.open_edit")), opened && outside(opened, say("form.open_new"))),
    record.original && changeList(record.original.text, text),
    make("pre", { tabindex: "0", role: "group", "aria-label": of }, make("code", {}, text)));
}

/* What a correction changes, for the eye: the lines that go and those that come. */
function changeList(before, after) {
  const lines = changes(before, after).filter(({ mark }) => mark !== " ");
  if (!lines.length) return make("p", { className: "k-hint" }, say("form.unchanged"));
  return make("ul", { className: "k-changes", "aria-label": say("form.changes") }, lines.map(({ mark, text }) =>
    make("li", {}, make(mark === "-" ? "del" : "ins", {}, text.trim()))));
}

/* How to hand it in, in the order of the steps. */
function steps(host, records, files) {
  const fresh = records.filter((record) => !record.original);
  const way = records.length > 1 ? "several" : fresh.length ? (newAddress(host, ...files[0]) ? "one" : "long") : "correction";
  const known = host.upload || way === "one" || (way === "correction" && host.edit) ? way : "elsewhere";
  return make("ol", {}, say(`form.steps.${known}`).split("\n").map((step) => make("li", {}, step)));
}

/* The whole panel. */
export function filesPanel(groups, host, records) {
  const files = records.map((record) => [path(record), textOf(groups, record)]);
  const whole = files.length > 1 && button(say("form.download_all", { number: files.length }), () => download("kronik-contribution.zip", zip(files)), { className: "k-button k-button--first" });
  return [
    steps(host, records, files),
    make("p", { className: "k-actions" }, whole, (files.length > 1 || !host.new) && host.upload && outside(host.upload, say("form.open_upload"))),
    make("ul", { className: "k-files" }, files.map(([of, text], n) => fileBox(host, records[n], of, text, files.length === 1))),
  ];
}
