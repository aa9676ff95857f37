// The seven operations, as any client asks for them, and a small crowd that books on its own.
import { ask } from "./access.js";
import { byId, count, element, length, pressed, say } from "./basics.js";

const MOVIES = ["Avatar", "Avengers", "Titanic"];
const CROWD_MILLIS = 120; // between two requests of the crowd
const CROWD_OPEN_MAX = 8; // more are not sent before one is answered
const CROWD_DAYS = 4; // days ahead that the crowd books
const UNSURE_MAX = 64; // requests without an outcome; of more, the one that was sent longest ago is forgotten

const show = (of) => [["movieId", "Show id"], ["movieName", "Movie"]].map(([name, title]) => (
  of === "" ? [name, title] : [`new${name[0].toUpperCase()}${name.slice(1)}`, `New ${title.toLowerCase()}`]));
const CUSTOMER = ["customerId", "Customer"];
const TICKETS = ["tickets", "Tickets"];
const path = (text) => encodeURIComponent(text);

const OPERATIONS = {
  addMovieSlots: { title: "Add or change a show", user: "ATWA1111", fields: [...show(""), ["capacity", "Seats"]],
    ask: (f) => ["PUT", `/v1/shows/${path(f.movieId)}/${path(f.movieName)}`, { capacity: f.capacity }] },
  removeMovieSlots: { title: "Remove a show", user: "ATWA1111", fields: show(""),
    ask: (f) => ["DELETE", `/v1/shows/${path(f.movieId)}/${path(f.movieName)}`] },
  listMovieShowsAvailability: { title: "List a movie's shows", user: "ATWC2222", fields: [["movieName", "Movie"]],
    ask: (f) => ["GET", `/v1/shows?movieName=${path(f.movieName)}`] },
  bookMovieTickets: { title: "Book tickets", user: "ATWC2222", fields: [CUSTOMER, ...show(""), TICKETS],
    ask: ({ customerId, ...body }) => ["POST", `/v1/customers/${path(customerId)}/bookings`, body] },
  getBookingSchedule: { title: "A customer's bookings", user: "ATWC2222", fields: [CUSTOMER],
    ask: (f) => ["GET", `/v1/customers/${path(f.customerId)}/bookings`] },
  cancelMovieTickets: { title: "Cancel tickets", user: "ATWC2222", fields: [CUSTOMER, ...show(""), TICKETS],
    ask: ({ customerId, ...body }) => ["POST", `/v1/customers/${path(customerId)}/cancellations`, body] },
  exchangeTickets: { title: "Exchange tickets", user: "ATWC2222", fields: [CUSTOMER, ...show(""), ...show("new"), TICKETS],
    ask: ({ customerId, ...body }) => ["POST", `/v1/customers/${path(customerId)}/exchanges`, body] },
};
const NUMBERS = ["capacity", "tickets"];

export class Booking {
  constructor(state) {
    this.state = state;
    this.crowd = null;
    this.unsure = new Map(); // The keys of the requests whose outcome is unknown, by what they asked.
    this.typed = { customerId: "ATWC2222", movieName: "Avatar", newMovieName: "Avatar", capacity: "100", tickets: "2" };
    const choice = byId("operation");
    for (const [name, { title }] of Object.entries(OPERATIONS)) choice.append(element("option", { value: name, text: title }));
    choice.addEventListener("change", () => this.lay());
    byId("booking").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    byId("crowd").addEventListener("click", () => this.toggleCrowd());
  }

  // Once the business date is known shows can be named that are allowed.
  furnish() {
    const date = this.state.cluster?.businessDate;
    const tokens = this.state.access === "tokens";
    byId("user").closest("label").hidden = tokens;
    byId("crowd").hidden = tokens; // A crowd of one user would be none.
    if (tokens) this.sendHome();
    if (date && this.typed.movieId === undefined) {
      this.typed.movieId = showId(date, 1, "M");
      this.typed.newMovieId = showId(date, 2, "E");
      this.lay();
    }
  }

  lay() {
    const { user, fields } = OPERATIONS[byId("operation").value];
    byId("user").value = user;
    byId("fields").replaceChildren(...fields.map(([name, title]) => {
      const input = element("input", {
        name, value: this.typed[name] ?? "", spellcheck: "false", maxlength: "64",
        ...(NUMBERS.includes(name) ? { inputmode: "numeric" } : {}), ...(/ovieName$/.test(name) ? { list: "movies" } : {}),
      });
      input.addEventListener("input", () => { this.typed[name] = input.value; });
      return element("label", { text: `${title} ` }, input);
    }), element("datalist", { id: "movies" }, ...MOVIES.map((value) => element("option", { value }))));
  }

  // In a lab a user is who he says, else who his token says.
  identity(user) {
    return this.state.access === "tokens" ? {} : { "User-Id": user };
  }

  async send() {
    const operation = OPERATIONS[byId("operation").value];
    const typed = {};
    for (const [name, title] of operation.fields) {
      const text = this.typed[name] ?? "";
      typed[name] = NUMBERS.includes(name) ? whole(text) : text;
      if (typed[name] === null) {
        this.refuse(`${title}: expected a whole number below 2^53, such as 2`);
        return;
      }
    }
    const [method, where, body] = operation.ask(typed);
    const more = this.identity(byId("user").value);
    const key = byId("keyed").checked && method !== "GET" ? this.key(JSON.stringify([method, where, body, more])) : null;
    if (key !== null) more["Idempotency-Key"] = key.text;
    const begun = performance.now();
    const reply = await pressed(byId("send"), ask(method, where, body, more));
    if (key !== null) this.settle(key, reply);
    this.show(reply, Math.round((performance.now() - begun) * 1000), this.said(key));
  }

