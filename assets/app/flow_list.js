/* The list of who goes where and the arrows on the map: what is pointed at in one is lit in the other. */
(function () {
  "use strict";
  const app = window.utbudskarta;

  const rowOf = (event) => event.target.closest && event.target.closest("#flow-list [data-way]");

  ["mouseover", "focusin"].forEach((name) => document.addEventListener(name, (event) => {
    const row = rowOf(event);
    if (row && app.map && app.map.pointFlow) app.map.pointFlow(row.dataset.way);
  }));
  ["mouseout", "focusout"].forEach((name) => document.addEventListener(name, (event) => {
    if (rowOf(event) && app.map && app.map.pointFlow) app.map.pointFlow(null);
  }));

  /** Mark the row of the flow that is pointed at on the map. */
  function light(key) {
    document.querySelectorAll("#flow-list [data-way]").forEach((row) => row.classList.toggle("is-lit", row.dataset.way === key));
  }

  app.flowList = { light };
})();
