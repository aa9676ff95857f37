// Draws the part of the diagram that is looked at, and nothing else.
const SIGNS = { FAULT: "!", SUSPICION: "?", BALLOT: "✓", VIEW: "V", VIOLATION: "✕", CRASH: "", PAUSE: "" };
const NAMES = {
  FAULT: "fault", CRASH: "crash", PAUSE: "stands still or is slow", SUSPICION: "suspicion", BALLOT: "a manager's vote",
  VIEW: "the group changes", VIOLATION: "a rule is broken",
};
let planned = false;

// However often it is asked for, once a frame is enough.
function draw() {
  if (planned) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    drawNow();
  });
}

function drawNow() {
  const space = byId("space");
  diagram.width = Math.max(space.clientWidth, 500);
  let row = 0;
  diagram.rows = diagram.lanes.map((on) => (on ? row++ : -1));
  diagram.height = diagram.top + row * LANE + BOTTOM;
  space.setAttribute("height", diagram.height);
  space.setAttribute("viewBox", `0 0 ${diagram.width} ${diagram.height}`);
  const clip = shape("clipPath", { id: "inside" },
    shape("rect", { x: GUTTER, y: 0, width: diagram.width - GUTTER, height: diagram.height }));
  const inside = shape("g", { "clip-path": "url(#inside)" }, ticks(), lives(), marks(true), arrows(), lifeNames(), marks(false));
  const focus = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.key : undefined;
  space.replaceChildren(clip, inside, laneNames());
  if (focus) space.querySelector(`[data-key="${focus}"]`)?.focus({ preventScroll: true });
  drawOverview();
}

function ticks() {
  const group = shape("g");
  const every = step(diagram.to - diagram.from, diagram.width / 130);
  const digits = Math.max(0, Math.min(6, Math.ceil(9 - Math.log10(every))));
  for (let at = Math.ceil(Math.max(0, diagram.from) / every) * every; at <= diagram.to; at += every) {
    const x = across(at);
    group.append(
      shape("line", { class: "tick", x1: x, x2: x, y1: diagram.top - 8, y2: diagram.height - BOTTOM }),
      shape("text", { class: "faint", x: x + 3, y: diagram.height - 8, text: (at / 1e9).toFixed(digits) + " s" }));
  }
  return group;
}

function laneNames() {
  const group = shape("g");
  diagram.scenario.lanes.forEach((lane, index) => {
    if (diagram.lanes[index]) {
      group.append(shape("text", { class: "name", "data-lane": lane.name, x: 4, y: down(index, 0) + 9, text: lane.name }));
    }
  });
  return group;
}

// Each life of each process: a bar from its beginning to its end, broken until it takes part.
function lives() {
  const group = shape("g");
  const { scenario, from, to } = diagram;
  scenario.lanes.forEach((lane, index) => {
    if (!diagram.lanes[index]) return;
    const y = down(index, 0) + TRACK / 2;
    group.append(shape("line", { class: "lane", x1: GUTTER, x2: diagram.width, y1: y, y2: y }));
  });
  for (const life of scenario.segments) {
    const ended = life.ended < 0 ? diagram.end : life.ended;
    if (!diagram.lanes[life.lane] || life.begun > to || ended < from) continue;
    const role = scenario.lanes[life.lane].role;
    const y = down(life.lane, life.life);
    const begun = across(life.begun);
    const voting = across(Math.min(life.votes < 0 ? ended : life.votes, ended));
    if (voting > begun) group.append(bar("life joining " + role, begun, voting, y));
    group.append(bar("life " + role, voting, across(ended), y));
    if (life.begun >= from) group.append(shape("circle", { class: "born", cx: begun, cy: y, r: 4 }));
    if (life.ended >= 0 && ended <= to) {
      group.append(shape("line", { class: "born", x1: across(ended), x2: across(ended), y1: y - 7, y2: y + 7 }));
    }
  }
  return group;
}

// Which life of a replica it is, where it begins or comes into view.
function lifeNames() {
  const group = shape("g");
  const { scenario, from, to } = diagram;
  const last = new Map();
  for (const life of scenario.segments) {
    const lane = scenario.lanes[life.lane];
    const ended = life.ended < 0 ? diagram.end : life.ended;
    const x = Math.max(across(life.begun), GUTTER) + 6;
    const key = life.lane + "/" + (life.life % 2);
    const seen = diagram.lanes[life.lane] && life.begun <= to && ended >= from;
    if (!seen || lane.role !== "REPLICA" || x - (last.get(key) ?? -99) < 70) continue;
    last.set(key, x);
    const y = down(life.lane, life.life);
    const voting = across(life.votes < 0 ? ended : life.votes);
    const text = `${lane.name}/${life.life}${voting > x + 40 ? " joins" : ""}`;
    group.append(shape("text", { class: "name life-name", x, y: life.life % 2 ? y + 16 : y - 7, text }));
  }
  return group;
}

