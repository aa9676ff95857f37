// Brings the parts of the page together: each event goes to all that show something of it.
import { headers, useToken } from "./access.js";
import { byId, colours, count, element, length, readColours, say } from "./basics.js";
import { Booking } from "./booking.js";
import { listen } from "./events.js";
import { Faults } from "./faults.js";
import { Flow } from "./flow.js";
import { House } from "./house.js";
import { Plots } from "./plots.js";
import { State } from "./state.js";
import { TimeLine } from "./timeline.js";
import { happening } from "./words.js";

const REDRAW_MILLIS = 250; // of what goes with the clock; requests are drawn at each frame
const SAID = ["fault", "convicted", "replaced", "activated", "exited"]; // aloud, where that is wanted
const SCHEME = "marquee-scheme";

readColours();
const state = new State();
const house = new House(state);
const flow = new Flow(house);
const timeLine = new TimeLine(state);
const plots = new Plots(state);
const faults = new Faults();
const booking = new Booking(state);

function told(type, event) {
  const what = happening(type, event);
  state.take(type, event, what);
  if (type === "hello") furnish(event);
  if (type === "gap") timeLine.tell();
  if (type === "cluster") booking.furnish();
  if (type === "request") flow.request(event, state.hello.frontEnd, voters());
  if (type === "links") showLinks();
  if (what !== null) happened(type, event, what);
}

function happened(type, event, what) {
  timeLine.add(what);
  if (state.now() - what.at > 5000) return; // told again, or late: it is no news
  if (SAID.includes(type)) say(byId("said"), what.words);
  if (type === "incident" && event.slot && event.kind === "INCORRECT") {
    flow.send(event.slot, state.hello.frontEnd, "bad", 0, { wrong: true, label: `#${event.number}` });
  } else if (type === "probe" && !event.answered) flow.send(event.manager, event.slot, "probe", 0);
  else if (type === "probe") flow.send(event.slot, event.manager, "probe", 0);
  else if (type === "vote") flow.send(event.manager, "sequencer", "vote", 0, { label: "vote" });
}

let furnished = "";

function furnish({ mode, frontEnd, access, nodes }) {
  say(byId("about"), `${frontEnd} · ${mode} · ${access === "lab" ? "laboratory: users are believed" : "with tokens"}`);
  if (furnished === nodes.join()) return; // the same house again, after the connection was lost
  furnished = nodes.join();
  house.furnish();
  timeLine.furnish();
  faults.furnish(state);
}

const voters = () => state.nodes(/^R\d+$/).filter((name) => ["ACTIVE", undefined].includes(state.slot(name).state));

const FORBIDDEN = 403;

function connected(how, status) {
  const words = { live: "live", lost: "connection lost, trying again", denied: "an operator's token is needed", full: "too many watch this front end, trying again" };
  say(byId("standing"), status === FORBIDDEN ? "a token that is no operator's may book, and not watch" : words[how]);
  byId("standing").dataset.state = how;
  byId("token-form").hidden = how !== "denied";
  if (how === "denied") state.access = "tokens"; // A lab denies nobody.
  booking.furnish();
}

function showLinks() {
  byId("link-rows").replaceChildren(...state.links.map((link) => {
    const numbers = ["sent", "received", "retransmitted", "duplicates", "dropped"].map((name) => (
      element("td", { class: "n", text: count(link[name]) })));
    return element("tr", { "data-peer": link.peer }, element("th", { scope: "row", text: link.peer }),
      element("td", { class: link.up ? "up" : "down", text: link.up ? "up" : "down" }), ...numbers);
  }));
}

function showFigures() {
  const newest = state.newest();
  say(byId("f-rate"), newest?.requests === undefined ? "–" : count(newest.requests));
  say(byId("f-p50"), newest?.requests > 0 ? length(newest.p50) : "–");
  say(byId("f-p99"), newest?.requests > 0 ? length(newest.p99) : "–");
  say(byId("f-failed"), count(state.totals.failed));
  byId("f-failed").classList.toggle("bad", state.totals.failed > 0);
  say(byId("f-wrong"), count(state.totals.wrong));
  say(byId("f-replaced"), count(state.totals.replaced));
  if (state.cluster) say(byId("f-next"), `#${count(state.cluster.sequencer.next - 1)}`);
}

function redraw() {
  if (!document.hidden && state.hello !== null) {
    house.show();
    showFigures();
    if (!timeLine.paused) timeLine.draw();
    plots.draw();
  }
}

function scheme(chosen) {
  if (chosen) document.documentElement.dataset.scheme = chosen;
  readColours();
  timeLine.draw();
  plots.draw();
}

byId("scheme").addEventListener("click", () => {
  const dark = colours.back !== "" && getComputedStyle(document.documentElement).colorScheme.includes("dark");
  const chosen = dark ? "light" : "dark";
  localStorage.setItem(SCHEME, chosen);
  scheme(chosen);
});
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => scheme());
byId("what-happened").addEventListener("keydown", (key) => {
  if (key.key === "p" && !key.ctrlKey && !key.metaKey && !key.altKey) timeLine.pause(!timeLine.paused);
});

let stop = listen(headers, told, connected);
byId("token-form").addEventListener("submit", (event) => {
  event.preventDefault();
  useToken(byId("token").value.trim());
  byId("token").value = "";
  stop();
  stop = listen(headers, told, connected);
});

scheme(localStorage.getItem(SCHEME) ?? undefined);
booking.lay();
setInterval(redraw, REDRAW_MILLIS);
