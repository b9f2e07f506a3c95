/* What a browser keeps under a key; where it keeps nothing, what lasts as long as the page. */

/** Key of what is kept for the page's region. */
export const ofRegion = (key) => `utbudskarta.${key}.${document.getElementById("state-keys").dataset.region}`;

/**
 * A place in the browser's memory.
 *
 * @param {() => string} key
 */
export function browserStore(key) {
  let memory = null; /* where the browser keeps nothing */
  return {
    /** What is kept; null where there is nothing, or what stands there is not ours. */
    read() {
      if (memory !== null) return memory;
      try {
        return JSON.parse(window.localStorage.getItem(key()) || "null");
      } catch {
        return null;
      }
    },
    /** Keep a value; false where the browser does not, and it lasts only as long as the page. */
    keep(value) {
      try {
        window.localStorage.setItem(key(), JSON.stringify(value));
        memory = null;
        return true;
      } catch {
        memory = value;
        return false;
      }
    },
  };
}
