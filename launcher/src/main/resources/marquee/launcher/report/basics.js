const DRAWN_MAX = 1500; // arrows at once; more are neither seen nor quickly drawn
const WORDS_MAX = 70; // arrows that have room for their names
const FOCUS_MAX = 300; // arrows among which the Tab key still leads somewhere
const ROWS_MAX = 200; // of a table, before somebody asks for more
const FATES = ["arrived", "again", "damaged", "lost", "nobody"];
const FAMILIES = {
  request: ["call", "answer", "Request", "Bound", "Rejected", "OrderAnew"],
  order: ["Ordered"],
  reply: ["Reply", "ReplyAgain"],
  "group-talk": ["Verdicts", "Voted", "Proposal", "Changed", "Ended", "Returned", "Ready", "MarkDigest"],
  transfer: ["StateAt", "WantChunk", "Chunk", "NoChunk", "Subscribe", "SubscribeFromStart", "Subscribed",
    "JoinProgress", "Joining", "Archived", "ArchivedChunk", "WantArchived", "WantSnapshot", "SnapshotChunk",
    "SnapshotSum", "NoSnapshot"],
  probe: ["Probe", "Alive", "Evidence", "Probed"],
};
const NOTHING = { calls: [], votes: [], lanes: [], segments: [], messages: [], marks: [], omitted: 0, texts: [] };
const HIDDEN = ["Changed", "MarkDigest", "WantSnapshot", "SnapshotChunk", "SnapshotSum"];

// A scenario with its rows by name, made when it is looked at: all of them at once would be too much.
async function unpacked(played) {
  return { ...played, ...decode(played.scene === "" ? NOTHING : await unzipped(played.scene)) };
}

// Base64 of gzip of JSON.
function unzipped(text) {
  const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

const decode = (s, word = (index) => s.texts[index]) => ({
  omitted: s.omitted,
  calls: s.calls.map(([begun, ended, who, what, seen, expected, wrong, number, agreedBy]) => ({
    begun, ended, number, wrong: wrong === 1,
    who: word(who), what: word(what), seen: word(seen), expected: word(expected), agreedBy: word(agreedBy),
  })),
  votes: s.votes.map(([number, at, replica, said, agrees]) => (
    { number, at, replica: word(replica), said: word(said), agrees: agrees === 1 })),
  lanes: s.lanes.map(([name, role]) => ({ name, role })),
  segments: s.segments.map(([lane, life, begun, votes, ended]) => ({ lane, life, begun, votes, ended })),
  messages: s.messages.map(([fromLane, fromLife, toLane, toLife, sent, took, kind, numbers, fate, wrong, text]) => ({
    fromLane, fromLife, toLane, toLife, sent, arrived: sent + took, kind: word(kind), numbers,
    fate: FATES[fate], wrong: wrong === 1, text: word(text),
  })),
  marks: s.marks.map(([lane, life, at, took, kind, text]) => (
    { lane, life, at, until: at + took, kind, text: word(text) })),
});

// Which kinds of message belong together, and whether they are shown before anybody chooses.
function family(kind) {
  for (const [name, kinds] of Object.entries(FAMILIES)) {
    if (kinds.includes(kind)) return name;
  }
  return "upkeep";
}

const count = (number) => number.toLocaleString("en");
const seconds = (nanos) => (nanos / 1e9).toFixed(6) + " s";

function length(nanos) {
  if (nanos < 1e6) return (nanos / 1e3).toFixed(0) + " µs";
  return nanos < 1e9 ? (nanos / 1e6).toFixed(nanos < 1e7 ? 2 : 0) + " ms" : (nanos / 1e9).toFixed(2) + " s";
}
