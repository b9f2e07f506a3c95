/* The map of Min enhet: a press, a drag or the arrow keys put a place in the typed field, and what is typed moves the
   mark. The pictures come from the server, drawn as those of Ändringar; without this script the field is all there is. */
import { unworld, world } from "../core/world.js";
import { addressIndex, postcodeHits, streetHits } from "../app/search_addresses.js";
import { beneath } from "../site.js";

const STEP = 12; // pixels of an arrow key; one with shift
const PRESS = 4; // pixels that a press may move
const EDGE = 0.12; // part of the picture at each side where the mark asks for another picture
const SHOWN = 6; // addresses listed

/** An element with attributes and what is inside it. */
function make(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...inside);
  return made;
}

/** Latitude and longitude of a typed place, as the server reads it; null where it is none. */
export function placeOf(text) {
  const found = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  if (!found) return null;
  const [lat, lon] = [Number(found[1]), Number(found[2])];
  return Math.abs(lat) <= 85 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

/** A place as it is typed. */
export const written = ({ lat, lon }) => `${lat.toFixed(5)},${lon.toFixed(5)}`;

/** Pixels from the middle of a picture to a place. */
export function offset(look, place) {
  const scale = 2 ** look.zoom;
  const [x0, y0] = world(look.lon, look.lat), [x, y] = world(place.lon, place.lat);
  return [(x - x0) * scale, (y - y0) * scale];
}

/** The place some pixels from the middle of a picture. */
export function placeAt(look, dx, dy) {
  const scale = 2 ** look.zoom;
  const [x0, y0] = world(look.lon, look.lat);
  const { lat, lng } = unworld(x0 + dx / scale, y0 + dy / scale);
  return { lat, lon: lng };
}

function begin(holder) {
  const facts = JSON.parse(holder.dataset.facts), said = facts.words;
  const field = /** @type {HTMLInputElement} */ (document.getElementById("fact-place"));
  const typed = /** @type {HTMLInputElement|null} */ (document.querySelector('input[name="address"]'));
  const form = () => /** @type {HTMLSelectElement|null} */ (document.getElementById("fact-care_form"))?.value || facts.form;
  const look = { lat: facts.lat, lon: facts.lon, zoom: facts.zoom };
  let mark = placeOf(field.value);
  let wanted = "";

  const picture = /** @type {HTMLImageElement} */ (make("img", { alt: "", draggable: "false", width: facts.wide, height: facts.high }));
  const pin = make("button", { type: "button", class: "place-pin", "aria-label": said.marker, "aria-describedby": "place-said" });
  const surface = make("div", { class: "place-surface" }, picture, pin);
  const status = make("p", { id: "place-said", class: "quiet", role: "status" });
  const zooms = make("div", { class: "place-zooms" });
  [["+", 1, said.zoom_in], ["−", -1, said.zoom_out]].forEach(([sign, by, name]) => {
    const button = make("button", { type: "button", class: "button", "aria-label": String(name) }, String(sign));
    button.addEventListener("click", () => zoom(Number(by)));
    zooms.append(button);
  });
  surface.append(zooms);
  holder.append(search(), surface, status);

  /** Pixels of the picture for one on the screen. */
  const scale = () => facts.wide / (surface.clientWidth || facts.wide);

  function show() {
    const at = `${look.zoom}/${look.lat.toFixed(4)}/${look.lon.toFixed(4)}`;
    [look.lat, look.lon] = at.split("/").slice(1).map(Number);
    const src = beneath(`${facts.src}?${new URLSearchParams({ form: form(), at, lang: facts.lang })}`);
    if (src !== wanted) {
      wanted = src;
      picture.src = src;
    }
    picture.style.transform = "";
    place();
  }

  /** Put the mark where it is; it stands in the middle, ready for the keyboard, where nothing is chosen. */
  function place() {
    const [dx, dy] = mark ? offset(look, mark) : [0, 0];
    pin.style.left = `${50 + (100 * dx) / facts.wide}%`;
    pin.style.top = `${50 + (100 * dy) / facts.high}%`;
    pin.classList.toggle("is-unset", !mark);
    status.textContent = mark ? said.pressed.replace("{place}", written(mark)) : "";
  }

  function choose(found, { typing = false } = {}) {
    mark = found;
    if (!typing) {
      field.value = written(found);
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const [dx, dy] = offset(look, found);
    const seen = Math.abs(dx) < facts.wide * (0.5 - EDGE) && Math.abs(dy) < facts.high * (0.5 - EDGE);
    if (!seen) Object.assign(look, found);
    show();
  }

  function zoom(by) {
    const next = Math.min(facts.nearest, Math.max(facts.farthest, look.zoom + by));
    if (next === look.zoom) return;
    if (mark) Object.assign(look, mark);
    look.zoom = next;
    show();
  }

  let held = null;
  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || /** @type {Element} */ (event.target).closest(".place-zooms")) return;
    held = { x: event.clientX, y: event.clientY, pin: event.target === pin, moved: false };
    surface.setPointerCapture(event.pointerId);
  });
  surface.addEventListener("pointermove", (event) => {
    if (!held) return;
    const dx = event.clientX - held.x, dy = event.clientY - held.y;
    held.moved ||= Math.hypot(dx, dy) > PRESS;
    if (!held.moved) return;
    if (held.pin) pin.style.translate = `${dx}px ${dy}px`;
    else {
      picture.style.transform = `translate(${dx}px, ${dy}px)`;
      pin.style.translate = `${dx}px ${dy}px`;
    }
  });
  const ended = (event) => {
    if (!held) return;
    const { x, y, pin: ofPin, moved } = held;
    held = null;
    pin.style.translate = "";
    if (event.type === "pointercancel") return show();
    const [dx, dy] = [event.clientX - x, event.clientY - y].map((pixels) => pixels * scale());
    if (moved && !ofPin) {
      Object.assign(look, placeAt(look, -dx, -dy));
      return show();
    }
    if (ofPin) {
      const [ox, oy] = mark ? offset(look, mark) : [0, 0];
      if (moved) choose(placeAt(look, ox + dx, oy + dy));
      return undefined;
    }
    const box = surface.getBoundingClientRect();
    const [px, py] = [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2];
    return choose(placeAt(look, px * scale(), py * scale()));
  };
  surface.addEventListener("pointerup", ended);
  surface.addEventListener("pointercancel", ended);

  pin.addEventListener("keydown", (event) => {
    const by = event.shiftKey ? 1 : STEP;
    const ways = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] };
    if (event.key in ways) {
      event.preventDefault();
      const [ox, oy] = mark ? offset(look, mark) : [0, 0];
      choose(placeAt(look, ox + ways[event.key][0], oy + ways[event.key][1]));
    } else if (event.key === "+" || event.key === "-") {
      event.preventDefault();
      zoom(event.key === "+" ? 1 : -1);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      if (!mark) choose({ lat: look.lat, lon: look.lon });
    }
  });

  field.addEventListener("input", () => {
    const found = placeOf(field.value);
    if (found) choose(found, { typing: true });
  });
  document.getElementById("fact-care_form")?.addEventListener("change", show);

  /** A field for addresses, which are looked through in this browser: what is looked for is told to no server. */
  function search() {
    const id = "place-search";
    const text = /** @type {HTMLInputElement} */ (make("input", { type: "text", id, autocomplete: "off" }));
    const list = make("ul", { class: "place-hits" });
    const press = make("button", { type: "button", class: "button" }, said.find);
    let known = null;
    const index = () => (known ||= (async () => {
      const json = async (name) => (await fetch(beneath(`${facts.addresses}${name}.json`))).json();
      const { parts } = await json("search");
      return addressIndex(await Promise.all(Array.from({ length: parts }, (_, at) => json(`addresses-${at}`))));
    })().catch(() => { known = null; return addressIndex([]); }));
    const find = async () => {
      const all = await index();
      const codes = postcodeHits(all, text.value).slice(0, 2).map((one) => ({ ...one, street: false, named: one.name }));
      const streets = streetHits(all, text.value, { slips: true })
        .map((one) => ({ ...one, street: true, named: [one.name, one.town].filter(Boolean).join(", ") }));
      const hits = [...codes, ...streets].slice(0, SHOWN);
      list.replaceChildren(...hits.map((one) => {
        const button = make("button", { type: "button", class: "link" }, one.named);
        button.addEventListener("click", () => {
          if (one.street && typed && !typed.value) typed.value = one.named;
          look.zoom = Math.max(look.zoom, 14);
          Object.assign(look, { lat: one.lat, lon: one.lon });
          choose({ lat: one.lat, lon: one.lon });
          list.replaceChildren();
          pin.focus();
        });
        return make("li", {}, button);
      }));
      if (!hits.length && text.value.trim()) list.append(make("li", { class: "quiet", role: "status" }, said.nothing));
    };
    press.addEventListener("click", find);
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // the form is not sent by it
      find();
    });
    return make("div", { class: "place-search" }, make("label", { for: id }, said.search), text, press, list);
  }

  holder.hidden = false;
  const details = holder.closest("details");
  if (!details || details.open) show();
  details?.addEventListener("toggle", () => { if (details.open) show(); });
}

const holder = typeof document === "undefined" ? null : document.getElementById("place-map");
if (holder) begin(holder);
