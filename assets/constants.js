/* What Python and the browser both go by, each once. The body is JSON: geodata/contract/constants.py reads it too. */
export const constants = {
  "ends": { "unknown": -1, "outside": -2, "here": -3 },
  "unit_state": { "hidden": 0, "shown": 1, "alert": 2 },
  "rules": ["too_far", "too_little", "no_choice", "too_few"],
  "stores": {
    "scenario": ["form", "period", "operator", "age", "limit", "rules", "changes", "intake", "mode"],
    "selection": ["muni", "area", "areas", "unit", "zone", "drawn", "called"],
    "display": ["layers", "service", "measure", "figure", "name", "way", "since", "lines", "versus", "versus_rules", "versus_name", "gap", "maps", "areas_by", "units_by", "units_size", "brush", "pin", "pin_name", "reach", "reach_min", "question", "horizon", "variant", "health", "trend", "damping", "prevalence", "people", "standard", "futures", "rise", "need_by", "model", "prices", "budget", "scaled", "floor", "floor_by", "against", "effect", "pay_by", "pay_name", "pay_moves"],
    "listing": ["table", "need_view", "within", "columns", "sort", "find", "rows", "date", "name", "versus", "versus_rules", "versus_name", "way", "since", "gap", "brush", "reach", "reach_min", "question", "horizon", "variant", "health", "trend", "damping", "prevalence", "people", "standard", "futures", "rise", "equity_of", "equity_by", "layers", "measure", "figure", "areas_by", "units_by", "need_by", "model", "prices", "budget", "scaled", "floor", "floor_by", "against", "effect", "pay_by", "pay_name", "pay_view", "pay_beside"]
  },
  "tariff": ["model", "prices", "budget", "scaled", "floor", "floor_by", "against"],
  "shortcuts": {
    "undo": ["Control+z"],
    "redo": ["Control+Shift+z", "Control+y"],
    "several": ["Control+Enter", "Shift+Enter"],
    "search": ["/"],
    "region": ["Escape"],
    "sheet": ["?"]
  },
  "questions": { "supply": ["underserved", "flows", "units", "labels"], "need": ["need", "labels"], "payment": ["payment", "labels"] },
  "most": { "changes": 40, "areas": 100, "places": 50, "corners": 64, "name": 80, "unit_name": 80, "edits": 40, "tariffs": 50, "tariff_text": 2000, "beside": 3 },
  "decimals": { "place": 5, "corner": 4, "capacity": 2 },
  "changes": {
    "add": "add:(n[1-9][0-9]{0,2})@(-?[0-9]{1,3}(?:\\.[0-9]+)?),(-?[0-9]{1,3}(?:\\.[0-9]+)?)\\*([0-9]{1,6}(?:\\.[0-9]+)?)(?:/(own|contract|choice|)/([^;/]*)/([^;/]*))?",
    "close": "close:([^;@,]+)",
    "move": "move:([^;@,]+)@(-?[0-9]{1,3}(?:\\.[0-9]+)?),(-?[0-9]{1,3}(?:\\.[0-9]+)?)",
    "size": "size:([^;@,]+)\\*([0-9]{1,6}(?:\\.[0-9]+)?)"
  },
  "formats": {
    "scenario": { "format": "utbudskarta-scenario", "format_version": 1 },
    "presentation": { "format": "utbudskarta-presentation", "format_version": 1 },
    "tariff": { "format": "utbudskarta-tariff", "format_version": 1 }
  },
  "seat_weight": 4,
  "step_room": { "width": 860, "height": 640 },
  "zooms": { "area": 10.5, "several": 10.5, "zone": 10.5, "drawn": 10.5, "municipality": 11, "unit": 11.5 },
  "colours": {
    "forms": { "circle": "form-primary", "square": "form-rehab", "triangle": "form-child", "diamond": "form-home" },
    "changes": { "add": "accent", "close": "bad" },
    "payment": { "more": "pay-more", "less": "pay-less", "same": "pay-same" }
  }
};
