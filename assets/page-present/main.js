/* Presentera put together: the meeting, its notes, the list or one presentation to arrange. */
import { state } from "../app/address.js";
import * as presentations from "../app/presentations.js";
import { open } from "../app/take.js";
import { map } from "../map/api.js";
import { arrange } from "./arrange.js";
import { act } from "./keys.js";
import { startIdle } from "./idle.js";
import { drawList } from "./list.js";
import { showStep, stepNow, tellNotes, tellProblem } from "./meeting.js";
import { present } from "./model.js";
import { startNotes } from "./notes.js";

const byId = (id) => document.getElementById(id);

function begin() {
  const page = byId("state-keys").dataset;
  present.said = JSON.parse(page.said);
  const key = state.get("p");
  present.one = key ? presentations.open(key) : null;
  if (!key) { drawList(); return; }
  present.channel = new BroadcastChannel(`utbudskarta-presentera-${key}`);
  if (byId("present-notes")) { startNotes(); return; }
  if (byId("present-steps")) { arrange(key); return; }
  byId("present-leave").href = presentations.address(key);
  if (!present.one) { tellProblem([presentations.fill(present.said.gone, { name: key })]); return; }
  map.setTexts(JSON.parse(page.texts));
  present.channel.onmessage = ({ data }) => {
    if (data.ask) tellNotes();
    if (data.act) act(data.act);
  };
  state.onChange(() => showStep());
  startIdle();
  showStep();
}

open.step = () => ({ one: present.one, at: stepNow });

let begun = false;
document.addEventListener("sync", () => {
  if (begun || !(byId("present") || byId("present-notes"))) return;
  begun = true;
  begin();
});
