/* Everything that has to know the description before it works, told at once. */

import * as chronicle from "./chronicle.js";
import * as checks from "./checks.js";
import * as dates from "./dates.js";
import * as ids from "./ids.js";
import * as likeness from "./likeness.js";
import * as prose from "./prose.js";
import * as say from "./say.js";
import * as values from "./values.js";

export function learn(description) {
  [say, dates, ids, likeness, values, checks, chronicle, prose].forEach((part) => part.learn(description));
}
