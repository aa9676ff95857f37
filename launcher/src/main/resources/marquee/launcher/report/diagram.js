// The diagram's state: what is chosen, which part of time is seen, and where lanes lie.
const GUTTER = 104;
const FLAGS = 54; // room for words above the lanes, where there are any
const LANE = 44;
const TRACK = 10;
const BOTTOM = 26;
const NARROWEST = 20000; // nanoseconds across the picture

const diagram = {
  scenario: null, from: 0, to: 1, end: 1, width: 1000, height: 0, top: 0, rows: [], lanes: [], kinds: new Map(),
  number: null, shown: [],
};

function openDiagram(scenario) {
  diagram.scenario = scenario;
  diagram.end = Math.max(scenario.duration, 1, ...scenario.segments.map((life) => life.ended));
  diagram.top = scenario.marks.some((mark) => mark.kind === "VIEW") ? FLAGS : 10;
  diagram.number = null;
  byId("number").value = "";
  diagram.lanes = scenario.lanes.map(() => true);
  diagram.kinds = new Map();
  const present = new Set(scenario.messages.map((message) => message.kind));
  for (const kind of [...Object.values(FAMILIES).flat(), ...[...present].sort()]) {
    if (present.has(kind)) diagram.kinds.set(kind, family(kind) !== "upkeep" && !HIDDEN.includes(kind));
  }
  chips();
  choose();
  see(beginning(scenario, diagram.end), diagram.end);
}

// Before the first call a cluster only starts: if that takes long, it is not what is looked at first.
function beginning(scenario, end) {
  const first = Math.min(...scenario.calls.map((call) => call.begun));
  return Number.isFinite(first) && first > end / 5 ? first - (end - first) / 20 : 0;
}

// Boxes to choose kinds and lanes by.
function chips() {
  const kinds = [...diagram.kinds].map(([kind, on]) => chip(kind, on, family(kind), (value) => {
    diagram.kinds.set(kind, value);
    choose();
  }));
  byId("kinds").replaceChildren(...kinds);
  const lanes = diagram.scenario.lanes.map((lane, index) => chip(lane.name, diagram.lanes[index], "", (value) => {
    diagram.lanes[index] = value;
    choose();
  }));
  byId("lanes").replaceChildren(...lanes);
}

function chip(name, on, kind, change) {
  const box = element("input", { type: "checkbox", "data-name": name });
  box.checked = on;
  box.addEventListener("change", () => {
    change(box.checked);
    draw();
  });
  return element("label", { class: kind }, box, name);
}

// What passes the filters. A number that is asked for shows everything about it, whatever its kind,
// and what is not so is shown in any case.
function choose() {
  const { number, kinds, lanes } = diagram;
  diagram.shown = diagram.scenario.messages.filter((message) =>
    lanes[message.fromLane] && lanes[message.toLane]
      && (number === null ? message.wrong || kinds.get(message.kind) : message.numbers.includes(number)));
}

function filterNumber(text) {
  const number = Number.parseInt(text, 10);
  diagram.number = Number.isNaN(number) ? null : number;
  choose();
  if (diagram.number !== null && diagram.shown.length > 0) {
    const begun = Math.min(...diagram.shown.map((message) => message.sent));
    const ended = Math.max(...diagram.shown.map((message) => message.arrived));
    const room = Math.max((ended - begun) / 12, NARROWEST);
    see(begun - room, ended + room);
  } else {
    draw();
  }
}

// Looks at the time between two instants, as far as there is any.
function see(from, to) {
  const span = Math.min(Math.max(to - from, NARROWEST), diagram.end * 1.02);
  const first = Math.min(Math.max(from, -diagram.end * 0.01), diagram.end * 1.01 - span);
  diagram.from = first;
  diagram.to = first + span;
  draw();
}

function zoom(factor, around = (diagram.from + diagram.to) / 2) {
  see(around - (around - diagram.from) * factor, around + (diagram.to - around) * factor);
}

function move(share) {
  const by = (diagram.to - diagram.from) * share;
  see(diagram.from + by, diagram.to + by);
}

// From event to event, each in the middle of the picture.
function jump(direction) {
  const whole = diagram.to - diagram.from >= diagram.end;
  const middle = whole && direction > 0 ? -1 : (diagram.from + diagram.to) / 2;
  const near = (diagram.to - diagram.from) / 500;
  const times = diagram.scenario.marks.filter((mark) => diagram.lanes[mark.lane]).map((mark) => mark.at);
  const next = direction > 0
    ? Math.min(...times.filter((at) => at > middle + near))
    : Math.max(...times.filter((at) => at < middle - near));
  if (!Number.isFinite(next)) return;
  const half = Math.min((diagram.to - diagram.from) / 2, diagram.end / 40);
  see(next - half, next + half);
}

const across = (time) => GUTTER + (time - diagram.from) / (diagram.to - diagram.from) * (diagram.width - GUTTER - 12);
const timeAt = (x) => diagram.from + (x - GUTTER) / (diagram.width - GUTTER - 12) * (diagram.to - diagram.from);

// Every life of a slot lies a little lower than the one before it, so that a new one is seen.
function down(lane, life) {
  const row = diagram.rows[lane];
  return diagram.top + row * LANE + LANE / 2 - TRACK / 2 + (life % 2) * TRACK;
}

const ACTIONS = {
  in: () => zoom(0.6),
  out: () => zoom(1 / 0.6),
  left: () => move(-0.25),
  right: () => move(0.25),
  all: () => see(0, diagram.end),
  before: () => jump(-1),
  after: () => jump(1),
};
const KEYS = {
  "+": "in", "=": "in", "-": "out", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "in", ArrowDown: "out",
  0: "all", Home: "all", "[": "before", "]": "after",
};

function listen() {
  const space = byId("space");
  byId("number").addEventListener("input", (event) => filterNumber(event.target.value));
  document.querySelector(".bar").addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll("[data-do]")) {
    button.addEventListener("click", () => ACTIONS[button.dataset.do]());
  }
  space.addEventListener("keydown", (event) => {
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
    if (action) {
      event.preventDefault();
      ACTIONS[action]();
    }
  });
  space.addEventListener("wheel", (event) => {
    event.preventDefault();
    const by = event.deltaY || event.deltaX;
    if (event.shiftKey) move(Math.sign(by) * 0.1);
    else zoom(by > 0 ? 1.25 : 0.8, timeAt(event.clientX - space.getBoundingClientRect().left));
  }, { passive: false });
  let held = null;
  space.addEventListener("pointerdown", (event) => {
    held = { x: event.clientX, from: diagram.from, to: diagram.to };
    space.classList.add("moving");
  });
  window.addEventListener("pointermove", (event) => {
    if (!held) return;
    const by = (held.x - event.clientX) / (diagram.width - GUTTER - 12) * (held.to - held.from);
    see(held.from + by, held.to + by);
  });
  window.addEventListener("pointerup", () => {
    held = null;
    space.classList.remove("moving");
  });
  byId("overview").addEventListener("pointerdown", (event) => {
    const box = byId("overview").getBoundingClientRect();
    const at = (event.clientX - box.left - GUTTER) / (box.width - GUTTER - 12) * diagram.end;
    const half = (diagram.to - diagram.from) / 2;
    const span = half * 2 >= diagram.end ? diagram.end / 20 : half;
    see(at - span, at + span);
  });
  window.addEventListener("resize", draw);
  window.addEventListener("beforeprint", draw);
}
