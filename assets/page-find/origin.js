/* Where the distances begin: a place, an area, a municipality, a pressed point, or the person's own position, which is
   held here and nowhere else. */
import { state } from "../app/address.js";
import { map } from "../map/api.js";
import { unworld } from "../core/world.js";
import { find, tell } from "./model.js";

const NOWHERE = { point: null, place: null, area: null, muni: null };
let own = null; // never in the address unless the person puts it there

const somewhere = (lat, lon) => Number.isFinite(lat) && Number.isFinite(lon) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

/** With the area it lies in. */
function at(lat, lon, name, kind) {
  const { geo } = find;
  return { lat, lon, name, kind, area: map.areaAt(lon, lat), inside: name || geo.names[map.areaAt(lon, lat)] || "" };
}

/** The middle of a municipality for those who live there: its seat where the map names it, else their mean place. */
function middle(geo, id) {
  const muni = geo.municipalities.findIndex((one) => one.id === id);
  if (muni < 0) return null;
  const { name } = geo.municipalities[muni];
  const inside = (place) => geo.municipality[map.areaAt(place.lon, place.lat)] === muni;
  const seat = geo.places.find((place) => place.name === name && place.lon !== undefined && inside(place));
  if (seat) return at(seat.lat, seat.lon, name, "muni");
  const { lat, lng } = unworld(geo.middles.x[muni], geo.middles.y[muni]);
  return at(lat, lng, name, "muni");
}

/** Where the address, or the person, says; null for nowhere. */
export function findOrigin() {
  const { geo } = find;
  if (own) return own;
  const area = geo.ids.indexOf(state.get("area"));
  if (area >= 0) {
    const { lat, lng } = unworld(geo.points.x[area], geo.points.y[area]);
    return { lat, lon: lng, name: geo.names[area], kind: "area", area };
  }
  if (state.get("muni")) return middle(geo, state.get("muni"));
  const [lat, lon] = state.get("point").split(",").map(Number);
  if (!state.get("point") || !somewhere(lat, lon)) return null;
  return at(lat, lon, named(state.get("place"), lat, lon), "point");
}

/** The areas that somebody may live in, as the units' contracts name them; none where no place is given. */
export function homeAreas() {
  const origin = findOrigin();
  if (!origin) return [];
  if (origin.kind !== "muni") return [String(origin.area)];
  const { geo } = find;
  const muni = geo.municipalities.findIndex(({ id }) => id === state.get("muni"));
  return geo.ids.flatMap((_, area) => (geo.municipality[area] === muni ? [String(area)] : []));
}

/** A name in a link is believed where such a place lies there: a link says nothing that the map does not. */
function named(name, lat, lon) {
  const known = [...find.geo.places, ...find.units.towns].some(
    (place) => place.name === name && Math.abs(place.lat - lat) < 0.002 && Math.abs(place.lon - lon) < 0.002);
  return known ? name : "";
}

const rounded = (lat, lon) => `${lat.toFixed(4)},${lon.toFixed(4)}`;

function set(patch) {
  own = null;
  if (!state.set({ ...NOWHERE, ...patch, unit: null })) find.show();
}

/** Ask for the device's position; it is told to nobody. */
export function useOwn() {
  const { said } = find;
  tell(said.own_asking);
  if (!navigator.geolocation) { tell(said.own_failed); return; }
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    const found = at(coords.latitude, coords.longitude, "", "own");
    own = found;
    tell(found.area < 0 ? said.own_far : "");
    if (!state.set({ ...NOWHERE, unit: null })) find.show();
  }, ({ code }) => tell(code === 1 ? said.own_denied : said.own_failed), { timeout: 15000, maximumAge: 60000 });
}

/** Begin at an address or a place that was found by its name: it is told to nobody either. */
export function holdFound(lat, lon, name) {
  own = at(lat, lon, name, "held");
  tell("");
  if (!state.set({ ...NOWHERE, unit: null })) find.show();
}

/** Put the own position in the address, on the person's own word. */
export function shareOwn() {
  const { lat, lon } = own;
  set({ point: rounded(lat, lon) });
  tell(find.said.own_linked);
}

export const setPoint = (lat, lon, place) => set({ point: rounded(lat, lon), place: place || null });
export const setArea = (id) => set({ area: id });
export const setMuni = (id) => set({ muni: id });
export const clearOrigin = () => set({});
