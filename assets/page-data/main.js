/* Hämta data: copy a text, and say which layer the text of the embedded map shows. */
import { beneath } from "../site.js";

async function copy(button) {
  const status = document.getElementById("said");
  const code = document.getElementById(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(code.textContent);
    status.textContent = button.dataset.done;
  } catch {
    window.getSelection().selectAllChildren(code);
    status.textContent = button.dataset.failed;
  }
  status.classList.add("is-shown");
  window.setTimeout(() => { status.classList.remove("is-shown"); status.textContent = ""; }, 4000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copies]");
  if (button) copy(button);
});

document.addEventListener("change", (event) => {
  if (event.target.id !== "embed-layer") return;
  const see = document.getElementById("embed-see");
  const code = document.getElementById("embed-snippet");
  const written = (address) => address.replaceAll("&", "&amp;"); /* as it stands inside an attribute */
  const chosen = beneath(event.target.value);
  code.textContent = code.textContent.replace(written(see.getAttribute("href")), written(chosen));
  see.setAttribute("href", chosen);
});
