/* What every page runs: the address and its controls, the map, and what Dash calls. */
import "./change_layer.js";
import "./controls.js";
import "./drawing.js";
import "./menus.js";
import "./placing.js";
import "./print.js";
import "./rules.js";
import "./save_step.js";
import "./search.js";
import "./show.js";
import "./siting.js";
import "./swipe.js";
import "./take.js";
import "./whatif_acts.js";
