/* The published JSON Schema of a record type as the form reads it: groups of fields, in canonical order. */

/* One kind of value: what a field holds, or an item of its list. */
function kindOf(schema, groups) {
  if (schema.$ref) return groupKind(schema.$ref.split("/").pop(), groups);
  if ("const" in schema) return { kind: "const", value: schema.const };
  if (schema.enum) return { kind: "word", words: schema.enum };
  if (schema["x-kronik-reference"]) return { kind: "reference", of: schema["x-kronik-reference"] };
  if (schema["x-kronik-type"]) return { kind: schema["x-kronik-type"] };
  if (schema.patternProperties) return { kind: "names" };
  if (schema.contentMediaType) return { kind: "prose" };
  if (schema.format) return { kind: { edtf: "date", date: "day", uri: "url" }[schema.format] || "text" };
  if (schema.type === "array" && (schema.maxItems === 2 || Array.isArray(schema.items))) return { kind: "range" };
  const types = [schema.type].flat();
  if (types.includes("integer")) return { kind: "whole" };
  if (types.includes("number") && !types.includes("boolean")) return { kind: schema.minimum === 0 ? "count" : "number" };
  return { kind: schema.pattern ? "id" : "text" };
}

/* A group; some may be written as a bare id. */
function groupKind(name, groups) {
  const group = groups[name];
  return { kind: "group", group: name, bare: group.bare };
}

function fieldOf(key, schema, required, groups) {
  const [one, many] = schema.anyOf || [];
  const list = many && many.type === "array" ? many : schema.type === "array" && schema.maxItems !== 2 ? schema : null;
  const value = kindOf(list ? list.items : one && !schema.$ref ? one : schema, groups);
  return { ...value, key, list: Boolean(list), single: Boolean(many && list), required, help: schema.description || "" };
}

function groupOf(name, schema, groups) {
  const whole = schema.anyOf ? schema.anyOf[1] : schema, required = whole.required || [];
  const rules = (word) => (whole.allOf || []).filter((rule) => rule[word])
    .map((rule) => rule[word].map((option) => option.required[0]));
  return {
    name,
    bare: schema.anyOf ? kindOf(schema.anyOf[0], groups) : null,
    help: whole.description || "",
    choices: rules("oneOf"),
    some: rules("anyOf"),
    fields: () => Object.entries(whole.properties).map(([key, of]) => fieldOf(key, of, required.includes(key), groups)),
  };
}

/* All groups of a type by name; the record itself under the type's own name. */
export function groupsOf(schema) {
  const groups = {};
  const named = [...Object.entries(schema.definitions || {}), [schema.title, schema]];
  named.forEach(([name, of]) => { groups[name] = groupOf(name, of, groups); });
  Object.values(groups).forEach((group) => { group.fields = group.fields(); });
  return groups;
}
