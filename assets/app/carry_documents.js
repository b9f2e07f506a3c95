/* What a unit is carried with: the homes of the region once a question, what is left without the unit once a lift. */
import { constants } from "../constants.js";
import { loaded } from "../core/carried.js";
import { beneath } from "../site.js";
import { state } from "./address.js";
import { unpackedHomes, unpackedUnit } from "./unpacked_load.js";

let kept = { address: "", homes: /** @type {Promise<CarriedHomes|null>} */ (Promise.resolve(null)) };

/** What is asked of a document; null where there is none: another answer comes when the unit is dropped. */
async function ask(part, query) {
  const answer = await fetch(beneath(`/carry/${document.getElementById("state-keys").dataset.version}/${part}.json?${query}`));
  return answer.status === 200 ? answer.json() : null;
}

function question() {
  const query = new URLSearchParams();
  constants.stores.scenario.forEach((key) => { if (state.get(key)) query.set(key, state.get(key)); });
  return query;
}

/** The homes of the question: fetched when units may be moved, so that they are here when one is. */
export function fetchHomes() {
  const query = new URLSearchParams();
  ["form", "age", "mode"].forEach((key) => { if (state.get(key)) query.set(key, state.get(key)); });
  const address = `${document.getElementById("state-keys").dataset.version} ${query}`;
  if (kept.address === address) return kept.homes;
  const homes = ask("homes", query).then((packed) => packed && unpackedHomes(packed)).catch(() => null);
  kept = { address, homes };
  homes.then((found) => { if (!found && kept.homes === homes) kept.address = ""; });
  return homes;
}

/**
 * A unit in hand, ready to be put anywhere.
 *
 * @param {string} id
 * @returns {Promise<Load|null>}
 */
export async function fetchLoad(id) {
  const query = question();
  query.set("carried", id);
  const [homes, packed] = await Promise.all([fetchHomes(), ask("unit", query).catch(() => null)]);
  return homes && packed && loaded(homes, unpackedUnit(packed, homes));
}
