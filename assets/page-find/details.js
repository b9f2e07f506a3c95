/* Everything that is told of one unit, in a dialog: the browser keeps the keyboard in it and gives it back. */
import { state } from "../app/address.js";
import { element } from "../app/markup.js";
import { acceptsChip, chooseBox, far, pairs, printedFrom } from "./cards.js";
import { careForm, find } from "./model.js";

let opener = null;

function content(form, at, away) {
  const { said, units } = find;
  const id = units.ids[form.at[at]];
  const name = units.names[form.at[at]];
  const [length, time] = far(away);
  return [
    ["div", { class: "find-details-head" },
      ["div", {}, ["p", {}, form.name], ["h2", { id: "find-details-title", tabindex: "-1" }, name], ["p", { class: "find-far" }, ...(length ? [["strong", {}, length], ...(time ? [` · ${time}`] : []), " "] : []), acceptsChip(form, at)]],
      ["button", { type: "button", class: "button", "data-find": "close" }, said.close]],
    pairs(form, form.fields, at, true),
    printedFrom(),
    ["div", { class: "find-details-foot" },
      chooseBox(id, name),
      ...(units.lon[form.at[at]] !== null ? [["button", { type: "button", class: "link", "data-find": "where", "data-id": id }, said.show_map]] : []),
      ["button", { type: "button", class: "link", "data-action": "share", "data-done": said.share_done, "data-failed": said.share_failed }, said.share_unit],
      ["button", { type: "button", class: "link", "data-find": "print" }, said.print]],
  ];
}

/** Open, refresh or close the dialog, as the address says. */
export function drawDetails(aways) {
  const dialog = document.getElementById("find-details");
  const form = careForm();
  const at = form.at.findIndex((unit) => find.units.ids[unit] === state.get("unit"));
  if (at < 0) { if (dialog.open) dialog.close(); return; }
  const held = dialog.open && document.activeElement?.dataset?.find;
  dialog.replaceChildren(...content(form, at, aways && aways[at]).map(element));
  if (!dialog.open) {
    opener = document.activeElement?.dataset?.id ? { ...document.activeElement.dataset } : null;
    dialog.showModal();
    document.getElementById("find-details-title").focus();
  } else if (held) dialog.querySelector(`[data-find="${held}"]`)?.focus();
}

/** The dialog was closed, by Escape too: the address says so, and the keyboard is back where it was. */
export function detailsClosed() {
  state.set({ unit: null }, { replace: true });
  const back = opener && document.querySelector(`[data-unit="${CSS.escape(opener.id)}"] [data-find="${opener.find}"]`);
  opener = null;
  if (back) back.focus();
}
