/* What Presentera tells a test. */
import { present } from "../page-present/model.js";

window.utbudskarta.present = present;
Object.defineProperty(window.utbudskarta, "shown", { get: () => present.step });
