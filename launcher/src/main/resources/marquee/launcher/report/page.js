// Puts the page together.
let wanted = 0;

function drawOverview() {
  const picture = byId("overview");
  const { width, scenario, end, from, to } = diagram;
  picture.setAttribute("height", 26);
  picture.setAttribute("viewBox", `0 0 ${width} 26`);
  const x = (time) => GUTTER + time / end * (width - GUTTER - 12);
  const parts = [shape("text", { class: "faint", x: 4, y: 17, text: "whole run" }),
    shape("line", { class: "lane", x1: GUTTER, x2: width - 12, y1: 13, y2: 13 })];
  const places = new Set();
  for (const mark of scenario.marks) {
    const at = Math.round(x(mark.at));
    if (places.has(mark.kind + at)) continue;
    places.add(mark.kind + at);
    const kind = mark.kind === "CRASH" || mark.kind === "FAULT" ? "" : " " + mark.kind;
    parts.push(shape("line", { class: "fault-line" + kind, x1: at, x2: at, y1: 4, y2: 22 }));
  }
  const left = x(Math.max(0, from));
  parts.push(shape("rect", { class: "window", x: left, y: 2, width: Math.max(3, x(Math.min(end, to)) - left), height: 22, rx: 3 }));
  picture.replaceChildren(...parts);
}

function legend() {
  const sample = (name, picture) => element("span", {}, picture, name);
  const svg = (...shapes) => shape("svg", { viewBox: "0 0 22 16" }, ...shapes);
  const line = (kind) => svg(shape("line", { class: "arrow few " + kind, x1: 1, y1: 8, x2: 20, y2: 8 }));
  byId("legend").replaceChildren(
    sample("request", line("request")), sample("order", line("order")), sample("reply", line("reply")),
    sample("incorrect", svg(shape("line", { class: "arrow wrong", x1: 1, y1: 8, x2: 20, y2: 8 }),
      shape("circle", { class: "lied", cx: 4, cy: 8, r: 4 }))),
    sample("about the group", line("group-talk")), sample("state transfer", line("transfer")), sample("probe", line("probe")),
    sample("lost", svg(shape("line", { class: "arrow lost reply", x1: 1, y1: 8, x2: 13, y2: 8 }), cross({ x: 16, y: 8 }, "reply"))),
    sample("a life that joins, then votes", svg(shape("line", { class: "life joining REPLICA", x1: 0, y1: 8, x2: 10, y2: 8 }),
      shape("line", { class: "life REPLICA", x1: 10, y1: 8, x2: 22, y2: 8 }))),
    ...["FAULT", "CRASH", "PAUSE", "SUSPICION", "BALLOT", "VIEW"].map((kind) => sample(NAMES[kind], signSample(kind))));
}

function signSample(kind) {
  const shapes = {
    FAULT: () => shape("path", { class: "shape", d: "M11,1L19,15L3,15Z" }),
    CRASH: () => shape("path", { class: "shape", d: "M5,2L17,14M5,14L17,2" }),
    PAUSE: () => shape("rect", { class: "shape", x: 1, y: 3, width: 20, height: 10, rx: 3 }),
    SUSPICION: () => shape("circle", { class: "shape", cx: 11, cy: 8, r: 7 }),
  };
  const drawn = shapes[kind] ? shapes[kind]() : shape("rect", { class: "shape", x: 4, y: 1, width: 14, height: 14, rx: 3 });
  return shape("svg", { viewBox: "0 0 22 16", class: kind }, drawn, shape("text", { class: "sign", x: 11, y: 12.5, text: SIGNS[kind] }));
}

// Who has asked for another one meanwhile sees that one.
async function show(index) {
  wanted = index;
  const scenario = await unpacked(data.scenarios[index]);
  if (wanted !== index) return;
  const head = byId("scenario");
  head.querySelector("h2").replaceChildren(scenario.name + " ",
    element("span", { class: scenario.verdict, text: scenario.verdict.toLowerCase() }));
  head.querySelector("p").textContent = scenario.title;
  head.querySelector("ul").className = "failures " + scenario.verdict;
  head.querySelector("ul").replaceChildren(...scenario.remarks.map((remark) => element("li", { text: remark })));
  for (const row of document.querySelectorAll("#summary tbody tr")) {
    row.classList.toggle("chosen", Number(row.dataset.index) === index);
  }
  byId("diagram").hidden = scenario.lanes.length === 0;
  byId("latency").hidden = byId("calls").hidden = scenario.calls.length === 0;
  byId("votes").hidden = scenario.votes.length === 0;
  openDiagram(scenario);
  plot(scenario);
  callTable(scenario);
  voteTable(scenario, scenario.votes.some((vote) => !vote.agrees));
  document.body.dataset.shown = index;
}

function open() {
  byId("title").textContent = data.title;
  byId("command").textContent = data.command;
  followScheme();
  summary();
  legend();
  listen();
  const failed = data.scenarios.findIndex((scenario) => scenario.verdict === "FAILED");
  show(Math.max(0, failed));
}

open();
