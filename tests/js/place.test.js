/** A place of Min enhet: typed, pressed and drawn, each the other way round. */
import assert from "node:assert/strict";
import test from "node:test";
import { offset, placeAt, placeOf, written } from "../../assets/page-unit/place.js";

const LOOK = { lat: 57.81, lon: 13.46, zoom: 12 };

test("a typed place is read as the server reads it, and nothing else is one", () => {
  assert.deepEqual(placeOf(" 57.81200, 13.46600 "), { lat: 57.812, lon: 13.466 });
  for (const text of ["", "57.8", "57,8;13,4", "97.1,13.4", "57.8,191", "57.8,13.4x"]) assert.equal(placeOf(text), null);
});

test("what is pressed is what is drawn, to a pixel and five decimals", () => {
  const place = placeAt(LOOK, 120, -80);
  assert.ok(place.lat > LOOK.lat && place.lon > LOOK.lon, "up is north and right is east");
  const [dx, dy] = offset(LOOK, placeOf(written(place)));
  assert.ok(Math.hypot(dx - 120, dy + 80) < 0.1);
  assert.deepEqual(offset(LOOK, LOOK), [0, 0]);
});