const bar = (kind, x1, x2, y) => shape("line", { class: kind, x1: Math.max(x1, -50), x2: Math.min(x2, 20000), y1: y, y2: y });

// Those in view; if they are too many, the telling ones and an even choice of the others.
function inView() {
  const seen = diagram.shown.filter((message) => message.sent <= diagram.to && message.arrived >= diagram.from);
  if (seen.length <= DRAWN_MAX) return { seen, drawn: seen };
  const telling = evenly(seen.filter((message) => message.wrong), DRAWN_MAX / 2);
  const others = evenly(seen.filter((message) => !message.wrong), DRAWN_MAX - telling.length);
  return { seen, drawn: [...others, ...telling] };
}

// At most so many of a list, from all over it.
function evenly(all, most) {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, place) => all[Math.floor(place * all.length / most)]);
}

function arrows() {
  const { seen, drawn } = inView();
  const hidden = diagram.scenario.messages.length - diagram.shown.length;
  const { omitted } = diagram.scenario;
  byId("count").textContent = [
    `${count(drawn.length)} of ${count(seen.length)} messages in view drawn`,
    drawn.length < seen.length ? `limit ${count(DRAWN_MAX)}: zoom in to see the others` : "",
    hidden ? `${count(hidden)} filtered out` : "",
    omitted ? `${count(omitted)} did not fit into this page, empty and later ones first` : "",
  ].filter(Boolean).join(" · ");
  const group = shape("g", { id: "arrows", class: drawn.length > 400 ? "many" : "" });
  const words = drawn.length <= WORDS_MAX;
  const taken = [];
  drawn.sort((one, other) => one.wrong - other.wrong);
  for (const message of drawn) group.append(arrow(message, words, drawn.length <= FOCUS_MAX, taken));
  return group;
}

function arrow(message, words, focusable, taken) {
  const from = { x: across(message.sent), y: down(message.fromLane, message.fromLife) };
  const to = { x: across(message.arrived), y: down(message.toLane, message.toLife) };
  const lost = message.fate === "lost";
  if (lost) {
    // Where it would have gone, but half the way only.
    to.y = (from.y + to.y) / 2;
    to.x = from.x + Math.min(14, Math.abs(to.y - from.y) / 3);
  }
  const kind = `${family(message.kind)}${message.wrong ? " wrong" : ""}${message.fate === "arrived" ? "" : " lost"}`;
  const line = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
  const group = shape("g", { class: "message", "data-kind": message.kind, "data-fate": message.fate },
    shape("line", { class: "hit", ...line }),
    shape("line", { class: `arrow ${kind}${words ? " few" : ""}`, ...line }),
    ["lost", "damaged", "nobody"].includes(message.fate) ? cross(to, kind) : point(from, to, kind));
  if (message.wrong) group.append(shape("circle", { class: "lied", cx: from.x, cy: from.y, r: 4 }));
  if (focusable) {
    group.setAttribute("tabindex", "0");
    group.dataset.key = `${message.sent}-${message.fromLane}-${message.toLane}-${message.kind}`;
  }
  if (words) group.append(...label(message, from, to, kind, taken));
  tell(group, () => aboutMessage(message));
  return group;
}

// The name stands near the head, where arrows of one sender have parted, if there is room.
function label(message, from, to, kind, taken) {
  const name = message.kind + (message.numbers.length ? " #" + numbers(message) : "");
  for (const share of [0.72, 0.5, 0.3, 0.86]) {
    const x = from.x + (to.x - from.x) * share + 5;
    const y = from.y + (to.y - from.y) * share + 4;
    const box = { x, y, w: name.length * 6.2, h: 11 };
    if (!taken.some((other) => x < other.x + other.w && other.x < x + box.w && Math.abs(y - other.y) < box.h)) {
      taken.push(box);
      return [shape("text", { class: `word ${kind.replace("lost", "")}`, x, y, text: name })];
    }
  }
  return [];
}

function numbers(message) {
  const all = message.numbers;
  return all.length > 2 ? `${all[0]}…${all.at(-1)}` : all.join(", ");
}

function point(from, to, kind) {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const corner = (turn) => `${to.x - 8 * Math.cos(angle + turn)},${to.y - 8 * Math.sin(angle + turn)}`;
  return shape("polygon", { class: "head " + kind, points: `${to.x},${to.y} ${corner(0.4)} ${corner(-0.4)}` });
}

const cross = ({ x, y }, kind) => shape("path", {
  class: "cross " + kind.replace(" lost", ""), d: `M${x - 4},${y - 4}L${x + 4},${y + 4}M${x - 4},${y + 4}L${x + 4},${y - 4}`,
});

