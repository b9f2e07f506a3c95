import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { addressIndex, canonicalPostcode, postcodeHits, streetHits, whereabouts } from "../../assets/app/search_addresses.js";
import { entry, fold, lacking, letters, matches, readings, slips } from "../../assets/app/search_names.js";

const ENTRIES = [
  entry({ kind: "muni", name: "Göteborg", where: "Kommun" }, ["Gothenburg", "Gbg"]),
  entry({ kind: "place", name: "Göteborg", where: "Ort" }, ["Gothenburg", "Gbg"]),
  entry({ kind: "muni", name: "Partille", where: "Kommun" }),
  entry({ kind: "place", name: "Partille", where: "Ort" }),
  entry({ kind: "area", name: "Partille centrum", where: "Område · Partille" }),
  entry({ kind: "muni", name: "Lidköping", where: "Kommun" }),
  entry({ kind: "muni", name: "Borås", where: "Kommun" }),
  entry({ kind: "place", name: "Borås", where: "Ort" }),
  entry({ kind: "place", name: "Timmele", where: "Ort · Ulricehamn" }),
  entry({ kind: "unit", name: "Rehab Lärkan Partille", where: "Rehab" }),
];
const found = (text, more = {}) => matches(ENTRIES, text, { kinds: ["muni", "place", "area", "unit"], where: (one) => one.where, ...more });
const first = (text) => { const hit = found(text)[0]?.one; return hit && `${hit.kind} ${hit.name}`; };

for (const [typed, expected] of Object.entries({
  "Partille kommun": "muni Partille", "partille municipality": "muni Partille", "municipality of Partille": "muni Partille",
  "Partille centrum": "area Partille centrum", "Göteborg centrum": "place Göteborg", "Göteborgs stad": "place Göteborg", "göteborg city": "place Göteborg",
  "Lidköpings kommun": "muni Lidköping", "Borås kommun": "muni Borås", "Borås stad": "place Borås",
  Gothenburg: "muni Göteborg", gbg: "muni Göteborg", "Gothenburg city": "place Göteborg", gothenbrug: "muni Göteborg",
  goteborg: "muni Göteborg", Götebrog: "muni Göteborg", "partile kommun": "muni Partille", timele: "place Timmele", "timmele, ulricehamn": "place Timmele",
  "partille rehab": "unit Rehab Lärkan Partille", kommun: undefined, "qqxzq kommun": undefined,
})) {
  test(`“${typed}” finds ${expected || "nothing"} first`, () => assert.equal(first(typed), expected));
}

test("the name that answered comes along, so that another name can be said", () => {
  assert.equal(found("gbg")[0].by, "Gbg");
  assert.equal(found("göte")[0].by, "Göteborg");
});

test("no slips are looked for where others have answered", () => {
  assert.deepEqual(found("timele", { enough: true }), []);
});

test("words beside a name are left out only beside a name", () => {
  assert.deepEqual(readings("stad"), [{ name: "stad", kind: "" }]);
  assert.deepEqual(readings("lidkopings kommun").map(({ name }) => name), ["lidkopings kommun", "lidkopings", "lidkoping"]);
});

test("letters that lack are never more than slips, so that nothing is passed over", () => {
  const names = ["goteborg", "vastra hamngatan", "storgatan", "timmele", "a", ""];
  for (const typed of ["goteborg", "gotebrog", "hamngatan", "xyz", "sotrgatan"]) {
    for (const name of names) assert.ok(lacking(letters(typed), letters(name)) <= slips(typed, name));
  }
});

/** A part as geodata/publish/search_documents.py writes it. */
function part(rows) {
  const unique = (at) => [...new Set(rows.map((row) => row[at]))];
  const [streets, postcodes, localities] = [unique(0), unique(2), unique(3)];
  const groups = [], lon = [], lat = [];
  let x = 0, y = 0;
  rows.forEach(([street, , postcode, town, east, north]) => {
    groups.push(streets.indexOf(street), postcodes.indexOf(postcode), localities.indexOf(town), 1);
    lon.push(Math.round(east * 1e4) - x); lat.push(Math.round(north * 1e4) - y);
    x = Math.round(east * 1e4); y = Math.round(north * 1e4);
  });
  return { streets, postcodes, localities, groups, numbers: rows.map((row) => row[1]), lon, lat, per_degree: 1e4 };
}

const INDEX = addressIndex([
  part([
    ["Storgatan", "2", "451 34", "Uddevalla", 11.9, 58.3], ["Storgatan", "4A", "451 34", "Uddevalla", 11.91, 58.31],
    ["Storgatan", "11–25", "451 35", "Uddevalla", 11.92, 58.32], ["Storgatan", "4", "523 30", "Ulricehamn", 13.4, 57.8],
  ]),
  part([
    ["Västra Hamngatan", "", "411 17", "Göteborg", 11.96, 57.7], ["", "", "LS6 3DS", "", -1.587, 53.817], ["", "", "LS6 2RX", "", -1.547, 53.814],
    ["", "", "LS16 5AA", "", -1.6, 53.85], ["High Street", "12", "LS1 1AA", "Leeds", -1.54, 53.8],
  ]),
]);
const streets = (text, options) => streetHits(INDEX, text, options).map(({ name, town }) => `${name}, ${town}`);

