import assert from "node:assert/strict";
import { test } from "node:test";
import { browserStore } from "../../assets/app/browser_store.js";
import { singleKeys } from "../../assets/app/single_keys.js";
import { free, tidy } from "../../assets/app/given_names.js";
import { constants } from "../../assets/constants.js";

function browser(storage) {
  globalThis.window = /** @type {any} */ ({ get localStorage() { return storage(); } });
}

function keeping() {
  const kept = {};
  return { getItem: (key) => kept[key] ?? null, setItem: (key, value) => { kept[key] = value; } };
}

test("what is kept is read again, also by another store of the same key", () => {
  const storage = keeping();
  browser(() => storage);
  assert.equal(browserStore(() => "a").read(), null);
  assert.equal(browserStore(() => "a").keep([1, 2]), true);
  assert.deepEqual(browserStore(() => "a").read(), [1, 2]);
});

test("where the browser keeps nothing it lasts as long as the page, and that is said", () => {
  browser(() => { throw new Error("SecurityError"); });
  const store = browserStore(() => "a");
  assert.equal(store.read(), null);
  assert.equal(store.keep("off"), false);
  assert.equal(store.read(), "off");
});

test("single keys that were turned off in an earlier release stay off", () => {
  const storage = keeping();
  storage.setItem("utbudskarta.letters", "off"); // as 0.2.0 wrote it
  browser(() => storage);
  assert.equal(singleKeys.on(), false);
  singleKeys.toggle();
  assert.equal(singleKeys.on(), true);
  singleKeys.toggle();
  assert.equal(storage.getItem("utbudskarta.letters"), "off");
});

test("what is not ours is nothing", () => {
  const storage = keeping();
  storage.setItem("a", "{not json");
  browser(() => storage);
  assert.equal(browserStore(() => "a").read(), null);
});

test("a name is tidied, and numbered where another has it", () => {
  assert.equal(tidy("  Norra \n delen "), "Norra delen");
  assert.equal(free("Norra delen", ["Norra delen", "Norra delen 2"]), "Norra delen 3");
  assert.equal(free("x".repeat(200), []).length, constants.most.name);
  assert.ok(free("x".repeat(200), ["x".repeat(constants.most.name)]).length <= constants.most.name);
});
