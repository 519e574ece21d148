import assert from "node:assert/strict";
import test from "node:test";

import { asked } from "../../assets/js/lint.js";

test("only fields that say something are asked about", () => {
  const fields = [
    { name: "role", value: " reader " },
    { name: "means", value: "to see & hear" },
    { name: "end", value: "  " },
    { name: "", value: "nothing" },
  ];
  const address = asked(new URL("http://tandem.test/shelf/stories/lint"), fields);
  assert.equal(address.href, "http://tandem.test/shelf/stories/lint?role=reader&means=to+see+%26+hear");
});
