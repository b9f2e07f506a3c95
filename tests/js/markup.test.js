import assert from "node:assert/strict";
import { test } from "node:test";
import { element } from "../../assets/app/markup.js";

globalThis.document = {
  createTextNode: (text) => text,
  createElementNS: (space, name) => ({
    space: space.split("/").pop(), name, set: {}, inside: [],
    setAttribute(key, value) { this.set[key] = value; },
    append(...inside) { this.inside.push(...inside); },
  }),
};

test("a list of elements is made one by one, whatever their places in it", () => {
  assert.deepEqual([["p", {}], ["p", {}]].map(element).map((made) => made.space), ["xhtml", "xhtml"]);
});

test("what is inside a drawing is drawn, and what stands beside it is a page", () => {
  const made = element(["div", {}, ["svg", { viewBox: "0 0 1 1" }, ["g", {}, ["rect", { x: "1" }]]], ["p", {}, "text"]]);
  const [svg, paragraph] = made.inside;
  assert.deepEqual([made.space, svg.space, svg.inside[0].space, svg.inside[0].inside[0].space, paragraph.space], ["xhtml", "svg", "svg", "svg", "xhtml"]);
  assert.equal(svg.set.viewBox, "0 0 1 1");
  assert.deepEqual(paragraph.inside, ["text"]);
});
