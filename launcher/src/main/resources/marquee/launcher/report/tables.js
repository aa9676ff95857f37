// The tables, and the plot of latencies.
function table(heads, rows, className = "") {
  const head = element("tr", {}, ...heads.map((name) => element("th", { text: name, scope: "col" })));
  return element("table", { class: className }, element("thead", {}, head), element("tbody", {}, ...rows));
}

const cell = (text, className = "") => element("td", { text, class: className });

function summary() {
  const passed = scenarios.filter((scenario) => scenario.verdict === "PASSED").length;
  const rows = scenarios.map((scenario, index) => {
    const name = element("button", { type: "button", class: "link", text: scenario.name });
    name.addEventListener("click", () => show(index));
    return element("tr", { "data-index": index }, element("td", {}, name), cell(scenario.title), cell(scenario.group),
      cell(scenario.verdict.toLowerCase(), scenario.verdict), cell(count(scenario.calls.length), "n"),
      cell(scenario.failures.join("\n"), scenario.verdict), cell(length(scenario.duration), "n"));
  });
  byId("summary").replaceChildren(
    element("h3", { text: `${passed} of ${scenarios.length} passed` }),
    table(["name", "what it shows", "group", "result", "calls", "what was wrong", "took"], rows));
}

// A table that grows by pages.
function pages(section, title, heads, all, row, beside = []) {
  let shown = ROWS_MAX;
  const fill = () => {
    const more = element("button", { type: "button", class: "more", text: `${count(all.length - shown)} more` });
    more.addEventListener("click", () => {
      shown += 5 * ROWS_MAX;
      fill();
    });
    section.replaceChildren(element("h3", { text: title }), ...beside, element("div", { class: "scroll", tabindex: "0" },
      table(heads, all.slice(0, shown).map(row)), ...(all.length > shown ? [more] : [])));
  };
  fill();
}

function callTable(scenario) {
  const asked = scenario.calls.some((call) => call.expected !== "");
  const heads = ["time", "who", "what", "seen", ...(asked ? ["expected"] : []), "number", "agreed by", "latency"];
  pages(byId("calls"), `Requests and replies: ${count(scenario.calls.length)}`, heads, scenario.calls, (call) => {
    const wrong = call.expected !== "" && !call.expected.split(" | ").some((one) => call.seen.startsWith(one));
    return element("tr", {}, cell(seconds(call.begun), "n"), cell(call.who), cell(call.what),
      cell(call.seen, wrong ? "no" : ""), ...(asked ? [cell(call.expected)] : []),
      element("td", { class: "n" }, link(call.number)), cell(call.agreedBy),
      cell(call.ended < 0 ? "never" : length(call.ended - call.begun), "n"));
  });
}

// Shows everything about one number in the diagram.
function link(number) {
  if (!number) return "";
  const button = element("button", { type: "button", class: "link", text: "#" + number });
  button.addEventListener("click", () => {
    byId("number").value = number;
    filterNumber(String(number));
    byId("diagram").scrollIntoView({ block: "start" });
  });
  return button;
}

function voteTable(scenario, onlySplit) {
  const byNumber = new Map();
  for (const vote of scenario.votes) {
    if (!byNumber.has(vote.number)) byNumber.set(vote.number, []);
    byNumber.get(vote.number).push(vote);
  }
  const slot = (vote) => vote.replica.split("/")[0];
  const slots = [...new Set(scenario.votes.map(slot))].sort();
  const split = [...byNumber].filter(([, votes]) => votes.some((vote) => !vote.agrees));
  const all = onlySplit ? split : [...byNumber];
  const box = element("input", { type: "checkbox" });
  box.checked = onlySplit;
  box.addEventListener("change", () => voteTable(scenario, box.checked));
  const choice = element("label", {}, box, ` only where they differ: ${count(split.length)} of ${count(byNumber.size)}`);
  pages(byId("votes"), "Who said what", ["number", ...slots], all, ([number, votes]) =>
    element("tr", {}, element("td", {}, link(number)), ...slots.map((name) => {
      const its = votes.filter((vote) => slot(vote) === name);
      return element("td", {}, ...its.map((vote) => element("div", {
        class: vote.agrees ? "" : "no", text: `${vote.agrees ? "✓" : "✗"} ${vote.replica}: ${vote.said}`,
      })));
    })), [choice]);
}

// Latency on a logarithmic scale; whoever got no reply stands on the upper edge.
function plot(scenario) {
  const picture = byId("plot");
  const width = Math.max(picture.clientWidth, 500);
  const height = 200;
  picture.setAttribute("height", height);
  picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const end = Math.max(1, scenario.duration, ...scenario.calls.map((call) => Math.max(call.begun, call.ended)));
  const took = scenario.calls.filter((call) => call.ended >= 0).map((call) => Math.max(1e3, call.ended - call.begun));
  const least = Math.floor(Math.log10(Math.min(1e6, ...took)));
  const most = Math.ceil(Math.log10(Math.max(1e7, ...took)));
  const x = (time) => GUTTER + time / end * (width - GUTTER - 12);
  const y = (nanos) => 176 - (Math.log10(nanos) - least) / (most - least) * 160;
  const parts = [];
  for (let power = least; power <= most; power++) {
    parts.push(shape("line", { class: "tick", x1: GUTTER, x2: width, y1: y(10 ** power), y2: y(10 ** power) }),
      shape("text", { class: "faint", x: 4, y: y(10 ** power) + 4, text: length(10 ** power) }));
  }
  const every = step(end, width / 130);
  for (let at = 0; at <= end; at += every) {
    parts.push(shape("text", { class: "faint", x: x(at), y: 196, text: (at / 1e9).toFixed(every < 1e9 ? 2 : 0) + " s" }));
  }
  for (const mark of scenario.marks.filter((mark) => ["FAULT", "CRASH", "VIEW", "PAUSE"].includes(mark.kind))) {
    const line = shape("line", { class: "fault-line " + mark.kind, x1: x(mark.at), x2: x(mark.at), y1: 8, y2: 178 });
    parts.push(line);
    tell(line, () => aboutMark(mark));
  }
  for (const call of scenario.calls) {
    const dot = call.ended < 0
      ? shape("path", { class: "none", d: `M${x(call.begun) - 3},5l6,6m0,-6l-6,6` })
      : shape("circle", { class: "dot", cx: x(call.begun), cy: y(Math.max(1e3, call.ended - call.begun)), r: 3 });
    const latency = call.ended < 0 ? "no reply" : length(call.ended - call.begun);
    tell(dot, () => `${seconds(call.begun)}  ${call.who}: ${call.what}\n${latency}${call.number ? ", #" + call.number : ""}: ${call.seen}`);
    parts.push(dot);
  }
  picture.replaceChildren(...parts);
}
