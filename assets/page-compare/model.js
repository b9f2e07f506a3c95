/* What Jämför knows: the last answer of the server, and the texts of the page by key. */

export const compare = { answer: null, said: {} };
