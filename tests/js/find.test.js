import assert from "node:assert/strict";
import { test } from "node:test";
import { filtered, sorted } from "../../assets/page-find/results.js";

const groups = [
  { key: "languages", takes: "all", options: [["sv", "svenska"], ["fi", "finska"]], told: [["sv", "fi"], ["sv"], null] },
  { key: "operator", takes: "any", options: [["own", "egen"], ["choice", "privat"]], told: [["own"], ["choice"], ["own"]] },
];

test("a unit that has not told is hidden, counted, and shown when asked to", () => {
  const asked = { languages: ["fi"], operator: [] };
  assert.deepEqual(filtered(groups, asked, [], 3).shown, [0]);
  assert.deepEqual(filtered(groups, asked, [], 3).hidden, { languages: 1 });
  assert.deepEqual(filtered(groups, asked, ["languages"], 3).shown, [0, 2]);
  assert.deepEqual(filtered(groups, asked, ["languages"], 3).added, { languages: 1 });
});

test("counts say how many would be shown with an option, whatever else of its group is chosen", () => {
  const { counts } = filtered(groups, { languages: ["sv"], operator: ["own"] }, [], 3);
  assert.deepEqual(counts, { languages: { sv: 1, fi: 1 }, operator: { own: 1, choice: 1 } });
});

test("the nearest is first; what is said alike stands by name; without a place is last", () => {
  const away = [{ minutes: 9.6, metres: 14840 }, { minutes: 10.4, metres: 14760 }, { minutes: NaN, metres: NaN }, { minutes: 3, metres: 900 }];
  assert.deepEqual(sorted([0, 1, 2, 3], away, [1, 0, 2, 3]), [3, 1, 0, 2]);
  assert.deepEqual(sorted([0, 1, 2, 3], null, [1, 0, 3, 2]), [1, 0, 3, 2]);
  assert.deepEqual(sorted([0, 1, 2, 3], away, [1, 0, 2, 3], [3]), [1, 0, 2, 3], "without capacity none is the nearest");
});
