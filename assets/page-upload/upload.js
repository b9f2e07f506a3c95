/* Läs in data: files that are dropped or chosen are sent at once, and the page is read anew as the work goes on. Without
   this script a button sends them, and a link reads the page anew. */
import { beneath } from "../site.js";

const LOOK_MS = 1000;
const drop = document.querySelector(".upload-drop");

if (drop) {
  const field = drop.querySelector("input[type=file]"), press = drop.querySelector("button");
  drop.classList.add("is-live");
  field.addEventListener("change", () => { if (field.files.length) press.click(); });
  for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, () => drop.classList.add("is-over"));
  for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("is-over"));
}

/** Ask how far the work has come until it is somewhere else, and then show the page anew. */
async function follow(progress) {
  const { state, phase } = progress.dataset;
  let found = { phase };
  while (found.phase === phase) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    try {
      const answer = await fetch(beneath(state), { cache: "no-store" });
      if (!answer.ok) break;
      found = await answer.json();
    } catch { // the server is away for a moment: ask again
    }
  }
  location.replace(location.href);
}

const progress = document.querySelector(".upload-progress");
if (progress) follow(progress);
