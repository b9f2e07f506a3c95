import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { formatValue, fromFloat32 } from "../../assets/core/numbers.js";

const cases = JSON.parse(readFileSync(new URL("../cases/numbers.json", import.meta.url), "utf8"));
const own = { inf: "none within reach", nan: "not known", minutes: "min", yes: "yes", no: "no" };
const wordsOf = (language, currency) => ({ ...own, locale: { sv: "sv-SE", en: "en-GB" }[language], currency });

test("numbers are written as the cases say", () => {
  for (const [language, currency, kind, value, text] of cases)
    assert.deepEqual(formatValue(kind, value, wordsOf(language, currency)), { text, state: "" }, `${language} ${kind} ${value}`);
});

test("a change has a sign both ways, and nothing has none", () => {
  const written = (kind, value) => formatValue(kind, value, wordsOf("en", "GBP")).text;
  assert.equal(written("currency_change", 2197753), "+£2,197,753");
  assert.equal(written("currency_change", -93), "£\u221293.00");
  assert.equal(written("currency_change", 0), "£0.00");
  assert.equal(written("share_change", 0.0156), "+1.6%");
  assert.equal(written("share_change", -0.0668), "\u22126.7%");
});

test("what is missing or out of reach is written in words", () => {
  const words = wordsOf("en", "GBP");
  assert.deepEqual(formatValue("minutes", Infinity, words), { text: own.inf, state: "none" });
  for (const missing of [null, undefined, "", NaN]) assert.deepEqual(formatValue("count", missing, words), { text: own.nan, state: "missing" });
  assert.equal(formatValue("list", ["a", "b"], words).text, "a, b");
  assert.equal(formatValue("flag", 1, words).text, "yes");
});

test("what is sent in half the bytes is written as what it was made from", () => {
  const written = (value) => formatValue("share", value, wordsOf("en", "GBP")).text;
  assert.equal(written(0.575), "58%");
  assert.equal(written(Math.fround(0.575)), "57%");
  assert.equal(written(fromFloat32(Math.fround(0.575))), "58%");
  for (const value of [0, 1234567, 16777216, Infinity, -Infinity]) assert.equal(fromFloat32(Math.fround(value)), value);
  assert.ok(Number.isNaN(fromFloat32(NaN)));
  assert.equal(fromFloat32(undefined), undefined);
});
