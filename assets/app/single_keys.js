/* Whether single letters and signs are shortcuts: speech and clumsy hands press them by mistake. */
import { browserStore } from "./browser_store.js";

const store = browserStore(() => "utbudskarta.letters");

export const singleKeys = {
  on: () => store.read() !== "off",
  toggle: () => store.keep(singleKeys.on() ? "off" : "on"),
};
