/* How long an answer is waited for before the page says that none will come. */
import { beneath } from "../site.js";

const LOOK_MS = 1000; /* then the server is asked whether it is there at all */
const THERE_MS = 1500;
const LATE_MS = 8000; /* then nobody believes in an answer any more */

async function gone() {
  try {
    const answer = await fetch(beneath("/healthz"), { cache: "no-store", signal: AbortSignal.timeout(THERE_MS) });
    return !answer.ok;
  } catch {
    return true;
  }
}

/**
 * Begin to wait for an answer.
 *
 * @param {() => void} late told once: within three seconds where the server is gone, otherwise after eight
 * @returns {() => void} to be called when the answer is here, or no longer wanted
 */
export function expect(late) {
  let over = false;
  const say = () => { if (!over) { over = true; late(); } };
  const look = window.setTimeout(async () => { if (await gone()) say(); }, LOOK_MS);
  const last = window.setTimeout(say, LATE_MS);
  return () => { over = true; window.clearTimeout(look); window.clearTimeout(last); };
}
