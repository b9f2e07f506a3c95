/* What a page asks its own route: only the last question's answer is shown, and what is old is greyed. */
import { shown } from "./answer.js";
import { expect } from "./expect.js";
import { beneath } from "../site.js";

const AFTER_MS = 200;

/**
 * A function that asks for what the address says.
 *
 * @param {string} id of the element that is greyed while it waits
 * @param {() => string} address of the answer
 * @param {(answer: any) => void|Promise<void>} show
 * @returns {() => Promise<void>}
 */
export function lastAnswer(id, address, show) {
  let asked = 0;
  const late = (is) => { document.getElementById("late").hidden = !is; };
  return async function ask() {
    const mine = (asked += 1);
    shown.awaiting = true;
    const main = document.getElementById(id);
    const waiting = window.setTimeout(() => main.classList.add("is-stale"), AFTER_MS);
    const arrived = expect(() => { if (mine === asked) late(true); });
    try {
      const found = await fetch(beneath(address()));
      if (!found.ok) throw new Error(String(found.status));
      const answer = await found.json();
      if (mine !== asked) return;
      await show(answer);
      late(false);
    } catch {
      if (mine === asked) late(true);
    } finally {
      window.clearTimeout(waiting);
      arrived();
      if (mine === asked) {
        main.classList.remove("is-stale");
        shown.awaiting = false;
      }
    }
  };
}
