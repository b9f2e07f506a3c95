/* Whether single letters and signs are shortcuts: speech and clumsy hands press them by mistake. */
import { TEXT_FORM, browserStore } from "./browser_store.js";

const store = browserStore(() => "utbudskarta.letters", TEXT_FORM); /* as released in 0.2.0 */

export const singleKeys = {
  on: () => store.read() !== "off",
  toggle: () => store.keep(singleKeys.on() ? "off" : "on"),
};
