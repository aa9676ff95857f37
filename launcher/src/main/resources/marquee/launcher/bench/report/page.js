// Draws what the page's data say.
const COLOURS = 9;
// A circle, then other marks for whoever has a colour for the second time, the third, the fourth.
const MARKS = ["M-4.5,0a4.5,4.5 0 1 0 9,0a4.5,4.5 0 1 0 -9,0", "M-4,-4h8v8h-8z", "M0,-6l6,6l-6,6l-6,-6z", "M0,-5.5l5.5,9.5h-11z"];
const WIDTH = 520;
const HEIGHT = 300;
const LEFT = 62;
const RIGHT = 16;
const TOP = 12;
const FOOT = 40;
const FIGURES = [
  ["perSecond", "requests/s", 0], ["p50Micros", "p50 µs", 0], ["p99Micros", "p99 µs", 0],
  ["p999Micros", "p99.9 µs", 0], ["longestMicros", "longest µs", 0], ["cpuMicros", "cpu µs/request", 2],
  ["datagrams", "driver's datagrams/request", 2],
];
function short(value) {
  if (value >= 1e6) return Number((value / 1e6).toPrecision(3)) + " M";
  if (value >= 1e4) return Number((value / 1e3).toPrecision(3)) + " k";
  return value >= 10 ? value.toFixed(0) : String(Number(value.toPrecision(2)));
}

const number = (value, decimals) => value.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
const names = [...new Set(data.comparisons.flatMap((comparison) => comparison.contestants.map((one) => one.name)))];
const axes = [...new Set(data.comparisons.map((comparison) => comparison.axis))];

// What a plot shows of one axis: for each of `things`, where, and the spread of its figure there.
function lines(axis, things, of) {
  return things.map((name, index) => ({
    name, index,
    points: data.comparisons.filter((comparison) => comparison.axis === axis).map((comparison) => (
      { x: comparison.at, words: comparison.words, spread: of(comparison, name) }
    )).filter((point) => point.spread && point.spread.max > 0),
  })).filter((line) => line.points.length > 0);
}

const contestant = (comparison, name) => comparison.contestants.find((one) => one.name === name);

// A logarithmic scale with its marks, from a round number below to one above, of `span` tenfolds at least.
function logScale(least, most, from, to, span) {
  const low = Math.floor(Math.log10(least) * 2.999) / 3;
  const high = Math.max(low + span, Math.ceil(Math.log10(most) * 2.999) / 3);
  const marks = [];
  for (let power = Math.floor(low) - 1; power <= Math.ceil(high); power++) {
    for (const digit of high - low > 2.5 ? [1] : [1, 2, 5]) {
      const value = digit * 10 ** power;
      if (Math.log10(value) >= low - 1e-9 && Math.log10(value) <= high + 1e-9) marks.push(value);
    }
  }
  return { at: (value) => from + (Math.log10(value) - low) / (high - low) * (to - from), marks };
}

function linearScale(most, from, to) {
  const every = step(most, 5);
  const end = Math.ceil(most / every) * every;
  const marks = [];
  for (let value = 0; value <= end + every / 2; value += every) marks.push(value);
  return { at: (value) => from + value / end * (to - from), marks };
}

