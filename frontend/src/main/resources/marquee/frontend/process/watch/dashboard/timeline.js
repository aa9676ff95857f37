// What happened to each role, from left to right, and in words below. Goes with the clock until it
// is paused; what happens meanwhile is held, and there when it goes on.
import { byId, clock, colours, count, element, fitted, say } from "./basics.js";

const ROWS_MAX = 200; // in words; the lanes show all that is kept
const LANE = 24;
const AXIS = 22;
const SPANS = [15, 30, 60, 120, 300, 900]; // seconds that the width shows
const LIFE = { REPLACING: "vote", JOINING: "transfer", ACTIVE: "reply", GONE: "bad" };
const NEXT = { replaced: "REPLACING", begun: "JOINING", activated: "ACTIVE", exited: "GONE" }; // by what happened
const BEFORE = { replaced: "ACTIVE", activated: "JOINING", exited: "ACTIVE" }; // where nothing earlier is known

export class TimeLine {
  constructor(state) {
    this.state = state;
    this.span = 30;
    this.until = null; // milliseconds; null while it goes with the clock
    this.missed = 0;
    this.lanes = [];
    this.canvas = element("canvas", { "aria-hidden": "true" });
    this.tip = element("p", { class: "tip" });
    byId("lanes").append(this.canvas, this.tip);
    this.listen();
  }

  get paused() {
    return this.until !== null;
  }

  furnish() {
    this.lanes = ["sequencer", ...this.state.nodes(/^frontend-/), ...this.state.nodes(/^R\d+$/), ...this.state.nodes(/^RM\d+$/)];
    byId("lanes").style.height = `${this.lanes.length * LANE + AXIS + 8}px`;
    this.tell();
  }

  listen() {
    const lanes = byId("lanes");
    byId("pause").addEventListener("click", () => this.pause(!this.paused));
    byId("nearer").addEventListener("click", () => this.zoom(-1));
    byId("farther").addEventListener("click", () => this.zoom(1));
    byId("newest").addEventListener("click", () => this.pause(false));
    lanes.addEventListener("keydown", (key) => {
      const step = this.span * 250;
      const moves = { ArrowLeft: -step, ArrowRight: step, PageUp: -this.span * 1000, PageDown: this.span * 1000 };
      if (key.key in moves) this.move(moves[key.key]);
      else if (key.key === "End") this.pause(false);
      else if (key.key === "+" || key.key === "=") this.zoom(-1);
      else if (key.key === "-") this.zoom(1);
      else return;
      key.preventDefault();
    });
    lanes.addEventListener("wheel", (wheel) => {
      if (wheel.ctrlKey) return;
      if (Math.abs(wheel.deltaX) > Math.abs(wheel.deltaY)) this.move(wheel.deltaX * this.perPixel());
      else if (wheel.shiftKey) this.zoom(Math.sign(wheel.deltaY));
      else return;
      wheel.preventDefault();
    }, { passive: false });
    let grip = null;
    lanes.addEventListener("pointerdown", (pointer) => { grip = pointer.clientX; });
    window.addEventListener("pointerup", () => { grip = null; });
    lanes.addEventListener("pointermove", (pointer) => {
      if (grip !== null && Math.abs(pointer.clientX - grip) > 2) {
        this.move((grip - pointer.clientX) * this.perPixel());
        grip = pointer.clientX;
      }
      this.point(pointer);
    });
    lanes.addEventListener("pointerleave", () => say(this.tip, ""));
  }

  perPixel() {
    return (this.span * 1000) / Math.max(1, this.canvas.clientWidth - this.margin());
  }

  margin() {
    return this.canvas.clientWidth < 600 ? 74 : 92;
  }

  zoom(by) {
    const at = SPANS.indexOf(this.span) + by;
    this.span = SPANS[Math.min(SPANS.length - 1, Math.max(0, at))];
    this.draw();
  }

  move(millis) {
    const now = this.state.now();
    const first = this.state.happenings[0]?.at ?? now;
    const to = Math.max((this.until ?? now) + millis, first + this.span * 500);
    if (to >= now) {
      if (this.paused) this.pause(false);
    } else {
      this.until = to;
      this.marked();
    }
  }

  pause(on) {
    this.until = on ? this.state.now() : null;
    this.marked();
    if (!on) this.tell();
  }

  marked() {
    byId("pause").setAttribute("aria-pressed", String(this.paused));
    say(byId("pause"), this.paused ? "Go on" : "Pause");
    if (!this.paused) this.missed = 0;
    say(byId("held"), this.missed > 0 ? `${count(this.missed)} more since` : "");
    this.draw();
  }

  // Something happened.
  add(happening) {
    if (this.paused) {
      this.missed++;
      say(byId("held"), `${count(this.missed)} more since`);
      return;
    }
    const list = byId("events");
    list.prepend(row(happening));
    while (list.children.length > ROWS_MAX) list.lastChild.remove();
  }

