/* What the server answered last, and how far the page has come with it. */

export const shown = {
  /** The view on the map, as the server sent it, and the heading of what it is about. */
  view: null,
  heading: "",
  /** Whether an answer is on its way, and whether the map shall look at what it is about when it comes. */
  awaiting: false,
  fly: false,
  /** Whether the map has been shown where to look at all, and what was asked when it was last drawn. */
  placed: false,
  drawn: "",
};