for (const [typed, expected] of Object.entries({
  "storgatan 4 ulricehamn": "Storgatan 4, Ulricehamn", "Storgatan 4A, 451 34 Uddevalla": "Storgatan 4A, Uddevalla", "storgatan 4 a uddevalla": "Storgatan 4A, Uddevalla",
  "Storgatan 17, Uddevalla": "Storgatan 11–25, Uddevalla", "Storgatan 3 uddevalla": "Storgatan 2, Uddevalla", "hamngatan": "Västra Hamngatan, Göteborg",
  "vastra hamng": "Västra Hamngatan, Göteborg", "12 High Street": "High Street 12, Leeds", "Storgatan 451 35": "Storgatan, Uddevalla",
})) {
  test(`“${typed}” is ${expected}`, () => assert.equal(streets(typed)[0], expected));
}

test("a street of one name in two towns is two, and the town tells them apart", () => {
  assert.deepEqual(streets("storg"), ["Storgatan, Uddevalla", "Storgatan, Ulricehamn"]);
  assert.deepEqual(streets("storgatan ulri"), ["Storgatan, Ulricehamn"]);
  assert.deepEqual(streets("st"), []);
});

test("a street with a slip is found where that is asked for", () => {
  assert.deepEqual(streets("strogatan 4"), []);
  assert.deepEqual(streets("strogatan 4", { slips: true }), ["Storgatan 4, Ulricehamn", "Storgatan 4A, Uddevalla"]);
});

test("a postcode is found with or without its space, and as far as it is known", () => {
  const codes = (text) => postcodeHits(INDEX, text).map(({ name, whole, count }) => [name, whole, count]);
  assert.deepEqual(codes("451 34"), [["451 34", true, 2]]);
  assert.deepEqual(codes("45134"), [["451 34", true, 2]]);
  assert.deepEqual(codes("451"), [["451", false, 3], ["451 34", true, 2], ["451 35", true, 1]]);
  assert.deepEqual(codes("451 39"), [["451 3", false, 3]]);
  assert.deepEqual(codes("LS6 3AA"), [["LS6 3", false, 1]]);
  assert.deepEqual(codes("ls63ds"), [["LS6 3DS", true, 1]]);
  assert.deepEqual(codes("LS6"), [["LS6", false, 2], ["LS6 2RX", true, 1], ["LS6 3DS", true, 1]]);
  assert.deepEqual(codes("LS1 6AA"), [["LS1", false, 1]], "LS16 is another district");
  assert.deepEqual(codes("LS60 1AA"), [], "nor is LS6 the beginning of LS60");
  for (const text of ["99", "999 99", "storgatan", "12", "LS"]) assert.deepEqual(codes(text), [], text);
});

test("of an address on an unknown street the town and the postcode are left", () => {
  assert.deepEqual(whereabouts("Kungsgatan 5, 442 31 Kungälv"), { town: "kungalv", code: "442 31" });
  assert.deepEqual(whereabouts("Kungsgatan 5 Kungälv"), { town: "kungalv", code: "" });
  assert.deepEqual(whereabouts("Kungsgatan, Kungälv"), { town: "kungalv", code: "" });
  assert.deepEqual(whereabouts("5 King Street, Leeds LS6 3AA"), { town: "leeds", code: "LS6 3AA" });
  assert.deepEqual(whereabouts("Kungälv"), { town: "", code: "" });
});

test("towns stand in the middle of their addresses", () => {
  const leeds = INDEX.towns.find(({ name }) => name === "Leeds");
  assert.deepEqual([leeds.lon, leeds.lat], [-1.54, 53.8]);
});

test("postcodes are written as on the server", () => {
  const cases = JSON.parse(readFileSync(new URL("../cases/postcodes.json", import.meta.url), "utf8"));
  for (const [typed, written] of cases) assert.equal(canonicalPostcode(typed), written, typed);
});

test("a hundred thousand addresses are found by looking at few of them", () => {
  const names = Array.from({ length: 20000 }, (_, at) => `${fold("Lärk")}${at.toString(36)}gatan`);
  const index = addressIndex([part(names.slice(0, 300).map((name, at) => [name, "1", "411 17", "Göteborg", 11 + at / 1e4, 57]))]);
  let looked = 0;
  index.streets = index.streets.map((one) => new Proxy(one, { get: (target, key) => { if (key === "groups") looked++; return target[key]; } }));
  assert.equal(streetHits(index, `${names[42]} 1`).length, 1);
  assert.ok(looked <= 2, `${looked} streets looked at`);
});