function plot(title, axis, all, linear, decimals, named = false) {
  if (all.length === 0) return;
  const points = all.flatMap((line) => line.points);
  const xs = [...new Set(points.map((point) => point.x))].sort((a, b) => a - b);
  const x = logScale(xs[0] / 1.15, xs.at(-1) * 1.15, LEFT, WIDTH - RIGHT, 0.35);
  const most = Math.max(...points.map((point) => point.spread.max));
  const least = Math.min(...points.map((point) => point.spread.min || point.spread.median));
  const y = linear ? linearScale(most, HEIGHT - FOOT, TOP) : logScale(least, most, HEIGHT - FOOT, TOP, 1);
  const parts = [];
  for (const mark of y.marks) {
    parts.push(shape("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: y.at(mark), y2: y.at(mark) }),
      shape("text", { class: "end", x: LEFT - 7, y: y.at(mark) + 4, text: short(mark) }));
  }
  let end = -99;
  for (const mark of xs) {
    const word = short(mark);
    if (x.at(mark) - word.length * 4 < end) continue;
    end = x.at(mark) + word.length * 4 + 6;
    parts.push(shape("text", { class: "middle", x: x.at(mark), y: HEIGHT - FOOT + 18, text: word }));
  }
  parts.push(shape("text", { class: "middle", x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 5,
    text: axis }));
  all.forEach((line, index) => parts.push(...drawn(line, x, y, (index - (all.length - 1) / 2) * 5, decimals)));
  const picture = shape("svg", { class: "plot", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": title }, ...parts);
  byId("plots").append(element("section", {}, element("h2", { text: title }), picture,
    ...(named ? [legend(all.map((line) => [line.name, line.index]))] : [])));
}

const colour = (index) => index % COLOURS;

function dot(index, x, y, attributes = {}) {
  return shape("path", { class: "dot f" + colour(index), d: MARKS[Math.floor(index / COLOURS) % MARKS.length],
    transform: `translate(${x},${y})`, ...attributes });
}

// Beside each other by `aside`, where several are at the same place.
function drawn(line, x, y, aside, decimals) {
  const at = (point) => x.at(point.x) + aside;
  const parts = [shape("path", { class: "path s" + colour(line.index),
    d: line.points.map((point, i) => `${i ? "L" : "M"}${at(point)},${y.at(point.spread.median)}`).join("") })];
  for (const point of line.points) {
    const { min, median, max } = point.spread;
    const mark = dot(line.index, at(point), y.at(median), { tabindex: 0 });
    const words = `${line.name}, ${point.words}\n${number(median, decimals)} (${number(min, decimals)} to ${number(max, decimals)})`;
    mark.append(shape("title", { text: words }));
    mark.addEventListener("pointermove", (event) => tip(words, event));
    mark.addEventListener("pointerleave", () => { byId("tip").hidden = true; });
    parts.push(shape("line", { class: "range s" + colour(line.index), x1: at(point), x2: at(point), y1: y.at(min || median), y2: y.at(max) }), mark);
  }
  return parts;
}

function spreadCell(spread, decimals) {
  if (!spread) return element("td", { class: "n" });
  return element("td", { class: "n" }, number(spread.median, decimals) + " ",
    element("small", { text: `(${number(spread.min, decimals)}–${number(spread.max, decimals)})` }));
}

function figureTable(comparison) {
  const beside = comparison.contestants.some((one) => one.beside);
  const heads = ["", "", "median (least–most)", "all rounds together", "to the raw chain", ...(beside ? ["to the one beside"] : [])];
  const rows = comparison.contestants.flatMap((one) => FIGURES.filter(([field]) => one.figures[field]).map(([field, words, decimals], index) => {
    const figure = one.figures[field];
    return element("tr", { class: index ? "" : "first" },
      element("td", { text: index ? "" : one.name, title: one.beside && `beside: ${one.beside}` }), element("td", { text: words }),
      spreadCell(figure, decimals),
      element("td", { class: "n", text: figure.together === undefined ? "" : number(figure.together, 0) }), spreadCell(figure.toRaw, 2),
      ...(beside ? [spreadCell(figure.toBeside, 2)] : []));
  }));
  return table(heads, rows);
}

function cpuTable(comparison) {
  const processes = [...new Set(comparison.contestants.flatMap((one) => Object.keys(one.cpuMicrosOf)))];
  return table(["cpu µs/request", ...processes], comparison.contestants.map((one) => element("tr", {},
    element("td", { text: one.name }), ...processes.map((name) => spreadCell(one.cpuMicrosOf[name], 2)))));
}

function table(heads, rows) {
  const head = element("tr", {}, ...heads.map((name, index) => element("th", { text: name, scope: "col", class: index > 1 ? "n" : "" })));
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
}

function legend(entries) {
  return element("div", { class: "legend" }, ...entries.map(([name, index]) => element("span", {},
    shape("svg", { viewBox: "0 0 26 12" }, shape("line", { class: "path s" + colour(index), x1: 0, x2: 26, y1: 6, y2: 6 }), dot(index, 13, 6)), name)));
}

function plots(axis) {
  const figure = (field) => lines(axis, names, (comparison, name) => contestant(comparison, name)?.figures[field]);
  plot("Requests answered each second", axis, figure("perSecond"), false, 0);
  plot("As a part of the raw chain's", axis,
    lines(axis, names, (comparison, name) => contestant(comparison, name)?.figures.perSecond?.toRaw), true, 2);
  plot("Latency that half of the requests do not exceed, µs", axis, figure("p50Micros"), false, 0);
  plot("Latency that 99 % do not exceed, µs", axis, figure("p99Micros"), false, 0);
  plot("Latency that 99.9 % do not exceed, µs", axis, figure("p999Micros"), false, 0);
  plot("Work of all processors for a request, µs", axis, figure("cpuMicros"), false, 2);
  const here = data.comparisons.filter((comparison) => comparison.axis === axis);
  const first = here[0].contestants[1].name;
  const processes = [...new Set(here.flatMap((one) => Object.keys(contestant(one, first)?.cpuMicrosOf ?? {})))];
  plot(`Work in each process of ${first}, µs`, axis,
    lines(axis, processes, (comparison, name) => contestant(comparison, first)?.cpuMicrosOf[name]), true, 2, true);
}

function open() {
  byId("command").textContent = data.command;
  followScheme();
  byId("legend").append(legend(names.map((name, index) => [name, index])));
  for (const axis of axes) plots(axis);
  for (const comparison of data.comparisons) {
    byId("tables").append(element("section", {}, element("h2", { text: comparison.words }), figureTable(comparison), element("br"), cpuTable(comparison),
      ...comparison.notes.map((note) => element("p", { class: "faint", text: note }))));
  }
  byId("settings").append(...Object.entries(data.settings).map(([name, value]) => element("tr", {},
    element("th", { text: name, scope: "row" }), element("td", { text: value }))));
}

open();
