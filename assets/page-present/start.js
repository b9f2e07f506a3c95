/* Presentera put together: the meeting, its notes, the list or one presentation to arrange. */
(function () {
  "use strict";
  const app = window.utbudskarta;
  const present = (app.present = app.present || {});
  const { state } = app;
  const byId = (id) => document.getElementById(id);

  function begin() {
    const page = byId("state-keys").dataset;
    present.said = JSON.parse(page.said);
    const key = state.get("p");
    present.one = key ? app.presentations.open(key) : null;
    if (!key) { present.drawList(); return; }
    present.channel = new BroadcastChannel(`utbudskarta-presentera-${key}`);
    if (byId("present-notes")) { present.notes(); return; }
    if (byId("present-steps")) { present.arrange(key); return; }
    byId("present-leave").href = `/presentera?p=${key}&lang=${page.lang}`;
    if (!present.one) { present.problem([present.said.gone]); return; }
    app.map.setTexts(JSON.parse(page.texts));
    present.channel.onmessage = ({ data }) => {
      if (data.ask) present.tell();
      if (data.act) present.act(data.act);
    };
    state.onChange(() => present.show());
    present.show();
  }

  let begun = false;
  document.addEventListener("sync", () => {
    if (begun || !(byId("present") || byId("present-notes"))) return;
    begun = true;
    begin();
  });
})();
