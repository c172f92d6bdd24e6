/* A label, its help, a control, what the control's value means, and what is wrong with it. */

import { make, newId } from "./dom.js";
import { knows, say } from "./say.js";

/* What a key is called: in its group, or anywhere. */
export function labelOf(group, key) {
  const own = `form.keys.${group}.${key}`;
  return knows(own) ? say(own) : knows(`form.keys.any.${key}`) ? say(`form.keys.any.${key}`) : key.replaceAll("_", " ");
}

/* Help that only says the label again is none. */
const bare = (text) => text.toLowerCase().replace(/^(an?|the) |\.$/g, "");
const telling = (help, label) => (help && bare(help) !== bare(label) ? help : "");

/* `control` is the element that takes the focus; `box` what stands in the row, if that is more. */
export function row({ label, help: offered, required, quiet }, control, box = control) {
  const help = telling(offered, label);
  const id = newId(), said = make("p", { className: "k-said", id: `${id}-said` }), fault = make("p", { className: "k-fault", id: `${id}-fault` });
  control.id = id;
  control.setAttribute("aria-describedby", `${help ? `${id}-hint ` : ""}${id}-said ${id}-fault`);
  if (required) control.setAttribute("aria-required", "true");
  const node = make("div", { className: "k-field" },
    make("label", { for: id, className: quiet ? "k-hidden" : null }, label, required ? make("b", { "aria-hidden": "true" }, " *") : null),
    help && make("p", { className: "k-hint", id: `${id}-hint` }, help), box, said, fault);
  return {
    node,
    said: (...words) => said.replaceChildren(...words),
    fault: (problems) => showFault(fault, control, problems),
  };
}

/* The sentences of the checks, with their code. */
export function showFault(place, control, problems) {
  place.replaceChildren(...problems.flatMap((problem, n) => [
    ...(n ? [make("br")] : []), `${problem.message}: ${problem.hint} `, make("code", {}, problem.code),
  ]));
  place.classList.toggle("k-fault--warning", problems.length > 0 && problems.every((problem) => problem.severity === "warning"));
  if (control) control.setAttribute("aria-invalid", String(problems.some((problem) => problem.severity === "error")));
}
