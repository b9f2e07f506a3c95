/** Zoom buttons, the way back to the whole region, and the scale bar. */
(function (ns) {
  "use strict";

  function name(button, words) {
    button.title = words;
    button.setAttribute("aria-label", words);
  }

  /**
   * Put the controls on a map.
   *
   * @param {L.Map} map
   * @param {() => void} whole looks at the whole region
   * @returns {{rename: () => void}} writes the words again, after a change of language
   */
  function controls(map, whole) {
    map.attributionControl?.setPrefix(false);
    const zoom = map.zoomControl;
    let button = null;
    if (zoom) {
      zoom.setPosition("bottomright");
      button = L.DomUtil.create("a", "map-whole", zoom.getContainer());
      button.href = "#";
      button.role = "button";
      L.DomEvent.disableClickPropagation(button);
      L.DomEvent.on(button, "click", (event) => {
        L.DomEvent.stop(event);
        whole();
      });
    }
    const scale = L.control.scale({ imperial: false, position: "bottomright", maxWidth: 100 }).addTo(map);

    function rename() {
      const { zoomIn, zoomOut, whole: all, label } = ns.words;
      Object.assign(L.Control.Zoom.prototype.options, { zoomInTitle: zoomIn, zoomOutTitle: zoomOut });
      map.getContainer().setAttribute("role", "region");
      map.getContainer().setAttribute("aria-label", label);
      if (!zoom) return;
      name(zoom._zoomInButton, zoomIn);
      name(zoom._zoomOutButton, zoomOut);
      name(button, all);
    }

    rename();
    return { rename, scale };
  }

  ns.controls = controls;
})(((window.utbudskarta ??= {}).map ??= {}));
