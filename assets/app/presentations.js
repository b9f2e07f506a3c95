/* Presentations: those of this browser, by key, and those saved with the deployment. */
import { constants } from "../constants.js";
import { browserStore, ofRegion } from "./browser_store.js";
import { take } from "./take.js";
import { writeHeaders } from "./write_token.js";
import { beneath } from "../site.js";

const FORMAT = constants.formats.presentation;
const SAVE_MS = 500;
const LARGEST_FILE = 2400000; /* bytes: more than the server reads */
const store = browserStore(() => ofRegion("presentations"));
const waiting = new Map(); /* changes that are not sent yet, by key */

const page = () => document.getElementById("state-keys").dataset;

const isRecord = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
const isText = (value) => typeof value === "string";
const isStep = (one) => isRecord(one) && isText(one.view) && isText(one.heading) && isText(one.note ?? "") && Array.isArray(one.figures ?? []);
const isWhole = (one, key) => isRecord(one) && one.key === key && isText(one.name) && Array.isArray(one.steps) && one.steps.every(isStep);

/** Those members of a record that are whole; none where there is no record. */
const those = (record, whole) => Object.fromEntries(Object.entries(isRecord(record) ? record : {}).filter(([key, value]) => whole(value, key)));

/** What this browser keeps: `own` presentations, `words` by which saved ones may be changed and their `names`, all by key; `current`. */
function kept() {
  const found = store.read();
  const { own, words, names, current } = isRecord(found) ? found : {};
  return { own: those(own, isWhole), words: those(words, isText), names: those(names, isText), current: isText(current) ? current : "" };
}

function change(edit) {
  const all = kept();
  edit(all);
  return store.keep(all);
}

export async function ask(method, path, content, how) {
  const answer = await fetch(beneath(path), {
    ...how,
    method,
    headers: { "Content-Type": "application/json", ...writeHeaders() },
    body: JSON.stringify({ language: page().lang, ...content }),
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(`${path}: ${answer.status}`), { problems: told.problems || [] });
  return told;
}

/** A key of this browser alone. */
function newKey() {
  const digits = crypto.getRandomValues(new Uint8Array(6));
  return `egen-${[...digits].map((one) => one.toString(36).padStart(2, "0")).join("")}`;
}

export const list = () => Object.values(kept().own);

/** An own presentation; a new one where none is given to begin from. */
export function make(name, from) {
  const own = { ...FORMAT, key: newKey(), name, language: page().lang, region: page().region, version: page().version, steps: [], ...(from || {}) };
  own.key = newKey();
  own.name = name;
  change((all) => { all.own[own.key] = own; all.current = own.key; });
  return own;
}

/** The one to show: of this browser, else the one that came with the page. */
export function open(key) {
  const own = kept().own[key];
  if (own) return own;
  const text = page().presentation;
  return text ? JSON.parse(text) : null;
}

/** One that this browser may change, wherever it is kept; null where it is not there any more. */
export async function load(key) {
  if (!mayChange(key)) return null;
  if (isOwn(key)) return kept().own[key];
  const answer = await fetch(beneath(`/presentations/${key}.json?word=${encodeURIComponent(wordOf(key))}`));
  return answer.ok ? answer.json() : null;
}

export const isOwn = (key) => Boolean(kept().own[key]);
/** Whether the page came with one that its reader may change: their own, or shared with them. */
const isWritable = (key) => page().writable === key;
/** The word of the link that this page was opened by. */
const linkWord = () => new URLSearchParams(window.location.search).get("word") || "";
/** What one may be changed by; nothing, where an account owns it. */
const wordOf = (key) => kept().words[key] || (page().opened === key ? linkWord() : "");
export const mayChange = (key) => isOwn(key) || isWritable(key) || (page().saving === "yes" && kept().words[key] !== undefined);

/** Address of one, or of a step; it keeps the word of the link that it was opened by. */
export function address(key, step = 0) {
  const word = page().opened === key ? linkWord() : "";
  return beneath(`/presentera?p=${key}${word ? `&word=${encodeURIComponent(word)}` : ""}${step ? `&step=${step}` : ""}&lang=${page().lang}`);
}

/**
 * Keep a changed presentation where it is kept.
 *
 * @param {Presentation} one of this browser, or saved here by this browser
 * @returns {Promise<boolean>} whether it will last
 */
export function put(one) {
  if (isOwn(one.key)) return Promise.resolve(change((all) => { all.own[one.key] = one; }));
  change((all) => { if (all.words[one.key] !== undefined) all.names[one.key] = one.name; });
  window.clearTimeout(waiting.get(one.key)?.timer);
  return new Promise((done, failed) => {
    const send = (how) => {
      waiting.delete(one.key);
      ask("PUT", `/presentations/${one.key}`, { presentation: one, word: wordOf(one.key) }, how).then(() => done(true), failed);
    };
    waiting.set(one.key, { timer: window.setTimeout(() => send(), SAVE_MS), send });
  });
}

/* What was written last is saved although the page is left at once. */
window.addEventListener("pagehide", () => [...waiting.values()].forEach(({ timer, send }) => { window.clearTimeout(timer); send({ keepalive: true }); }));

/** Save one of this browser with the deployment, under a key that everyone can open. */
export async function publish(one) {
  const { presentation, word } = await ask("POST", "/presentations", { presentation: one });
  change((all) => {
    delete all.own[one.key];
    all.words[presentation.key] = word;
    all.names[presentation.key] = presentation.name;
    if (all.current === one.key) all.current = presentation.key;
  });
  return presentation;
}

export async function remove(key) {
  if (!isOwn(key)) await ask("DELETE", `/presentations/${key}`, { word: wordOf(key) });
  change((all) => {
    delete all.own[key];
    delete all.words[key];
    delete all.names[key];
    if (all.current === key) all.current = "";
  });
}

/** Read a file, as the server reads it: an own presentation, or an error with `problems`. */
export async function read(file) {
  if (file.size > LARGEST_FILE) throw new Error(`${file.name}: ${file.size} bytes`);
  const text = await file.text();
  const { presentation } = await ask("POST", "/presentations/read", { presentation: text });
  return make(presentation.name, presentation);
}

/** Let the browser save one as a file, with what its steps ask in words. */
export function download(one) {
  const { lang, version } = page();
  return take("/ta-med", { presentation: one, kind: "json", language: lang, version }, null);
}

/** Keys and names of those that this browser may change, the one that was last worked on first. */
export function mine() {
  const { own, names, words, current } = kept();
  const saved = page().saving === "yes" ? Object.keys(words).map((key) => [key, names[key] || key]) : [];
  const all = [...Object.values(own).map((one) => [one.key, one.name]), ...saved];
  return all.sort((a, b) => Number(b[0] === current) - Number(a[0] === current));
}

export const choose = (key) => change((all) => { all.current = key; });

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
