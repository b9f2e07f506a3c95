/* What Jämför knows: the last answer of the server, the texts of the page by key, and the unit chosen last. */

export const compare = { answer: null, said: {}, named: "" };
