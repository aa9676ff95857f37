// The house: a card for each role where requests pass, and the wires between them.
import { byId, count, element, say, shape } from "./basics.js";
import { BRIEFLY, REASONS, faultInWords } from "./words.js";

const STATES = { ACTIVE: "votes", JOINING: "joins", REPLACING: "is replaced", GONE: "gone" };
const STALE_MILLIS = 4000; // without a view of the cluster, which should come once a second
const LIE_MILLIS = 2500;
const VOTE_MILLIS = 8000; // a vote that has been settled is shown so long, as it takes no time to be
const BOW = 90; // pixels by which a reply passes the sequencer

export class House {
  constructor(state) {
    this.state = state;
    this.cards = new Map();
    this.wired = () => {};
    this.sizes = new ResizeObserver(() => this.wire());
  }

  // Makes a card for each role of the cluster; once it is known which there are.
  furnish() {
    const stage = byId("stage");
    this.cards.clear();
    const column = (title, name, cards) => {
      const made = element("div", { class: `column ${name}`, role: "group", "aria-label": title }, ...cards);
      return made;
    };
    const frontEnds = this.state.nodes(/^frontend-/);
    const slots = this.state.nodes(/^R\d+$/);
    const managers = this.state.nodes(/^RM\d+$/);
    stage.replaceChildren(
      column("Clients", "clients", [this.card("clients", "clients", ["rate"])]),
      column("Front ends", "frontends", frontEnds.map((name) => this.card(name, "frontend", ["told", "pending"]))),
      column("Sequencer", "sequencer", [this.card("sequencer", "sequencer", ["next", "epoch", "view"])]),
      column("Replicas", "slots", slots.map((name) => this.card(name, "slot", ["state", "implementation", "executed", "digest", "process", "fault"]))),
      column("Replica managers", "managers", managers.map((name) => this.card(name, "manager", ["state", "vote"]))),
    );
    this.managed = managers;
    this.show();
    this.sizes.disconnect();
    this.sizes.observe(byId("picture"));
    for (const card of this.cards.values()) this.sizes.observe(card); // One that grows moves others.
  }

  card(name, kind, rows) {
    const title = element("h3", {}, element("span", { class: "name", text: name }), element("span", { class: "life" }));
    if (kind === "slot") {
      title.append(element("span", { class: "strikes", "aria-hidden": "true" },
        element("i"), element("i"), element("i")));
    }
    const lines = rows.map((row) => element("p", { class: row }));
    const made = element("article", { class: `card ${kind}`, "data-node": name, "aria-label": name }, title, ...lines);
    this.cards.set(name, made);
    return made;
  }

  put(name, row, text) {
    const where = this.cards.get(name)?.querySelector(`.${row}`);
    if (where) say(where, text);
  }

  show() {
    const { state } = this;
    const cluster = state.cluster;
    const newest = state.newest();
    this.put("clients", "rate", newest ? `${count(newest.requests ?? 0)} / s` : "");
    for (const name of state.nodes(/^frontend-/)) {
      const known = cluster?.frontends.find((each) => each.id === name);
      const unknown = cluster ? "another front end" : "";
      this.put(name, "told", known ? `${count(known.answered)} answered` : unknown);
      this.put(name, "pending", known ? `${count(known.pending)} waiting` : "");
    }
    const silent = state.rates.length > 0 && newest === undefined;
    this.cards.get(state.hello.frontEnd)?.classList.toggle("stale", silent);
    this.cards.get("sequencer")?.classList.toggle("stale", cluster !== null && Date.now() - state.clusterAt > STALE_MILLIS);
    this.put("sequencer", "next", cluster ? `next #${count(cluster.sequencer.next)}` : "");
    this.put("sequencer", "epoch", cluster ? `opened ${count(cluster.sequencer.epoch)}×` : "");
    this.put("sequencer", "view", cluster ? `view ${count(cluster.view.number)}` : "");
    const agreed = agreedDigests(cluster?.view.slots ?? []);
    for (const name of state.nodes(/^R\d+$/)) this.showSlot(name, agreed);
    for (const name of this.managed ?? []) this.showManager(name);
  }

  showSlot(name, agreed) {
    const card = this.cards.get(name);
    if (!card) return;
    const known = this.state.slot(name);
    const shown = this.state.cluster?.view.slots.find((each) => each.slot === name);
    card.dataset.state = known.state ?? "UNKNOWN";
    card.classList.toggle("lied", this.state.now() - known.lie < LIE_MILLIS);
    say(card.querySelector(".life"), known.incarnation === undefined ? "" : `/${known.incarnation}`);
    this.put(name, "state", STATES[known.state] ?? "");
    this.put(name, "implementation", known.implementation ?? "");
    const strikes = this.state.strikes(name);
    card.querySelectorAll(".strikes i").forEach((dot, index) => dot.classList.toggle("on", index < strikes));
    const same = shown && shown.incarnation === known.incarnation;
    this.put(name, "executed", same ? `executed #${count(shown.executed)}` : "");
    const right = agreed.get(shown?.digestAt);
    const sign = right === undefined ? "" : right === shown.digest ? "= " : "≠ ";
    this.put(name, "digest", same && shown.digestAt > 0 ? `${sign}${shown.digest.slice(0, 8)} at #${count(shown.digestAt)}` : "");
    card.querySelector(".digest").classList.toggle("differs", sign === "≠ " && same);
    this.put(name, "process", same && shown.pid > 0 ? `process ${shown.pid}` : "");
    const why = known.state !== "ACTIVE" && known.reason ? `${name}/${known.incarnation - 1} went: ${REASONS[known.reason]}` : "";
    this.put(name, "fault", same && shown.fault !== "" ? faultInWords(shown.fault) : why);
    const label = `${name}/${known.incarnation ?? "?"}, ${known.implementation ?? "unknown"}, ${STATES[known.state] ?? "unknown"}`;
    if (card.getAttribute("aria-label") !== label) card.setAttribute("aria-label", label);
  }

