/* What Jämför tells a test. */
import { funnelPlaces } from "../page-compare/funnel.js";
import { compare } from "../page-compare/model.js";

window.utbudskarta.compare = Object.assign(compare, { funnelPlaces });
