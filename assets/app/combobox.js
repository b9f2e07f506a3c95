/* A search field with a list, by the rules of the keyboard and of those who listen: what every such field shares. */

/** Say that a field is one, and which list is its own. */
export function wake(input, list) {
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list);
}

/** A row of a list: a name, and where it is; a press chooses it before the field loses the keyboard. */
export function option(id, name, where, choose) {
  const row = document.createElement("div");
  row.id = id;
  row.role = "option";
  row.className = "search-row";
  row.setAttribute("aria-selected", "false");
  [["", name], ["search-where", where]].forEach(([look, text]) => {
    const part = document.createElement("span");
    part.className = look;
    part.textContent = text;
    row.append(part);
  });
  row.addEventListener("mousedown", (event) => { event.preventDefault(); choose(); });
  return row;
}

/** Put rows in a list, which is there while it has any. */
export function fillList(input, list, rows) {
  list.replaceChildren(...rows);
  list.hidden = !rows.length;
  input.setAttribute("aria-expanded", rows.length ? "true" : "false");
  input.removeAttribute("aria-activedescendant");
}

/** Let a row be the one that Enter would choose; -1 for none. */
export function mark(input, list, at) {
  [...list.children].forEach((row, i) => row.setAttribute("aria-selected", i === at ? "true" : "false"));
  if (at < 0) { input.removeAttribute("aria-activedescendant"); return; }
  input.setAttribute("aria-activedescendant", list.children[at].id);
  list.children[at].scrollIntoView({ block: "nearest" });
}
