// What the page knows of the cluster, made of the events in their order.

const RATES_MAX = 600; // seconds
const SILENT_MILLIS = 3000; // without figures, which should come once a second
const HAPPENINGS_MAX = 2000;
const STRIKE_MILLIS = 10000; // strikes older than this have been made good, or come to their end
const UNSETTLED_MILLIS = 60000; // a vote that came to nothing by then: what it was about has passed

export class State {
  constructor() {
    this.forget();
    this.hello = null;
    this.access = ""; // how the front end knows who asks: "lab" or "tokens"
    this.skew = 0; // what the clock here is ahead of the front end's, in milliseconds
  }

  // What came before is not all known: everything is told anew.
  forget() {
    this.cluster = null;
    this.clusterAt = 0;
    this.links = [];
    this.rates = [];
    this.happenings = [];
    this.totals = { failed: 0, replaced: 0, wrong: 0 };
    this.slots = new Map(); // by name: what the events say, until the next view of the cluster
    this.votes = new Map(); // by manager and whom it is about: the newest, and whether it is settled
    this.gone = new Set(); // managers
  }

  now() {
    return Date.now() - this.skew;
  }

  // The figures of the last second; undefined where nobody has told them.
  newest() {
    const newest = this.rates.at(-1);
    return newest && this.now() - newest.at < SILENT_MILLIS ? newest : undefined;
  }

  nodes(pattern) {
    return (this.hello?.nodes ?? []).filter((name) => pattern.test(name));
  }

  slot(name) {
    if (!this.slots.has(name)) this.slots.set(name, { strikes: 0, struckAt: 0, lie: 0 });
    return this.slots.get(name);
  }

  strikes(name) {
    const { strikes, struckAt } = this.slot(name);
    return this.now() - struckAt < STRIKE_MILLIS ? strikes : 0;
  }

  // The votes of a manager that count, or have just done so.
  votesOf(manager, since) {
    const oldest = this.now() - UNSETTLED_MILLIS;
    return [...this.votes.values()].filter((vote) => vote.event.manager === manager && vote.at > (vote.settled ? since : oldest));
  }

  take(type, event, happening) {
    switch (type) {
      case "hello":
        this.hello = event;
        this.access = event.access;
        this.skew = Date.now() - Date.parse(event.at);
        break;
      case "gap":
        this.forget();
        break;
      case "cluster":
        this.cluster = event;
        this.clusterAt = Date.now();
        for (const shown of event.view.slots) this.agree(shown);
        for (const manager of event.managers) {
          if (manager.alive) this.gone.delete(manager.id);
          else this.gone.add(manager.id);
        }
        break;
      case "links":
        this.links = event.links;
        break;
      case "rates":
        this.rates.push({ ...event, at: Date.parse(event.at), requests: perSecond(event) });
        if (this.rates.length > RATES_MAX) this.rates.shift();
        this.totals.failed = event.failures ?? this.totals.failed;
        this.totals.wrong = event.wrong ?? this.totals.wrong;
        break;
      default:
        this.happened(type, event, happening);
    }
  }

  // What the cluster says of a slot ends what the events have said, unless it is older.
  agree(shown) {
    const known = this.slot(shown.slot);
    if (known.incarnation === undefined || shown.incarnation >= known.incarnation) {
      Object.assign(known, { incarnation: shown.incarnation, implementation: shown.implementation, state: shown.state });
    }
    this.settle((vote) => vote.slot === shown.slot && vote.incarnation < shown.incarnation);
  }

  happened(type, event, happening) {
    if (happening === null) return;
    this.happenings.push(happening);
    if (this.happenings.length > HAPPENINGS_MAX) this.happenings.shift();
    const slot = event.slot ? this.slot(event.slot) : null;
    switch (type) {
      case "incident":
        if (event.kind === "INCORRECT" || event.kind === "CONTRADICTION") {
          slot.lie = happening.at;
        }
        break;
      case "strike":
        Object.assign(slot, { strikes: event.strikes, struckAt: happening.at });
        break;
      case "vote":
        this.votes.set(`${event.manager} ${event.slot ?? event.id}`, happening);
        break;
      case "replaced":
        this.totals.replaced++;
        Object.assign(slot, { incarnation: event.incarnation, implementation: event.implementation, state: "REPLACING", strikes: 0, reason: event.reason });
        this.settle((vote) => vote.slot === event.slot);
        break;
      case "begun":
        if (slot.state === "REPLACING") slot.state = "JOINING";
        break;
      case "activated":
        Object.assign(slot, { incarnation: event.incarnation, state: "ACTIVE", strikes: 0 });
        this.settle((vote) => vote.slot === event.slot);
        break;
      case "exited":
        slot.state = "GONE";
        break;
      case "manager":
        if (event.alive) this.gone.delete(event.id);
        else this.gone.add(event.id);
        this.settle((vote) => vote.id === event.id);
        break;
      default:
    }
  }

  settle(isOver) {
    for (const vote of this.votes.values()) vote.settled ||= isOver(vote.event);
  }
}

// What was counted may be of more than a second, where something hung; a few requests are some.
function perSecond({ requests, millis }) {
  return millis > 0 ? Math.round((requests * 1000) / millis) || Math.sign(requests) : requests;
}
