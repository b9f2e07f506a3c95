import assert from "node:assert/strict";
import { test } from "node:test";
import { clock, doors, weekday } from "../../assets/page-find/opening.js";

const DAY = [[480, 1020]];
const WEEK = [DAY, DAY, DAY, DAY, [[480, 720], [780, 900]], [], []];
const ALWAYS = Array(7).fill([[0, 1440]]);
const monday = "2026-11-30", friday = "2026-12-04", saturday = "2026-12-05";

test("the clock is the region's, wherever the reader is", () => {
  const instant = new Date("2026-11-29T23:30:00Z");
  assert.deepEqual(clock("Europe/Stockholm", instant), { date: monday, minute: 30 });
  assert.deepEqual(clock("Europe/London", instant), { date: "2026-11-29", minute: 1410 });
  assert.equal(weekday(monday), 0);
});

test("doors are open from the first minute to the last but not in it", () => {
  assert.deepEqual(doors(WEEK, [], [], { date: monday, minute: 480 }), { is: "open", date: monday, minute: 1020 });
  assert.deepEqual(doors(WEEK, [], [], { date: monday, minute: 479 }), { is: "closed", date: monday, minute: 480 });
  assert.deepEqual(doors(WEEK, [], [], { date: monday, minute: 1020 }), { is: "closed", date: "2026-12-01", minute: 480 });
  assert.deepEqual(doors(WEEK, [], [], { date: friday, minute: 740 }), { is: "closed", date: friday, minute: 780 });
  assert.deepEqual(doors(WEEK, [], [], { date: saturday, minute: 700 }), { is: "closed", date: "2026-12-07", minute: 480 });
});

test("a closure and a closed day stand before the week", () => {
  assert.deepEqual(doors(WEEK, [[monday, friday]], [], { date: monday, minute: 600 }), { is: "closed", until: friday });
  assert.deepEqual(doors(null, [[monday, friday]], [], { date: monday, minute: 600 }), { is: "closed", until: friday });
  assert.deepEqual(doors(WEEK, [], [monday], { date: monday, minute: 600 }), { is: "closed", date: "2026-12-01", minute: 480 });
  assert.deepEqual(doors(WEEK, [["2026-12-01", friday]], [], { date: monday, minute: 1100 }), { is: "closed", date: "2026-12-07", minute: 480 });
});

test("what is always open has no closing, but for a closed day to come", () => {
  assert.deepEqual(doors(ALWAYS, [], [], { date: monday, minute: 600 }), { is: "open" });
  assert.deepEqual(doors(ALWAYS, [], [friday], { date: monday, minute: 600 }), { is: "open", date: "2026-12-03", minute: 1440 });
});

test("a unit that has not said is neither open nor closed, and one that never opens says no time", () => {
  assert.deepEqual(doors(null, [], [], { date: monday, minute: 600 }), { is: "untold" });
  assert.deepEqual(doors(Array(7).fill([]), [], [], { date: monday, minute: 600 }), { is: "closed" });
});
