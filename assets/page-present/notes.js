/* The window of notes: what to say now, what comes next, and the time. It hears of the meeting on a channel. */
import * as presentations from "../app/presentations.js";
import { present } from "./model.js";

const byId = (id) => document.getElementById(id);
const KEYS = { ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", ArrowLeft: "back", ArrowUp: "back", PageUp: "back", Home: "first", End: "last" };
let began = 0;

function two(number) {
  return String(Math.floor(number)).padStart(2, "0");
}

function tick() {
  const now = new Date();
  const passed = (Date.now() - began) / 1000;
  byId("notes-clock").textContent = `${two(now.getHours())}:${two(now.getMinutes())}`;
  byId("notes-passed").textContent = `${two(passed / 60)}:${two(passed % 60)}`;
}

function show({ step, of, heading, note, next, name }) {
  const { said } = present;
  const { fill } = presentations;
  byId("notes-count").textContent = fill(said.of, { at: step, of });
  byId("notes-heading").textContent = heading;
  byId("notes-note").textContent = note || said.note_none;
  byId("notes-note").classList.toggle("note", !note);
  byId("notes-next").textContent = next ? fill(said.next, { heading: next }) : said.end;
  byId("present-said").textContent = `${fill(said.step, { at: step, of, heading })}. ${note}`;
  document.title = `${fill(said.notes, { name })} – ${said.site}`;
}

export function startNotes() {
  began = Date.now();
  tick();
  window.setInterval(tick, 1000);
  present.channel.onmessage = ({ data }) => { if (data.heading) show(data); };
  present.channel.postMessage({ ask: true });
  const act = (what) => (what === "restart" ? ((began = Date.now()), tick()) : present.channel.postMessage({ act: what }));
  document.addEventListener("click", (event) => { const button = event.target.closest("[data-present]"); if (button) act(button.dataset.present); });
  document.addEventListener("keydown", (event) => {
    const pressing = event.target.closest?.("button, .notes-note") && !["PageDown", "PageUp", "ArrowRight", "ArrowLeft"].includes(event.key);
    if (pressing || !KEYS[event.key]) return;
    event.preventDefault();
    act(KEYS[event.key]);
  });
}
