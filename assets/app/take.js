/* Taking along: a file is fetched with a word about it while it is made, and kept under its own name. */

import { writeHeaders } from "./write_token.js";
import { beneath } from "../site.js";

const PATIENCE = 500; /* milliseconds from which it is said that something goes on */

/** The presentation that is open and how to know which of its steps; Presentera says so. */
export const open = { step: () => ({ one: null, at: () => 1 }) };

const words = () => document.getElementById("take-said")?.dataset || {};

/** Say something in the line that screen readers listen to, and on the screen. */
function say(text, wrong) {
  const line = document.getElementById("take-said");
  if (!line) return;
  line.textContent = text;
  line.classList.toggle("is-shown", Boolean(text));
  line.classList.toggle("is-wrong", Boolean(wrong));
}

const named = (answer) => /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "")?.[1];

/** What is being made, by the button that it was asked with: the way to stop it. */
const going = new WeakMap();

/**
 * Fetch a file and keep it. Pressed again, the button stops it, once it is said that something goes on.
 *
 * @param {string} address
 * @param {object|null} question sent as JSON; null asks with a plain link
 * @param {HTMLElement|null} button held down while it is made
 * @returns {Promise<string>} what the file is called; "" where none came
 */
export async function take(address, question, button) {
  if (button?.getAttribute("aria-busy") === "true") {
    going.get(button)?.abort();
    return "";
  }
  button?.setAttribute("aria-busy", "true");
  const stop = new AbortController();
  const waiting = setTimeout(() => {
    say(words().working);
    if (button) going.set(button, stop);
  }, PATIENCE);
  try {
    const how = question && { method: "POST", headers: { "Content-Type": "application/json", ...writeHeaders() }, body: JSON.stringify(question) };
    const answer = await fetch(beneath(address), { ...how, signal: stop.signal });
    if (!answer.ok) {
      const text = await answer.text();
      say(answer.headers.get("Content-Type")?.startsWith("text/plain") && text ? text : words().failed, true);
      return "";
    }
    const name = named(answer) || "";
    const held = URL.createObjectURL(await answer.blob());
    const link = Object.assign(document.createElement("a"), { href: held, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(held), 60000);
    say(words().done);
    setTimeout(() => say(""), 4000);
    return name;
  } catch (error) {
    say(error.name === "AbortError" ? words().stopped : words().failed, error.name !== "AbortError");
    return "";
  } finally {
    clearTimeout(waiting);
    if (button) going.delete(button);
    button?.removeAttribute("aria-busy");
  }
}

/** The presentation that is open, as it stands, or the step of it that is shown. */
function asked(button) {
  const { lang, version } = document.getElementById("state-keys").dataset;
  const { one, at } = open.step();
  return { presentation: one, kind: button.dataset.kind, language: lang, version, ...(button.dataset.take === "step" && { step: at() }) };
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-take]");
  const held = event.target.closest?.("button[data-take]");
  if (held) { take("/ta-med", asked(held), held); return; }
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const address = link.dataset.take === "view" ? `${link.pathname}${window.location.search}` : link.href;
  take(address, null, link);
});