// Events of one kind that fall together are one sign with their number. What takes time lies behind
// the arrows, all else before them.
function marks(behind) {
  const group = shape("g");
  const near = new Map();
  const flags = [];
  for (const mark of diagram.scenario.marks) {
    if ((mark.kind === "PAUSE") !== behind || !diagram.lanes[mark.lane] || mark.at > diagram.to || mark.until < diagram.from) continue;
    const x = across(mark.at);
    if (mark.kind === "VIEW") flags.push({ mark, x });
    const key = mark.kind + mark.lane;
    const last = near.get(key);
    if (last && x - last.x < 30 && mark.kind !== "PAUSE") last.all.push(mark);
    else near.set(key, { x, all: [mark], key: key + "-" + mark.at, before: last });
  }
  const clusters = [...near.values()].flatMap(unrolled);
  group.append(...flagLines(flags), ...clusters.map(sign));
  return group;
}

function unrolled(cluster) {
  const all = [];
  for (let at = cluster; at; at = at.before) all.unshift(at);
  return all;
}

function flagLines(flags) {
  const rows = [-99, -99, -99];
  return flags.flatMap(({ mark, x }) => {
    const line = shape("line", { class: "view", x1: x, x2: x, y1: 14, y2: diagram.height - BOTTOM });
    const row = rows.findIndex((end) => end < x);
    if (row < 0) return [line];
    const text = mark.text.length > 46 ? mark.text.slice(0, 45) + "…" : mark.text;
    rows[row] = x + text.length * 6.6 + 8;
    const left = Math.max(GUTTER, Math.min(x + 4, diagram.width - text.length * 6.6));
    return [line, shape("text", { class: "word flag", x: left, y: 16 + row * 16, text })];
  });
}

function sign({ x, all, key }) {
  const { kind, lane, life, until } = all[0];
  const group = shape("g", { class: "mark " + kind, tabindex: "0", "data-key": key });
  const y = down(lane, life);
  if (kind === "PAUSE") {
    const width = Math.max(3, across(until) - x);
    group.append(shape("rect", { class: "shape", x, y: y - 8, width, height: 16, rx: 3 }));
    if (width > 90) group.append(shape("text", { class: "word", x: Math.max(x, GUTTER) + 6, y: y + 4, text: all[0].text }));
  } else if (kind === "CRASH") {
    group.append(shape("path", { class: "shape", d: `M${x - 8},${y - 8}L${x + 8},${y + 8}M${x - 8},${y + 8}L${x + 8},${y - 8}` }));
  } else {
    const above = kind === "BALLOT" ? y + 3 : y;
    const square = kind === "BALLOT" || kind === "VIEW";
    group.append(square
      ? shape("rect", { class: "shape", x: x - 7, y: above - 7, width: 14, height: 14, rx: 3 })
      : kind === "SUSPICION" ? shape("circle", { class: "shape", cx: x, cy: y, r: 8 })
        : shape("path", { class: "shape", d: `M${x},${y - 11}L${x + 10},${y + 7}L${x - 10},${y + 7}Z` }));
    group.append(shape("text", { class: "sign", x, y: above + 4.5, text: SIGNS[kind] }));
    if (all.length > 1) group.append(shape("text", { class: "word", x: x + 9, y: y - 7, text: "×" + all.length }));
  }
  tell(group, () => all.slice(0, 12).map(aboutMark).join("\n") + (all.length > 12 ? `\n… and ${all.length - 12} more` : ""));
  return group;
}

function aboutMark(mark) {
  const lane = diagram.scenario.lanes[mark.lane];
  const who = lane.role === "REPLICA" ? `${lane.name}/${mark.life}` : lane.name;
  const until = mark.until > mark.at ? ` until ${seconds(mark.until)}` : "";
  return `${seconds(mark.at)}${until}  ${who}: ${mark.text}  (${NAMES[mark.kind]})`;
}

function aboutMessage(message) {
  const { lanes } = diagram.scenario;
  const end = (lane, life) => (lanes[lane].role === "REPLICA" ? `${lanes[lane].name}/${life}` : lanes[lane].name);
  const fate = {
    arrived: `took ${length(message.arrived - message.sent)}`, again: "arrives once more", lost: "lost on the way",
    damaged: "damaged on the way", nobody: "arrives where nobody is",
  }[message.fate];
  const about = message.numbers.length ? ` about #${message.numbers.join(", #")}` : "";
  const lie = message.wrong ? "THIS IS NOT SO: others agree on something else\n" : "";
  return `${seconds(message.sent)}  ${message.kind}${about}: ${end(message.fromLane, message.fromLife)} → `
    + `${end(message.toLane, message.toLife)}, ${fate}\n${lie}${message.text}`;
}

// Details come with the pointer and with the focus alike.
function tell(group, text) {
  group.addEventListener("pointerenter", (event) => {
    group.classList.add("on");
    tip(text(), event);
    byId("detail").textContent = text();
  });
  group.addEventListener("pointerleave", () => {
    group.classList.remove("on");
    byId("tip").hidden = true;
  });
  group.addEventListener("focus", () => {
    group.classList.add("on");
    byId("detail").textContent = text();
  });
  group.addEventListener("blur", () => group.classList.remove("on"));
  group.addEventListener("click", () => { byId("detail").textContent = text(); });
}
