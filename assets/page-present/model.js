/* What Presentera knows: its texts, the presentation that is open, and the meeting as it stands. */

export const present = {
  /** Texts of the page by key, and the presentation: null where it is not there. */
  said: {},
  /** @type {Presentation} */
  one: null,
  /** What the server said of the step that is shown, and the channel to the window of notes. */
  answer: null,
  channel: null,
  /** Key of the step that is shown, for whoever waits for it. */
  step: "",
  /** The Leaflet map. */
  /** @type {L.Map} */
  leaflet: null,
};