  // The key of a request: that of the time before where nobody knows what came of it.
  key(request) {
    return { request, text: this.unsure.get(request) ?? `page-${crypto.getRandomValues(new Uint32Array(3)).join("-")}` };
  }

  // Keeps it until an answer tells the outcome, whatever else is sent meanwhile. What a front end
  // refuses by itself, without a number, says nothing of what was sent before.
  settle({ request, text }, { status, headers }) {
    const tells = (status >= 200 && status < 300) || headers.get("Sequence-Number") !== null;
    const unknown = status === 0 || status >= 500;
    if (tells || unknown) this.unsure.delete(request);
    if (unknown) this.unsure.set(request, text); // As the newest.
    if (this.unsure.size > UNSURE_MAX) this.unsure.delete(this.unsure.keys().next().value);
  }

  said(key) {
    if (key === null) return [];
    const safe = "safely until this user has 64 newer keys, or all users 200 000"; // Rule P3.
    return [`key ${key.text}${this.unsure.has(key.request) ? `: Send repeats the same request under it, ${safe}` : ""}`];
  }

  // Says why nothing was sent.
  refuse(text) {
    byId("answer").replaceChildren(
      element("p", { class: "problem" }, element("b", { text: "NOT_SENT" })), element("p", { text }));
  }

  show({ status, headers, body }, micros, notes) {
    const number = headers.get("Sequence-Number");
    const agreed = headers.get("Agreed-By");
    const fine = status >= 200 && status < 300;
    const { status: _, code, title, detail, type, ...rest } = body;
    byId("answer").replaceChildren(
      element("p", { class: fine ? "fine" : "problem" }, element("b", { text: code ?? "?" }),
        ` ${status === 0 ? "nobody answered" : status} · ${length(micros)}`),
      element("p", { text: agreed === null ? "not ordered" : `number ${number}, agreed by ${agreed.split(",").join(" and ")}` }),
      ...[...(detail ? [detail] : []), ...notes].map((text) => element("p", { text })),
      element("pre", { text: Object.entries(rest).map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join("\n") }));
  }

  toggleCrowd() {
    if (this.crowd === null) this.gather();
    else this.sendHome();
  }

  gather() {
    const crowd = { timer: 0, date: "", waits: false, open: 0, answered: 0, failed: 0 };
    crowd.timer = setInterval(() => this.one(crowd), CROWD_MILLIS);
    this.crowd = crowd;
    this.marked();
    say(byId("said"), "a crowd books");
  }

  sendHome() {
    if (this.crowd === null) return;
    clearInterval(this.crowd.timer);
    this.crowd = null;
    this.marked();
    say(byId("said"), "the crowd went home");
  }

  marked() {
    byId("crowd").setAttribute("aria-pressed", String(this.crowd !== null));
    say(byId("crowd"), this.crowd === null ? "Let a crowd book" : "Send the crowd home");
  }

  // Adds the shows that the crowd books: at first, and when the business date is another. Where one
  // could not be added, all are tried again.
  async addShows(crowd, date) {
    crowd.waits = true;
    let added = true;
    for (let day = 1; added && day <= CROWD_DAYS; day++) {
      added = await this.asked(crowd, ["PUT", `/v1/shows/${showId(date, day, "A")}/Titanic`, { capacity: 10000 }], "ATWA1111");
    }
    Object.assign(crowd, { date: added ? date : "", waits: false });
  }

  one(crowd) {
    if (crowd.waits || crowd.open >= CROWD_OPEN_MAX) return;
    const date = this.state.cluster?.businessDate ?? new Date().toISOString().slice(0, 10);
    if (date !== crowd.date) {
      this.addShows(crowd, date);
      return;
    }
    const customer = `ATWC${2000 + Math.floor(Math.random() * 50)}`;
    const what = { movieId: showId(date, 1 + Math.floor(Math.random() * CROWD_DAYS), "A"), movieName: "Titanic", tickets: 1 };
    const chance = Math.random();
    if (chance < 0.45) this.asked(crowd, ["POST", `/v1/customers/${customer}/bookings`, what], customer);
    else if (chance < 0.75) this.asked(crowd, ["POST", `/v1/customers/${customer}/cancellations`, what], customer);
    else this.asked(crowd, ["GET", `/v1/customers/${customer}/bookings`], customer);
  }

  // Gives whether it was done.
  async asked(crowd, [method, where, body], user) {
    crowd.open++;
    const { status } = await ask(method, where, body, this.identity(user));
    crowd.open--;
    crowd.answered++;
    if (status === 0 || status >= 500 || status === 429) crowd.failed++;
    say(byId("crowd-told"), `the crowd asked ${count(crowd.answered)} times, ${count(crowd.failed)} failed`);
    return status >= 200 && status < 300;
  }
}

// The number that was typed; null if it is none, or would be sent as another.
function whole(text) {
  const number = Number(text);
  return /^\s*-?\d+\s*$/.test(text) && Number.isSafeInteger(number) ? number : null;
}

// The id of a show of theatre ATW, so many days after the business date.
function showId(date, days, slot) {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  const [year, month, number] = day.toISOString().slice(0, 10).split("-");
  return `ATW${slot}${number}${month}${year.slice(2)}`;
}
