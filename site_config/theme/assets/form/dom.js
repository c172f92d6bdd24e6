/* Elements, made of texts alone: nothing a contributor writes is ever read as markup. */

export function make(tag, given = {}, ...children) {
  const node = document.createElement(tag);
  Object.entries(given).forEach(([name, value]) => {
    if (value === undefined || value === null || value === false) return;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name === "className" ? "class" : name, value);
  });
  node.append(...children.flat().filter((child) => child || child === 0));
  return node;
}

export const button = (words, onclick, given = {}) => make("button", { type: "button", onclick, ...given }, words);

let last = 0;

export const newId = () => `k-add-${(last += 1)}`;

/* A button's words change for a moment to say that it was done. */
export function confirmOn(node, words) {
  const before = node.textContent;
  node.textContent = words;
  setTimeout(() => { node.textContent = before; }, 2000);
}
