/* Steps as small maps: in the shelf, beside each step to arrange, and above the foot of the meeting. */

/**
 * Address of the picture of a view.
 *
 * @param {string} view query string of the view's own keys
 * @returns {string}
 */
export const thumbnail = (view) => `/thumbnail/${document.getElementById("state-keys").dataset.version}.svg?${view}`;

/** A picture that says nothing by itself: what it is of stands beside it. */
export const picture = (view) => ["img", { class: "present-thumbnail", src: thumbnail(view), alt: "", loading: "lazy" }];
