/* Relations that run in a circle, over what is published and the basket: `checks/loops.py`, step for step. */

import { told } from "./values.js";

const list = (value) => (value === undefined ? [] : [value].flat());

/* The steps that a record of the basket takes by each relation: where it is written, and to which id. */
function stepsOf({ vocabulary, values }) {
  const claims = list(values.claims);
  const at = (items, place, id) => items.map((item, n) => ({ loc: place(n), target: id(item) }));
  if (vocabulary === "actors") {
    const roles = at(list(values.roles), (n) => ["roles", n, "of"], (role) => role.of);
    return { part: [{ loc: ["part_of"], target: values.part_of }, ...roles] };
  }
  if (vocabulary === "sources") {
    return { derivation: at(list(values.derived_from), (n) => ["derived_from", n, "source"], (step) => step.source) };
  }
  return {
    relation: at(list(values.related), (n) => ["related", n, "event"], (one) => (one.relation === "see-also" ? undefined : one.event)),
    part: [{ loc: ["part_of"], target: values.part_of }],
    reliance: claims.flatMap((claim, c) => at(list(claim.relies_on), (n) => ["claims", c, "relies_on", n], (one) => one.statement || (typeof one === "string" ? one : undefined))),
  };
}

/* All steps of a relation within a vocabulary, by id in the order of ids. */
function graphOf({ columns, own }, relation, steps) {
  const graph = new Map();
  const ids = own.size ? [...new Set([...columns.id, ...own.keys()])].sort() : columns.id;
  ids.forEach((id) => {
    const record = own.get(id), published = columns.leads[id]?.[relation] || [];
    const of = record ? (steps.get(record)?.[relation] || []).map((step) => ({ ...step, record })) : published.map((target) => ({ target }));
    graph.set(id, of.filter(({ target }) => target));
  });
  return graph;
}

/* Each step that closes a circle, with the ids around it. Depth first, without recursion. */
function* circles(graph) {
  const done = new Set();
  for (const start of graph.keys()) {
    if (done.has(start)) continue;
    const trail = new Map(), way = [];
    const enter = (id) => { trail.set(id, graph.get(id)[Symbol.iterator]()); way.push(id); };
    enter(start);
    while (way.length) {
      const { value: step, done: over } = trail.get(way.at(-1)).next();
      if (over) {
        done.add(way.at(-1));
        trail.delete(way.pop());
      } else if (trail.has(step.target)) {
        yield [step, [...way.slice(way.indexOf(step.target)), step.target]];
      } else if (!done.has(step.target) && graph.has(step.target)) {
        enter(step.target);
      }
    }
  }
}

const circle = (ids) => (ids.length <= 8 ? ids : [...ids.slice(0, 4), "…", ...ids.slice(-3)]).join(" → ");

const RULES = [
  ["events", "relation", "relation-loop"], ["events", "part", "part-loop-events"], ["events", "reliance", "reliance-loop"],
  ["actors", "part", "part-loop-actors"], ["sources", "derivation", "derivation-loop"],
];

/* For each record of the basket the circles that close in it; nothing is searched where no record takes such a step. */
export function loops(records, world) {
  const found = new Map(records.map((record) => [record, []]));
  const steps = new Map(records.filter(Boolean).map((record) => [record, stepsOf(record)]));
  RULES.forEach(([vocabulary, relation, sentence]) => {
    const takes = [...steps].some(([record, of]) => record.vocabulary === vocabulary && (of[relation] || []).some(({ target }) => target));
    if (!takes) return;
    for (const [step, ids] of circles(graphOf(world[vocabulary], relation, steps))) {
      if (found.has(step.record)) found.get(step.record).push({ loc: step.loc, ...told(sentence, { circle: circle(ids) }) });
    }
  });
  return records.map((record) => [...found.get(record), ...(record ? passages(record, world, steps) : [])]);
}

/* A passage of a source that was taken from what rests on that very source. */
function passages(record, world, steps) {
  if (record.vocabulary !== "events") return [];
  const cited = list(record.values.sources).flatMap(({ source, via }, at) => list(via).map((one, n) => ({ source, loc: ["sources", at, "via", n], first: one.source || one })));
  if (!cited.length) return [];
  const graph = graphOf(world.sources, "derivation", steps);
  return cited.filter(({ first, source }) => graph.has(first) && reached(graph, first).has(source))
    .map(({ first, source, loc }) => ({ loc, ...told("derivation-loop", { circle: [source, first, source].join(" → ") }) }));
}

function reached(graph, start) {
  const seen = new Set([start]), left = [start];
  while (left.length) {
    (graph.get(left.pop()) || []).forEach(({ target }) => {
      if (!seen.has(target)) { seen.add(target); left.push(target); }
    });
  }
  return seen;
}
