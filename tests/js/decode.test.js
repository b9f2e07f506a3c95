import assert from "node:assert/strict";
import { test } from "node:test";
import { unworld, world } from "../../assets/core/world.js";
import { unpack } from "../../assets/map/decode.js";

test("a place on the world and back is the same place", () => {
  for (const [lon, lat] of [[0, 0], [11.97, 57.71], [-179.9, 84], [24.1, -33.5]]) {
    const { lng, lat: back } = unworld(...world(lon, lat));
    assert.ok(Math.abs(lng - lon) < 1e-9 && Math.abs(back - lat) < 1e-9);
  }
});

test("the world is 256 wide, its middle in the middle, north above", () => {
  assert.deepEqual(world(0, 0), [128, 128]);
  assert.ok(world(0, 60)[1] < 128);
});

test("bytes of a text as numbers, little endian; nothing where there is none", () => {
  assert.deepEqual([...unpack(btoa("\x01\x02"), Uint8Array)], [1, 2]);
  assert.deepEqual([...unpack(btoa("\x01\x02"), Uint16Array)], [513]);
  assert.equal(unpack(null, Uint8Array), null);
});
