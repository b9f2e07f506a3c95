import assert from "node:assert/strict";
import { test } from "node:test";
import { readAmount, writeAmount } from "../../assets/core/amounts.js";

const CASES = [
  ["sv", "1 270", "1270"],
  ["sv", "1\u202f270,50", "1270.5"],
  ["sv", "1\u00a0270,5 kr", "1270.5"],
  ["sv", "214,13", "214.13"],
  ["sv", "214.13", "214.13"],
  ["sv", "1.270", null],
  ["sv", "1.270,5", "1270.5"],
  ["sv", "−3,5", "-3.5"],
  ["sv", "-0", "0"],
  ["sv", "007,100", "7.1"],
  ["sv", "5,0 %", "5"],
  ["sv", "1,2,3", null],
  ["sv", "", null],
  ["sv", "mycket", null],
  ["sv", "1e9", null],
  ["sv", "٣", null],
  ["sv", "12345678901234", null],
  ["sv", "0,123456789", null],
  ["en", "1,270.50", "1270.5"],
  ["en", "£96.0705", "96.0705"],
  ["en", "1,27", "1.27"],
  ["en", "1,270", "1270"],
  ["en", "1,270,1", null],
  ["en", "1 270.5", "1270.5"],
];

for (const [language, typed, amount] of CASES)
  test(`${language}: ${JSON.stringify(typed)} is ${amount}`, () => assert.equal(readAmount(typed, language), amount));

test("an amount is written as its language does, with the decimals that it has", () => {
  assert.equal(writeAmount("8185500000.25", "sv"), "8\u202f185\u202f500\u202f000,25");
  assert.equal(writeAmount("-1270", "en"), "\u22121,270");
  assert.equal(writeAmount("630", "sv"), "630");
});

test("what is written is read back as the same, without any of it going through a binary number", () => {
  for (const amount of ["1270", "0.1", "9007199254740993.1", "-3.00000001", "1234567890123.12345678"])
    for (const language of ["sv", "en"]) {
      const again = readAmount(writeAmount(amount, language), language);
      assert.equal(again, amount.length > 24 || amount.startsWith("9007199254740993") ? null : amount);
    }
});
