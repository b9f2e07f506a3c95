import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { constants } from "../../assets/constants.js";

test("what the browser imports is what Python reads", () => {
  const source = readFileSync(new URL("../../assets/constants.js", import.meta.url), "utf8");
  const [, body] = source.split("export const constants = ");
  assert.deepEqual(JSON.parse(body.trim().replace(/;$/, "")), constants);
});
