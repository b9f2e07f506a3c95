/* What a browser keeps under a key; where it keeps nothing, what lasts as long as the page. */

/** Key of what is kept for the page's region. */
export const ofRegion = (key) => `utbudskarta.${key}.${document.getElementById("state-keys").dataset.region}`;

const JSON_FORM = { parse: JSON.parse, write: JSON.stringify };
/** A text as it is, without the quotes of JSON. */
export const TEXT_FORM = { parse: (text) => text, write: String };

/**
 * A place in the browser's memory.
 *
 * @param {() => string} key
 * @param {{parse: (text: string) => any, write: (value: any) => string}} [form] how a value is written
 */
export function browserStore(key, form = JSON_FORM) {
  let memory = null; /* where the browser keeps nothing */
  return {
    /** What is kept; null where there is nothing, or what stands there is not ours. */
    read() {
      if (memory !== null) return memory;
      try {
        const text = window.localStorage.getItem(key());
        return text ? form.parse(text) : null;
      } catch {
        return null;
      }
    },
    /** Keep a value; false where the browser does not, and it lasts only as long as the page. */
    keep(value) {
      try {
        window.localStorage.setItem(key(), form.write(value));
        memory = null;
        return true;
      } catch {
        memory = value;
        return false;
      }
    },
  };
}
