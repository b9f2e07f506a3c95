/* Where the site lies on its host: at the root, or below a path that a proxy leaves to it. */

const path = () => globalThis.document?.documentElement?.dataset?.site || "";

/**
 * An address of the site as the browser is to ask for it.
 *
 * @param {string} address that begins with a slash where the site does; any other stays as it is
 * @returns {string}
 */
export function beneath(address) {
  const site = path();
  const isOwn = address.startsWith("/") && !address.startsWith("//");
  return isOwn && site && !`${address}/`.startsWith(`${site}/`) ? site + address : address;
}

/** Attributes of an element that hold an address. */
export const ADDRESSES = new Set(["href", "src", "action", "formaction"]);
