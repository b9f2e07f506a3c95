/* Asks an index of addresses what people type, letter by letter, beside a plain scan of the same rows. */
import { readFileSync } from "node:fs";
import { addressIndex, postcodeHits, streetHits } from "../../assets/app/search_addresses.js";
import { fold } from "../../assets/app/search_names.js";

const parts = JSON.parse(readFileSync(process.argv[2], "utf8"));
const typed = JSON.parse(process.argv[3]);
const RUNS = 7;

function fastest(work) {
  let least = Infinity;
  for (let run = 0; run < RUNS; run++) {
    const begin = performance.now();
    work();
    least = Math.min(least, performance.now() - begin);
  }
  return least;
}

const made = fastest(() => addressIndex(parts));
const index = addressIndex(parts);
const rows = index.streets.flatMap((street) => street.groups.flatMap((group) => group.rows.map((row) => ({
  text: `${street.name} ${row.number}, ${group.postcode} ${group.town}`, row }))));
const scan = (text) => {
  const wanted = fold(text).split(/[ ,]+/);
  return rows.filter(({ text: own }) => { const folded = fold(own); return wanted.every((word) => folded.includes(word)); });
};
const answers = typed.map((text) => {
  const ask = () => [...postcodeHits(index, text), ...streetHits(index, text, { slips: true })];
  return { text, hits: ask().length, ms: fastest(ask), scan_ms: fastest(() => scan(text)) };
});
console.log(JSON.stringify({ node: process.version, rows: rows.length, made_ms: made, answers }));
