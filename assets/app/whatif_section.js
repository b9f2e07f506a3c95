/* The section of what-if in the rail, and the words that came with it. */

export const section = () => document.getElementById("what-if");

export const words = () => JSON.parse(section().dataset.words);
