/* What Hitta tells a test. */
import { searched } from "../app/search_index.js";
import { find } from "../page-find/model.js";
import { sorted } from "../page-find/results.js";

window.utbudskarta.find = Object.assign(find, { data: searched.data, sorted });