  // Tells all of it anew.
  tell() {
    byId("events").replaceChildren(...this.state.happenings.slice(-ROWS_MAX).reverse().map(row));
    this.draw();
  }

  x(at) {
    const until = this.until ?? this.state.now();
    return this.canvas.clientWidth - 8 - (until - at) / this.perPixel();
  }

  draw() {
    const { pen, width, height } = fitted(this.canvas);
    const left = this.margin();
    pen.clearRect(0, 0, width, height);
    pen.font = "12px system-ui, sans-serif";
    pen.textBaseline = "middle";
    this.lanes.forEach((name, index) => {
      const y = this.y(index);
      pen.fillStyle = colours.faint;
      pen.fillText(name, 2, y);
      pen.strokeStyle = colours.line;
      pen.beginPath();
      pen.moveTo(left, y);
      pen.lineTo(width, y);
      pen.stroke();
    });
    pen.save();
    pen.beginPath();
    pen.rect(left, 0, width - left, height);
    pen.clip();
    this.drawAxis(pen, height);
    this.drawLives(pen, left);
    for (const each of this.state.happenings) this.drawMark(pen, each, left);
    pen.restore();
  }

  y(index) {
    return 6 + LANE * index + LANE / 2;
  }

  drawAxis(pen, height) {
    const step = [1, 5, 10, 15, 30, 60, 120, 300].find((seconds) => (seconds * 1000) / this.perPixel() > 78) ?? 300;
    const until = this.until ?? this.state.now();
    const foot = height - AXIS;
    for (let at = Math.floor(until / 1000 / step) * step * 1000; this.x(at) > 0; at -= step * 1000) {
      pen.strokeStyle = colours.line;
      pen.beginPath();
      pen.moveTo(this.x(at), 0);
      pen.lineTo(this.x(at), foot + 4);
      pen.stroke();
      pen.fillStyle = colours.faint;
      pen.fillText(clock(at, 0), this.x(at) + 3, foot + AXIS / 2);
    }
  }

  // A bar for each life of a slot: how far it had come. Of one about which nothing has been told it is
  // what the cluster says it is now.
  drawLives(pen, left) {
    const end = Math.min(this.x(this.state.now()), this.canvas.clientWidth);
    const lives = new Map();
    const bar = (name, from, to, state) => {
      const index = this.lanes.indexOf(name);
      if (index < 0 || to <= left || from >= to || !(state in LIFE)) return;
      pen.fillStyle = colours[LIFE[state]];
      pen.globalAlpha = 0.28;
      pen.fillRect(Math.max(from, left), this.y(index) - 8, to - Math.max(from, left), 16);
      pen.globalAlpha = 1;
    };
    for (const { type, at, event } of this.state.happenings) {
      const life = lives.get(event.slot) ?? { from: left, state: BEFORE[type] };
      if (!(type in NEXT) || (type === "begun" && life.state !== "REPLACING")) continue;
      bar(event.slot, life.from, this.x(at), life.state);
      lives.set(event.slot, { from: this.x(at), state: NEXT[type] });
    }
    for (const name of this.state.nodes(/^R\d+$/)) {
      const life = lives.get(name) ?? { from: left, state: this.state.slot(name).state };
      bar(name, life.from, end, life.state);
    }
  }

  drawMark(pen, { at, lanes, kind, sign }, left) {
    const x = this.x(at);
    if (x < left - 10 || x > this.canvas.clientWidth + 10) return;
    for (const lane of lanes) {
      const index = this.lanes.indexOf(this.laneOf(lane));
      if (index < 0) continue;
      pen.fillStyle = colours[kind];
      pen.beginPath();
      pen.arc(x, this.y(index), 8, 0, 7);
      pen.fill();
      pen.fillStyle = colours.panel;
      pen.textAlign = "center";
      pen.font = "700 11px system-ui, sans-serif";
      pen.fillText(sign, x, this.y(index) + 0.5);
      pen.textAlign = "start";
      pen.font = "12px system-ui, sans-serif";
    }
  }

  // "frontend" is the one that tells.
  laneOf(lane) {
    return lane === "frontend" ? this.state.hello?.frontEnd : lane;
  }

  point(pointer) {
    const box = this.canvas.getBoundingClientRect();
    const [x, y] = [pointer.clientX - box.left, pointer.clientY - box.top];
    const lane = this.lanes[Math.floor((y - 6) / LANE)];
    const near = this.state.happenings.findLast((each) => each.lanes.some((its) => this.laneOf(its) === lane) && Math.abs(this.x(each.at) - x) < 9);
    say(this.tip, near ? `${clock(near.at)}  ${near.words}` : "");
  }
}

function row({ at, kind, sign, words, type, event }) {
  const made = element("li", { "data-type": type },
    element("time", { text: clock(at) }),
    element("b", { class: `sign k-${kind}`, "aria-hidden": "true", text: sign }),
    element("span", { text: words }));
  if (event.number) made.append(element("span", { class: "place", text: `#${count(event.number)}` }));
  return made;
}