  showManager(name) {
    const card = this.cards.get(name);
    const gone = this.state.gone.has(name);
    const votes = this.state.votesOf(name, this.state.now() - VOTE_MILLIS);
    card.dataset.state = gone ? "GONE" : "ACTIVE";
    card.classList.toggle("voting", votes.length > 0);
    this.put(name, "state", gone ? "gone" : votes.length > 0 ? "votes on" : "there");
    this.put(name, "vote", votes.length === 0 ? "" : votes.map((vote) => ballot(vote.event)).join("\n"));
  }

  // Whether the picture stands on its head, as it does on a phone.
  isTall() {
    return getComputedStyle(byId("stage")).getPropertyValue("--tall").trim() === "1";
  }

  // Where a wire leaves or meets a card, in the picture's own coordinates.
  place(name) {
    const card = this.cards.get(name);
    if (!card) return null;
    const frame = byId("picture").getBoundingClientRect();
    const box = card.getBoundingClientRect();
    return {
      left: box.left - frame.left, right: box.right - frame.left, top: box.top - frame.top, bottom: box.bottom - frame.top,
      x: (box.left + box.right) / 2 - frame.left, y: (box.top + box.bottom) / 2 - frame.top,
    };
  }

  // The curve from one card to another: start, two handles, end.
  curve(from, to) {
    const a = this.place(from);
    const b = this.place(to);
    if (a === null || b === null) return null;
    if (this.isTall() && Math.abs(a.y - b.y) > Math.abs(a.x - b.x) / 2) {
      const down = a.y < b.y;
      const [y0, y3] = down ? [a.bottom, b.top] : [a.top, b.bottom];
      const bend = (y3 - y0) / 2;
      return [a.x, y0, a.x, y0 + bend, b.x, y3 - bend, b.x, y3];
    }
    if (/^R\d/.test(from) && to.startsWith("frontend")) { // Around the sequencer, not through it.
      const up = a.y <= b.y;
      const [end, bow] = up ? [b.top, Math.min(a.y, b.top - BOW)] : [b.bottom, Math.max(a.y, b.bottom + BOW)];
      return [a.left, a.y, (a.left + b.x) / 2, bow, b.x, (bow + end) / 2, b.x, end];
    }
    const ahead = a.x < b.x;
    const [x0, x3] = ahead ? [a.right, b.left] : [a.left, b.right];
    const bend = (x3 - x0) / 2;
    return [x0, a.y, x0 + bend, a.y, x3 - bend, b.y, x3, b.y];
  }

  wire() {
    const svg = byId("wires");
    const wires = [];
    const lead = (from, to, kind) => {
      const c = this.curve(from, to);
      if (c !== null) wires.push(shape("path", { class: `wire ${kind}`, d: `M${c[0]},${c[1]} C${c.slice(2).join(",")}` }));
    };
    for (const frontEnd of this.state.nodes(/^frontend-/)) {
      lead("clients", frontEnd, "request");
      lead(frontEnd, "sequencer", "request");
    }
    for (const slot of this.state.nodes(/^R\d+$/)) {
      this.state.nodes(/^frontend-/).forEach((frontEnd) => lead(slot, frontEnd, "reply"));
      lead("sequencer", slot, "order");
      lead(slot, slot.replace("R", "RM"), "probe");
    }
    svg.replaceChildren(...wires);
    this.wired();
  }
}

// The digest at each mark that more slots have than any other, and not one alone: where two have one
// and two another, nobody knows who is right.
function agreedDigests(slots) {
  const marks = new Map();
  for (const { digestAt, digest } of slots) {
    if (digestAt === 0) continue;
    if (!marks.has(digestAt)) marks.set(digestAt, new Map());
    const told = marks.get(digestAt);
    told.set(digest, (told.get(digest) ?? 0) + 1);
  }
  return new Map([...marks].flatMap(([at, told]) => {
    const [[digest, most], [, next] = ["", 0]] = [...told].sort((a, b) => b[1] - a[1]);
    return most > 1 && most > next ? [[at, digest]] : [];
  }));
}

function ballot(vote) {
  if (vote.ballot === "DISMISS") return `going on without ${vote.id}`;
  const whom = `${vote.slot}/${vote.incarnation}`;
  return vote.ballot === "REPLACE" ? `${whom}: ${BRIEFLY[vote.cause] ?? vote.cause}` : `${whom}: giving it up`;
}
