import assert from "node:assert/strict";
import { test } from "node:test";

import { MOST, pictures } from "../../assets/js/here.js";

const person = (name, mark) => ({ name, initials: name[0], role: "developer", mark });

test("each who is here has a picture, named with the role", () => {
  assert.deepEqual(pictures([person("Priya", null), person("Ines", "manager")]), [
    { text: "P", label: "Priya, developer", mark: null },
    { text: "I", label: "Ines, developer", mark: "manager" },
  ]);
  assert.deepEqual(pictures([]), []);
});

test("a crowd is counted, and its names can be read", () => {
  const people = ["Ada", "Bea", "Cem", "Dan", "Eva"].map((name) => person(name));
  const drawn = pictures(people);
  assert.equal(drawn.length, MOST);
  assert.deepEqual(drawn.at(-1), { text: "+2", label: "Dan, Eva" });
});
