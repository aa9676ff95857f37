// Requests on their way through the house, at a pace that can be followed: some of many, each some
// hundred times slower than it was.
import { byId, colours, fitted } from "./basics.js";

const LEG_MILLIS = 420; // from one card to the next
const WRONG_MILLIS = 1600; // what is wrong goes slower, to be seen
const DOTS_MAX = 240; // more at once are not told apart, and cost frames: no request begins then
const STILL = window.matchMedia("(prefers-reduced-motion: reduce)");

export class Flow {
  constructor(house) {
    this.house = house;
    this.canvas = byId("flow");
    this.dots = [];
    this.curves = new Map();
    this.running = false;
    house.wired = () => this.curves.clear();
  }

  curve(from, to) {
    const name = `${from} ${to}`;
    if (!this.curves.has(name)) this.curves.set(name, this.house.curve(from, to));
    return this.curves.get(name);
  }

  // A request was answered: shows the whole way that it took, or nothing of it.
  request(sample, frontEnd, voters) {
    if (this.dots.length + 3 + 2 * voters.length > DOTS_MAX) return;
    const agreed = sample.agreedBy === "" ? [] : sample.agreedBy.split(",");
    const ordered = sample.number > 0;
    this.send("clients", frontEnd, "request", 0);
    if (!ordered) {
      this.send(frontEnd, "clients", "bad", 1);
      return;
    }
    this.send(frontEnd, "sequencer", "request", 1);
    for (const slot of voters) {
      this.send("sequencer", slot, "order", 2);
      this.send(slot, frontEnd, "reply", agreed.includes(slot) ? 3 : 3.35, { faint: !agreed.includes(slot) });
    }
    this.send(frontEnd, "clients", sample.status >= 500 ? "bad" : "reply", 4.1);
  }

  // One message, `legs` after now. What is no request is rare, and always shown.
  send(from, to, colour, legs, more = {}) {
    if (STILL.matches || document.hidden) return;
    this.dots.push({ from, to, colour, start: performance.now() + legs * LEG_MILLIS, ...more });
    if (!this.running) {
      this.running = true;
      requestAnimationFrame((now) => this.draw(now));
    }
  }

  draw(now) {
    const { pen, width, height } = fitted(this.canvas);
    pen.clearRect(0, 0, width, height);
    const lasts = (dot) => (dot.wrong ? WRONG_MILLIS : LEG_MILLIS);
    this.dots = this.dots.filter((dot) => now < dot.start + lasts(dot));
    for (const dot of this.dots) {
      if (now >= dot.start) this.drawDot(pen, dot, (now - dot.start) / lasts(dot));
    }
    this.running = this.dots.length > 0;
    if (this.running) requestAnimationFrame((next) => this.draw(next));
  }

  drawDot(pen, dot, way) {
    const c = this.curve(dot.from, dot.to);
    if (c === null) return;
    const t = way < 0.5 ? 2 * way * way : 1 - 2 * (1 - way) * (1 - way);
    const [a, b, d, e] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t ** 3];
    const x = a * c[0] + b * c[2] + d * c[4] + e * c[6];
    const y = a * c[1] + b * c[3] + d * c[5] + e * c[7];
    pen.globalAlpha = dot.faint ? 0.45 : 1;
    pen.fillStyle = colours[dot.colour];
    pen.strokeStyle = colours[dot.colour];
    pen.beginPath();
    if (dot.wrong) {
      pen.lineWidth = 3;
      pen.moveTo(x - 6, y - 6);
      pen.lineTo(x + 6, y + 6);
      pen.moveTo(x + 6, y - 6);
      pen.lineTo(x - 6, y + 6);
      pen.stroke();
    } else {
      pen.arc(x, y, dot.faint ? 3 : 4, 0, 7);
      pen.fill();
    }
    if (dot.label) {
      pen.font = "600 12px system-ui, sans-serif";
      pen.fillText(dot.label, x + 9, y - 7);
    }
    pen.globalAlpha = 1;
  }
}
