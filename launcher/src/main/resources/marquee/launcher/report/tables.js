// The tables, and the plot of latencies.
function table(heads, rows, className = "") {
  const head = element("tr", {}, ...heads.map((name) => element("th", { text: name, scope: "col" })));
  return element("table", { class: className }, element("thead", {}, head), element("tbody", {}, ...rows));
}

const cell = (text, className = "") => element("td", { text, class: className });

// Scenarios that fit the words looked for: in a name, a title, a group or a result.
function summary() {
  const rows = data.scenarios.map((scenario, index) => {
    const name = element("button", { type: "button", class: "link", text: scenario.name });
    name.addEventListener("click", () => {
      show(index).then(() => byId("scenario").scrollIntoView({ block: "start" }));
    });
    const verdict = scenario.verdict.toLowerCase();
    return element("tr", { "data-index": index }, cell(scenario.group), element("td", {}, name),
      cell(scenario.title), cell(verdict, scenario.verdict), cell(length(scenario.duration), "n"),
      cell(count(scenario.calls), "n"), cell(scenario.remarks.join("\n"), scenario.verdict));
  });
  const words = element("input", { id: "find", type: "search", size: "24", placeholder: "all", "aria-label": "Find scenarios" });
  words.addEventListener("input", () => {
    const wanted = words.value.toLowerCase().split(" ");
    for (const row of rows) row.hidden = !wanted.every((one) => row.textContent.toLowerCase().includes(one));
  });
  byId("summary").replaceChildren(
    element("h3", { text: verdicts() }),
    ...(rows.length > 1 ? [element("label", { class: "find" }, "scenarios with the words ", words)] : []),
    element("div", { class: "scroll few" },
      table(["group", "name", "what it shows", "result", "took", "calls", "what was wrong"], rows)));
}

function verdicts() {
  const all = data.scenarios;
  const are = (verdict) => all.filter((scenario) => scenario.verdict === verdict).length;
  const calls = all.reduce((sum, scenario) => sum + scenario.calls, 0);
  return [`${count(are("PASSED"))} of ${count(all.length)} passed`, are("FAILED") ? `${count(are("FAILED"))} failed` : "",
    are("SKIPPED") ? `${count(are("SKIPPED"))} skipped` : "", `${count(calls)} calls`].filter(Boolean).join(" · ");
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
    return element("tr", {}, cell(seconds(call.begun), "n"), cell(call.who), cell(call.what),
      cell(call.seen, call.wrong ? "no" : ""), ...(asked ? [cell(call.expected)] : []),
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

// R10 comes behind R9.
const bySlot = (one, other) => one.localeCompare(other, "en", { numeric: true });

function voteTable(scenario, onlySplit) {
  const byNumber = new Map();
  for (const vote of scenario.votes) {
    if (!byNumber.has(vote.number)) byNumber.set(vote.number, []);
    byNumber.get(vote.number).push(vote);
  }
  const slot = (vote) => vote.replica.split("/")[0];
  const slots = [...new Set(scenario.votes.map(slot))].sort(bySlot);
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

const PLOT_TOP = 54; // below the words for what happened
const PLOT_FOOT = 230;

// Latency on a logarithmic scale; whoever got no reply stands on the upper edge.
function plot(scenario) {
  const picture = byId("plot");
  const width = Math.max(picture.clientWidth, 500);
  picture.setAttribute("height", PLOT_FOOT + 24);
  picture.setAttribute("viewBox", `0 0 ${width} ${PLOT_FOOT + 24}`);
  const end = Math.max(1, scenario.duration, ...scenario.calls.map((call) => Math.max(call.begun, call.ended)));
  const took = scenario.calls.filter((call) => call.ended >= 0).map((call) => Math.max(1e3, call.ended - call.begun));
  const least = Math.floor(Math.log10(Math.min(1e6, ...took)));
  const most = Math.ceil(Math.log10(Math.max(1e7, ...took)));
  const from = beginning(scenario, end);
  const x = (time) => GUTTER + (time - from) / (end - from) * (width - GUTTER - 12);
  const y = (nanos) => PLOT_FOOT - (Math.log10(nanos) - least) / (most - least) * (PLOT_FOOT - PLOT_TOP);
  const parts = [];
  for (let power = least; power <= most; power++) {
    parts.push(shape("line", { class: "tick", x1: GUTTER, x2: width, y1: y(10 ** power), y2: y(10 ** power) }),
      shape("text", { class: "faint", x: 4, y: y(10 ** power) + 4, text: length(10 ** power) }));
  }
  const every = step(end - from, width / 130);
  for (let at = Math.ceil(from / every) * every; at <= end; at += every) {
    parts.push(shape("text", { class: "faint", x: x(at), y: PLOT_FOOT + 18, text: (at / 1e9).toFixed(every < 1e8 ? 2 : 1) + " s" }));
  }
  const rows = [-99, -99, -99];
  for (const mark of scenario.marks.filter((mark) => ["FAULT", "CRASH", "VIEW", "PAUSE"].includes(mark.kind) && mark.at >= from)) {
    const line = shape("line", { class: "fault-line " + mark.kind, x1: x(mark.at), x2: x(mark.at), y1: PLOT_TOP - 40, y2: PLOT_FOOT });
    parts.push(line);
    tell(line, () => aboutMark(mark));
    const row = rows.findIndex((end) => end < x(mark.at));
    if (row >= 0) {
      const whole = (mark.kind === "CRASH" ? scenario.lanes[mark.lane].name + " " : "") + mark.text;
      const name = whole.length > 30 ? whole.slice(0, 29) + "…" : whole;
      rows[row] = x(mark.at) + name.length * 6.4 + 8;
      const left = Math.min(x(mark.at) + 4, width - name.length * 6.4);
      parts.push(shape("text", { class: "cause " + mark.kind, x: left, y: PLOT_TOP - 32 + row * 13, text: name }));
    }
  }
  for (const call of scenario.calls) {
    const dot = call.ended < 0
      ? shape("path", { class: "none", d: `M${x(call.begun) - 3},${PLOT_TOP - 3}l6,6m0,-6l-6,6` })
      : shape("circle", { class: "dot", cx: x(call.begun), cy: y(Math.max(1e3, call.ended - call.begun)), r: 3 });
    const latency = call.ended < 0 ? "no reply" : length(call.ended - call.begun);
    tell(dot, () => `${seconds(call.begun)}  ${call.who}: ${call.what}\n${latency}${call.number ? ", #" + call.number : ""}: ${call.seen}`);
    parts.push(dot);
  }
  picture.replaceChildren(...parts);
}
