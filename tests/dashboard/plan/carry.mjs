/* The browser's arithmetic on the server's documents: a line of JSON in, an answer a place out. */
import { readFileSync } from "node:fs";
import { gainAt, loaded, passing, putAt } from "../../../assets/core/carried.js";
import { unpackedHomes, unpackedUnit } from "../../../assets/app/unpacked_load.js";

const { homes, unit, places } = JSON.parse(readFileSync(0, "utf-8"));
const found = unpackedHomes(homes);
const load = loaded(found, unpackedUnit(unit, found));
const answers = places.map(([lat, lon]) => {
  const answer = putAt(load, lat, lon);
  return answer && {
    ...answer,
    classes: [...answer.classes],
    areaMin: [...answer.areaMin].map((minutes) => (Number.isFinite(minutes) ? minutes : null)),
    gain: gainAt(load, lat, lon),
    passing: passing(load, answer, 1e9).map(({ area }) => area),
  };
});
process.stdout.write(JSON.stringify(answers));
