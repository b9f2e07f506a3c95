/* What every page runs: the address and its controls, the map, and what Dash calls. */
import "./change_layer.js";
import "./controls.js";
import "./development.js";
import "./drawing.js";
import "./menus.js";
import "./narrowing.js";
import "./places_bar.js";
import "./placing.js";
import "./print.js";
import "./rules.js";
import "./save_step.js";
import "./search.js";
import "./show.js";
import "./siting.js";
import "./take.js";
import "./undo.js";
import "./whatif_acts.js";
