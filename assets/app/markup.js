/* Elements out of plain lists, [name, attributes, ...inside], as dashboard/components/markup.py writes them. */
(function () {
  "use strict";
  const app = window.utbudskarta;

  function element(markup) {
    if (typeof markup === "string") return document.createTextNode(markup);
    const [name, attributes, ...inside] = markup;
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...inside.map(element));
    return made;
  }

  app.element = element;

  /** Put markup into its places; a place that says it already keeps what the reader has open or in hand. */
  app.fill = (places) => Object.entries(places).forEach(([id, inside]) => {
    const place = document.getElementById(id);
    const text = JSON.stringify(inside);
    if (!place || place.told === text) return;
    place.told = text;
    place.replaceChildren(...inside.map(element));
  });
})();
