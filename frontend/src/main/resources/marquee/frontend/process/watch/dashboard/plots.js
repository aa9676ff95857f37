// Throughput and latency of the last minutes, with what went wrong meanwhile.
import { byId, clock, colours, count, fitted, length } from "./basics.js";

const SECONDS = 180;
const LEFT = 58;
const FOOT = 20;
const MARKS = { fault: "bad", replaced: "vote", activated: "reply" };
const MICROS_MIN = 100;
const UNKNOWN = "nothing is known of the last second";

export class Plots {
  constructor(state) {
    this.state = state;
    for (const id of ["plot-rate", "plot-latency"]) {
      new ResizeObserver(() => this.draw()).observe(byId(id));
    }
  }

  draw() {
    const { rates } = this.state;
    const until = this.state.now();
    const since = until - SECONDS * 1000;
    const shown = rates.filter((each) => each.at >= since - 2000 && each.requests !== undefined);
    this.drawRate(shown, since);
    this.drawLatency(shown.filter((each) => each.requests > 0), since);
    describe(this.state.newest());
  }

  frame(canvas, since, grid) {
    const { pen, width, height } = fitted(byId(canvas));
    pen.clearRect(0, 0, width, height);
    pen.font = "12px system-ui, sans-serif";
    pen.lineWidth = 1;
    const x = (at) => LEFT + ((at - since) / (SECONDS * 1000)) * (width - LEFT - 8);
    for (const { y, text } of grid(height - FOOT)) {
      pen.strokeStyle = colours.line;
      pen.beginPath();
      pen.moveTo(LEFT, y);
      pen.lineTo(width, y);
      pen.stroke();
      pen.fillStyle = colours.faint;
      pen.textAlign = "right";
      pen.textBaseline = "middle";
      pen.fillText(text, LEFT - 6, y);
    }
    pen.textAlign = "center";
    const step = width < 500 ? 60000 : 30000;
    for (let at = Math.ceil(since / step) * step; at < since + SECONDS * 1000; at += step) {
      if (x(at) > LEFT + 24 && x(at) < width - 24) pen.fillText(clock(at, 0), x(at), height - FOOT / 2 + 2);
    }
    for (const { type, at, event } of this.state.happenings) {
      if (at < since || !(type in MARKS) || event.faults === "clear") continue;
      pen.strokeStyle = colours[MARKS[type]];
      pen.setLineDash(type === "fault" ? [] : [4, 3]);
      pen.beginPath();
      pen.moveTo(x(at), 4);
      pen.lineTo(x(at), height - FOOT);
      pen.stroke();
    }
    pen.setLineDash([]);
    return { pen, x, foot: height - FOOT, width };
  }

  drawRate(rates, since) {
    const top = nice(Math.max(10, ...rates.map((each) => each.requests)) * 1.1);
    const grid = (foot) => [0, 0.5, 1].map((part) => ({ y: foot - part * (foot - 10), text: count(part * top) }));
    const { pen, x, foot } = this.frame("plot-rate", since, grid);
    const y = (value) => foot - (value / top) * (foot - 10);
    line(pen, rates.map((each) => [x(each.at), y(each.requests)]), colours.request, foot);
    for (const each of rates) {
      if (each.failed > 0) {
        pen.fillStyle = colours.bad;
        pen.fillRect(x(each.at) - 3, foot - 8, 6, 8);
      }
    }
  }

  drawLatency(rates, since) {
    const highest = Math.max(10 * MICROS_MIN, ...rates.map((each) => each.p99));
    const decades = Math.ceil(Math.log10(highest / MICROS_MIN));
    const grid = (foot) => Array.from({ length: decades + 1 }, (_, power) => (
      { y: foot - (power / decades) * (foot - 10), text: length(MICROS_MIN * 10 ** power) }));
    const { pen, x, foot } = this.frame("plot-latency", since, grid);
    const y = (micros) => foot - (Math.log10(Math.max(1, micros / MICROS_MIN)) / decades) * (foot - 10);
    line(pen, rates.map((each) => [x(each.at), y(each.p99)]), colours.vote);
    line(pen, rates.map((each) => [x(each.at), y(each.p50)]), colours.request);
  }
}

// A line through the points, which breaks where seconds are missing; filled down to `foot`, if given.
function line(pen, points, colour, foot) {
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.lineWidth = 2;
  pen.lineJoin = "round";
  let from = 0;
  points.forEach(([px], index) => {
    const last = index === points.length - 1;
    if (!last && points[index + 1][0] - px < 30) return;
    const run = points.slice(from, index + 1);
    from = index + 1;
    pen.beginPath();
    run.forEach(([x, y], at) => (at === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)));
    if (run.length === 1) pen.arc(run[0][0], run[0][1], 1.5, 0, 7);
    pen.stroke();
    if (foot !== undefined && run.length > 1) {
      pen.lineTo(run.at(-1)[0], foot);
      pen.lineTo(run[0][0], foot);
      pen.globalAlpha = 0.14;
      pen.fill();
      pen.globalAlpha = 1;
    }
  });
  pen.lineWidth = 1;
}

function nice(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((times) => times * power).find((round) => round >= value);
}

// The newest figures in words, for whoever does not see the plots.
function describe(newest) {
  const known = newest?.requests !== undefined;
  const rate = known ? `${count(newest.requests)} in the last second` : UNKNOWN;
  const latency = known ? `median ${length(newest.p50)}, 99th percentile ${length(newest.p99)}` : UNKNOWN;
  byId("plot-rate").setAttribute("aria-description", rate);
  byId("plot-latency").setAttribute("aria-description", latency);
}
