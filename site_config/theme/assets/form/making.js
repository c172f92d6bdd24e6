/* Records for the contribution: blank ones, those that a field asks for, published ones to be corrected. */

import * as basket from "./basket.js";
import { say } from "./say.js";
import { dataFile, isPerson, isThere, state, today } from "./state.js";

const hasKey = (type, key) => state.groups[type][type].fields.some((field) => field.key === key);
const vocabularyOf = (type) => state.description.types.find((one) => one.type === type).vocabulary;

export function blank(type, values = {}) {
  const consts = state.groups[type][type].fields.filter((field) => field.kind === "const").map((field) => [field.key, field.value]);
  const dated = hasKey(type, "added") ? { added: today() } : {};
  return basket.newRecord(type, vocabularyOf(type), { ...Object.fromEntries(consts), ...values, ...dated });
}

/* A record of what was typed into a field that found nothing. */
export function named(type, name, field) {
  const kind = type === "actor" && field.key === "outlet" ? { kind: "outlet" } : {};
  return blank(type, { ...(hasKey(type, "name") ? { name } : { title: name }), ...kind });
}

export const proposed = (record) => basket.proposed(record, { has: isThere, isPerson, records: state.records });

export function add(record) {
  state.records.push(record);
  if (!record.original && !record.id) record.id = proposed(record);
  return record;
}

/* A published record, by its address: its file lies in a drawer. */
export async function correction(address) {
  const [vocabulary, id] = address.split("/");
  const there = state.records.find((record) => record.original && record.vocabulary === vocabulary && record.id === id);
  if (there) return there;
  const [{ readYaml }, drawer] = await Promise.all([import("./amend.js"), dataFile(`records/${drawerOf(address)}`)]);
  const [path, text] = Object.hasOwn(drawer, address) ? drawer[address] : [];
  if (!text) throw new Error(say("form.no_record", { id: id ?? address }));
  const values = readYaml(text);
  const type = vocabulary === "events" ? values.kind : state.description.types.find((one) => one.vocabulary === vocabulary).type;
  return add(basket.newRecord(type, vocabulary, values, { id, byHand: true, original: { path, text } }));
}

/* FNV-1a, as `choices.py` has it. */
function drawerOf(address) {
  let found = 0x811c9dc5;
  new TextEncoder().encode(address).forEach((byte) => { found = Math.imul(found ^ byte, 0x01000193) >>> 0; });
  return found % state.description.drawers;
}
