// What the front end tells, as it happens: server-sent events, read with `fetch` since only that can
// send a token. Begins again by itself where it broke off, and after the last event it had.

const PAUSE_MILLIS = 1000; // between two attempts
const FULL_PAUSE_MILLIS = 5000; // where as many watch as may
const TOO_MANY = 429;
const SILENCE_MILLIS = 25000; // more than two heartbeats: the connection is dead
const LINE_MAX = 1 << 20; // characters of an event that has no end

let last = ""; // Events are told once, whoever asks from now on.

// Calls `told(type, data)` with each event and `connected(state)` with "live", "lost", "full" or "denied".
// A stream that ends in order, as each does after an hour, is not lost: another one goes on after it.
export function listen(headers, told, connected) {
  let broken = false;
  let full = false;
  let current = new AbortController();

  async function forever() {
    while (!broken) {
      current = new AbortController();
      full = false;
      let ended = false;
      try {
        ended = await once(current);
      } catch (e) {
        if (e instanceof Denied) {
          connected("denied", e.status);
          return;
        }
      }
      if (broken) return;
      if (!ended) connected(full ? "full" : "lost");
      await new Promise((done) => setTimeout(done, full ? FULL_PAUSE_MILLIS : PAUSE_MILLIS));
    }
  }

  // Reads one stream; gives whether it ended in order, and not before it had told something.
  async function once(attempt) {
    const resume = last === "" ? {} : { "Last-Event-ID": last };
    let timer = 0;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => attempt.abort(), SILENCE_MILLIS);
    };
    try {
      alive();
      const reply = await fetch("/v1/events", { headers: { ...headers(), ...resume }, signal: attempt.signal, cache: "no-store" });
      if (reply.status === 401 || reply.status === 403) throw new Denied(reply.status);
      full = reply.status === TOO_MANY;
      if (!reply.ok) throw new Error(`events: ${reply.status}`);
      connected("live");
      return await read(reply.body.pipeThrough(new TextDecoderStream()).getReader(), alive);
    } finally {
      clearTimeout(timer);
      attempt.abort();
    }
  }

  async function read(text, alive) {
    let rest = "";
    let some = false;
    for (;;) {
      alive();
      const { value, done } = await text.read();
      if (done) return some;
      rest += value;
      const blocks = rest.split("\n\n");
      rest = blocks.pop();
      if (rest.length > LINE_MAX) throw new Error("events: one has no end");
      blocks.forEach(take);
      some ||= blocks.length > 0;
    }
  }

  function take(block) {
    let type = "";
    let data = "";
    for (const line of block.split("\n")) {
      if (line.startsWith("id: ")) last = line.slice(4);
      else if (line.startsWith("event: ")) type = line.slice(7);
      else if (line.startsWith("data: ")) data += line.slice(6);
    }
    if (type !== "") told(type, JSON.parse(data));
  }

  forever();
  return () => {
    broken = true;
    current.abort();
  };
}

class Denied extends Error {
  constructor(status) {
    super(`events: ${status}`);
    this.status = status;
  }
}
