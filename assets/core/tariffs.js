/* A model of reimbursement as an address says it: its edits, those saved in a file, and several beside each other. */
import { constants } from "../constants.js";
import { isAmount } from "./amounts.js";

const FORMAT = constants.formats.tariff;
const MOST = constants.most;
/** Address keys of a tariff, of one care form. */
export const KEYS = constants.tariff;
const OFF = "off";

/**
 * The edits of an address: by part a price, or "off".
 *
 * @param {string} text
 * @returns {Map<string, string>}
 */
export function parseEdits(text) {
  const pairs = text.split(",").map((edit) => edit.split(":")).filter(([part, price, more]) => part && (price === OFF || isAmount(price || "")) && more === undefined);
  return new Map(pairs.map(([part, price]) => [part, price]));
}

/** The text of edits, in the order of the parts. */
export const formatEdits = (edits, order) => order.filter((part) => edits.has(part)).map((part) => `${part}:${edits.get(part)}`).join(",");

const isText = (value) => typeof value === "string" && value.length <= MOST.tariff_text;
/** A value of a file as a person may read it, whatever it is. */
const read = (value) => (typeof value === "string" ? value : JSON.stringify(value) ?? "").slice(0, MOST.name);
const isRecord = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);

/** Whether a tariff that is kept somewhere is whole: every key a text of bounded length. */
export const isWhole = (values) => isRecord(values) && isText(values.form) && KEYS.every((key) => isText(values[key]));

/**
 * What a file of a tariff holds.
 *
 * @param {string} text
 * @param {string} region its key
 * @param {Object<string, [string, string[]][]>} models by care form its models, the usual first, with the parts that may be edited
 * @returns {{name?: string, values?: Object<string, string>, problem?: string, blanks?: Object<string, string>}} the key
 *   of a sentence where it cannot be read
 */
export function readTariffFile(text, region, models) {
  let file = null;
  try {
    file = JSON.parse(text);
  } catch {
    file = null;
  }
  if (!isRecord(file) || file.format !== FORMAT.format || !isRecord(file.values)) return { problem: "file_other" };
  if (file.format_version !== FORMAT.format_version) return { problem: "file_version", blanks: { version: read(file.format_version) } };
  if (file.region !== region) return { problem: "file_region", blanks: { theirs: read(file.region), ours: region } };
  const given = Object.fromEntries(["form", ...KEYS].map((key) => [key, file.values[key] ?? ""]));
  if (!isWhole(given)) return { problem: "file_other" };
  const offered = Object.hasOwn(models, given.form) ? new Map(models[given.form]) : null;
  if (!offered) return { problem: "file_form", blanks: { form: given.form.slice(0, MOST.name) } };
  const unknown = [given.model, given.against].find((key) => key && !offered.has(key));
  if (unknown) return { problem: "file_model", blanks: { model: unknown.slice(0, MOST.name) } };
  const parts = offered.get(given.model || [...offered.keys()][0]);
  const edits = given.prices.split(",").filter(Boolean);
  if (edits.length > MOST.edits) return { problem: "file_many", blanks: { most: String(MOST.edits) } };
  const scaled = given.scaled.split(",").filter(Boolean);
  const wrong = edits.find((edit) => parseEdits(edit).size !== 1 || !parts.includes(edit.split(":")[0])) ?? scaled.find((part) => !parts.includes(part));
  if (wrong !== undefined) return { problem: "file_part", blanks: { part: wrong.slice(0, MOST.name) } };
  const { budget, floor, floor_by: by } = given;
  const amount = (word) => isAmount(word) && !word.startsWith("-");
  if (budget && !["open", "neutral"].includes(budget) && !amount(budget)) return { problem: "file_budget", blanks: { budget: budget.slice(0, MOST.name) } };
  if (floor && !(amount(floor) && Number(floor) <= 100)) return { problem: "file_floor", blanks: { floor: floor.slice(0, MOST.name) } };
  if (!["", "payer", "others"].includes(by)) return { problem: "file_other" };
  return { name: typeof file.name === "string" ? file.name : "", values: given };
}

/** What a file of a tariff is. */
export const tariffFile = (name, values, region, version) => JSON.stringify({ ...FORMAT, name, region, version, values }, null, 2);

/* Several beside each other: "2027 B|prices=age:1270|budget=neutral;2027 C|model=other" */

const MARKS = /[%;|]/g;
const escape = (text) => text.replace(MARKS, (mark) => encodeURIComponent(mark));

/** Tariffs of one care form as one word of an address. */
export const formatBeside = (named) => named
  .slice(0, MOST.beside)
  .map(({ name, values }) => [escape(name), ...KEYS.filter((key) => values[key]).map((key) => `${key}=${values[key]}`)].join("|"))
  .join(";");
