// What happened, in words.
import { count } from "./basics.js";

export const REASONS = {
  STRUCK_OUT: "three wrong replies in a row", ROTTEN_STATE: "its state had rotted", CRASHED: "it crashed or hung",
  UNRESPONSIVE: "it withheld replies", HOME: "back to its own host", LAGGING: "it was too far behind",
  JOIN_FAILED: "its predecessor did not come to vote",
};

export const BRIEFLY = {
  STRUCK_OUT: "struck out", ROTTEN_STATE: "rotten", CRASHED: "crashed or hung", UNRESPONSIVE: "silent",
  HOME: "moves home", LAGGING: "too far behind",
};

const FAULTS = [
  [/^clear$/, () => "does nothing wrong any more"],
  [/^wrong-reply:(\d+)$/, (n) => `lies: its next ${n} replies are wrong`],
  [/^wrong-reply$/, () => "lies: all its replies are wrong"],
  [/^wrong-state$/, () => "has a record of its state rot"],
  [/^crash$/, () => "is killed"],
  [/^hang$/, () => "hangs"],
  [/^silent$/, () => "keeps its replies back"],
];

export function faultInWords(faults) {
  for (const [pattern, words] of FAULTS) {
    const found = faults.match(pattern);
    if (found) return words(...found.slice(1));
  }
  return faults;
}

const life = (event) => `${event.slot}/${event.incarnation}`;
const times = (number) => (number > 1 ? ` (${count(number)} times)` : "");
const list = (names) => names.join(" ");

const INCIDENTS = {
  INCORRECT: (e) => `${e.slot} gave a wrong reply at #${e.number}${times(e.times)}; the answer was right`,
  SILENT: (e) => `${e.slot} owes the reply at #${e.number}: suspected`,
  ANSWERS_AGAIN: (e) => `${e.slot} answers again`,
  CONTRADICTION: (e) => `${e.slot} contradicted itself at #${e.number}${times(e.times)}`,
  SPLIT: (e) => `two answers had a quorum each at #${e.number}: nobody is accused`,
  UNDECIDED: (e) => `too few replicas agreed at #${e.number} in time`,
};

const BALLOTS = {
  REPLACE: (e) => `replace ${life(e)}: ${REASONS[e.cause] ?? e.cause}`,
  FAIL_JOIN: (e) => `give up the join of ${life(e)}`,
  DISMISS: (e) => `go on without ${e.id}`,
};

// One entry for each type: the lane it belongs to, a kind for its colour, a sign, and a sentence.
const TYPES = {
  fault: (e) => ({ lanes: e.roles, kind: "bad", sign: "!", words: `${list(e.roles)}: ${faultInWords(e.faults)}` }),
  incident: (e) => ({
    lanes: e.slot ? [e.slot] : ["frontend"], kind: e.kind === "ANSWERS_AGAIN" ? "reply" : "bad",
    sign: e.kind === "SILENT" ? "?" : e.kind === "ANSWERS_AGAIN" ? "✓" : "×", words: INCIDENTS[e.kind]?.(e) ?? e.kind,
  }),
  strike: (e) => ({ lanes: [e.slot], kind: "bad", sign: "×", words: `the order notes: ${life(e)} was wrong at #${e.shown}, strike ${e.strikes} of 3` }),
  suspicion: (e) => ({ lanes: [e.slot], kind: "vote", sign: "?", words: `the order notes: ${life(e)} did not reply at #${e.shown}` }),
  probe: (e) => ({
    lanes: [e.manager], kind: "probe", sign: e.answered ? "✓" : "?",
    words: e.answered ? `${life(e)} answers the probe of ${e.manager}` : `${e.manager} probes ${life(e)}, round ${e.round}`,
  }),
  vote: (e) => ({ lanes: [e.manager], kind: "vote", sign: "V", words: `${e.manager} votes to ${BALLOTS[e.ballot]?.(e) ?? e.ballot}` }),
  convicted: (e) => ({ lanes: [e.slot], kind: "bad", sign: "C", words: `${life(e)} is struck out: ${REASONS[e.cause] ?? e.cause}` }),
  exited: (e) => ({ lanes: [e.slot], kind: "bad", sign: "†", words: `the process of ${life(e)} has ended` }),
  replaced: (e) => ({
    lanes: [e.slot], kind: "vote", sign: "R",
    words: `REPLACE: ${life(e)} takes the slot, ${e.implementation} started by ${e.host}; ${REASONS[e.reason] ?? e.reason}`
      + (e.votes.length > 0 ? `; votes of ${list(e.votes.toSorted())}` : ""),
  }),
  begun: (e) => ({ lanes: [e.slot], kind: "transfer", sign: "B", words: `the process of ${life(e)} is there${e.incarnation > 0 ? " and asks for the state" : ""}` }),
  transfer: (e) => ({
    lanes: [e.slot], kind: "transfer", sign: "T",
    words: `${life(e)} has come to #${count(e.executed)}${e.chunks > 0 ? `, with ${e.chunks} chunks of the state` : ""}`,
  }),
  activated: (e) => ({ lanes: [e.slot], kind: "reply", sign: "A", words: `ACTIVATE: ${life(e)} has the state of the group and votes` }),
  manager: (e) => ({
    lanes: [e.id], kind: e.alive ? "reply" : "bad", sign: e.alive ? "✓" : "†",
    words: e.alive ? `${e.id} is back` : `the managers go on without ${e.id}; votes of ${list(e.votes.toSorted())}`,
  }),
};

// A happening, or null for an event that is none.
export function happening(type, event) {
  const made = Object.hasOwn(TYPES, type) ? TYPES[type](event) : null;
  return made === null ? null : { ...made, type, at: Date.parse(event.at), event };
}
