import assert from "node:assert/strict";
import { test } from "node:test";
import { constants } from "../../assets/constants.js";
import { formatBeside, formatEdits, parseEdits, readTariffFile, tariffFile } from "../../assets/core/tariffs.js";

const MODELS = { gp: [["today", ["age", "cni", "flat.all"]], ["flat", ["all", "today.age", "today.cni"]]] };
const VALUES = { form: "gp", model: "", prices: "age:1270,cni:off,flat.all:5.5", budget: "neutral", scaled: "age", floor: "5", floor_by: "others", against: "flat" };
const text = (more = {}, values = {}) => JSON.stringify({ ...constants.formats.tariff, name: "A", region: "demo", values: { ...VALUES, ...values }, ...more });

test("edits are read and written alike, in the order of the parts", () => {
  const edits = parseEdits("cni:off,age:1270,broken,age:x,:5,a:1:2");
  assert.deepEqual([...edits], [["cni", "off"], ["age", "1270"]]);
  assert.equal(formatEdits(edits, ["age", "cni", "goals"]), "age:1270,cni:off");
});

test("a file gives back what it was made of", () => {
  const file = tariffFile("2027 A", VALUES, "demo", "0a1b");
  assert.deepEqual(readTariffFile(file, "demo", MODELS), { name: "2027 A", values: VALUES });
});

for (const [about, file, problem] of [
  ["no JSON", "{", "file_other"],
  ["a list", "[]", "file_other"],
  ["a scenario", JSON.stringify({ format: "utbudskarta-scenario", values: {} }), "file_other"],
  ["another version", text({ format_version: 2 }), "file_version"],
  ["another region", text({ region: "leeds" }), "file_region"],
  ["a region that is no text", text({ region: { toString: 1, valueOf: 2 } }), "file_region"],
  ["a version that is no number", text({ format_version: { toString: 1 } }), "file_version"],
  ["without a region", text({ region: undefined }), "file_region"],
  ["nested without end", `${"[".repeat(90000)}`, "file_other"],
  ["nested and whole", text({ values: JSON.parse(`${"[".repeat(3000)}${"]".repeat(3000)}`) }), "file_other"],
  ["half a letter", text({}, { model: "\ud800" }), "file_model"],
  ["numbers where texts are", text({}, { budget: 5 }), "file_other"],
  ["a text without end", text({}, { scaled: "age,".repeat(2000) }), "file_other"],
  ["a care form without a model", text({}, { form: "rehab" }), "file_form"],
  ["a care form of every object", text({}, { form: "constructor" }), "file_form"],
  ["a model that is gone", text({}, { model: "old" }), "file_model"],
  ["a model that is gone beside", text({}, { against: "__proto__" }), "file_model"],
  ["too many edits", text({}, { prices: Array(41).fill("age:1").join(",") }), "file_many"],
  ["a part that is gone", text({}, { prices: "age:1,old:2" }), "file_part"],
  ["a price that is none", text({}, { prices: "age:1e9" }), "file_part"],
  ["a scaled part that is gone", text({}, { scaled: "old" }), "file_part"],
  ["a budget that is none", text({}, { budget: "-5" }), "file_budget"],
  ["a floor beyond all", text({}, { floor: "101" }), "file_floor"],
  ["nobody who pays", text({}, { floor_by: "nobody" }), "file_other"],
])
  test(`a file is refused in words: ${about}`, () => {
    const found = readTariffFile(file, "demo", MODELS);
    assert.equal(found.problem, problem);
    Object.values(found.blanks ?? {}).forEach((blank) => assert.ok(String(blank).length <= constants.most.name));
  });

test("parts are those of the model that the file is of", () => {
  assert.equal(readTariffFile(text({}, { model: "flat", prices: "today.cni:5", scaled: "all" }), "demo", MODELS).problem, undefined);
  assert.equal(readTariffFile(text({}, { model: "flat", prices: "cni:5", scaled: "" }), "demo", MODELS).problem, "file_part");
});

test("several stand beside each other in one word, whatever they are called", () => {
  const empty = { model: "", prices: "", budget: "", scaled: "", floor: "", floor_by: "", against: "" };
  const named = [{ name: "50 % | av; allt", values: { ...empty, prices: "age:1" } }, { name: "B", values: { ...empty, model: "flat", budget: "neutral" } }];
  assert.equal(formatBeside(named), "50 %25 %7C av%3B allt|prices=age:1;B|model=flat|budget=neutral");
});
