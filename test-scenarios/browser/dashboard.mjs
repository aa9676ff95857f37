// Uses the dashboard of a running cluster as a person would: books, makes R2 lie and kills R3, and
// waits until both are replaced; says what it has seen, a word a line, and fails with the first thing
// that is not as it should be.
//
//   node dashboard.mjs URL [FOLDER]     FOLDER takes a picture of each stage
import assert from "node:assert/strict";
import path from "node:path";
import { open } from "./reader.mjs";

const PATIENCE_MILLIS = 120_000; // of a machine with a lot to do
const [url, folder] = process.argv.slice(2);
const { browser, page, complaints, fetched, frame, texts, dark } = await open();
page.setDefaultTimeout(PATIENCE_MILLIS);

// Of the page down to the end of one of its parts, or of that part alone.
const picture = async (name, part = "#house", alone = false) => {
  if (folder === undefined) return;
  const file = path.join(folder, `dashboard-${name}.png`);
  const [top, bottom] = await page.locator(part).evaluate((box) => {
    const { top, bottom } = box.getBoundingClientRect();
    return [top + scrollY, bottom + scrollY];
  });
  const [from, height] = alone ? [top - 8, bottom - top + 16] : [0, bottom + 12];
  await page.screenshot({ path: file, clip: { x: 0, y: from, width: page.viewportSize().width, height }, fullPage: true });
};
const events = (type) => texts(`#events [data-type=${type}] span:not(.place)`);
const happened = async (type, pattern, times = 1) => {
  await page.waitForFunction(
    ([kind, source, least]) => [...document.querySelectorAll(`#events [data-type=${kind}]`)]
      .filter((row) => new RegExp(source).test(row.textContent)).length >= least,
    [type, pattern.source, times]);
};
const voting = (slot, life) => page.waitForFunction(
  ([name, least]) => {
    const card = document.querySelector(`[data-node=${name}]`);
    return card?.dataset.state === "ACTIVE" && Number(card.querySelector(".life").textContent.slice(1)) >= least;
  }, [slot, life]);
const ask = async (operation, fields) => {
  await page.selectOption("#operation", operation);
  for (const [name, text] of Object.entries(fields)) await page.fill(`#booking [name=${name}], #${name}`, text);
  await page.evaluate(() => document.getElementById("answer").replaceChildren());
  await page.click("#send");
  await page.waitForSelector("#answer p");
  return page.textContent("#answer");
};

// What a stream of events begins with, up to the first figures that are new.
const stream = "**/v1/events";
const beginning = async () => {
  const reply = await fetch(new URL("/v1/events", url));
  let told = "";
  for await (const part of reply.body.pipeThrough(new TextDecoderStream())) {
    told += part;
    if (/event: links\n.*\n\n/.test(told) && /event: cluster\n.*\n\n/.test(told)) break;
  }
  return told.slice(0, told.lastIndexOf("\n\n") + 2);
};
// Has the page open a stream that ends after `told`; what comes then goes to `next`.
const streamed = async (told, next) => {
  let streams = 0;
  await page.route(stream, (route) => (
    streams++ === 0 ? route.fulfill({ contentType: "text/event-stream", body: told }) : next(route)));
  await page.reload();
};

await page.goto(url);
await page.waitForSelector("#standing[data-state=live]");
for (const slot of ["R1", "R2", "R3", "R4"]) await voting(slot, 0);
await page.waitForSelector("[data-node=R4] .digest:not(:empty)");
console.log("live");

assert.match(await ask("addMovieSlots", { capacity: "50" }), /(ADDED|UPDATED).*number \d+, agreed by R\d and R\d/s);
assert.match(await ask("bookMovieTickets", { tickets: "3" }), /BOOKED.*agreed by R\d and R\d.*held: \d+/s);
assert.match(await ask("listMovieShowsAvailability", {}), /LISTED.*agreed by.*ATWM/s);
assert.match(await ask("getBookingSchedule", {}), /SCHEDULE.*ATWM/s);
assert.match(await ask("exchangeTickets", { tickets: "1" }), /NO_SUCH_SHOW|EXCHANGED/);
assert.match(await ask("cancelMovieTickets", { tickets: "1" }), /CANCELLED.*held: \d+/s);
assert.match(await ask("removeMovieSlots", {}), /REMOVED/);
assert.match(await ask("bookMovieTickets", { tickets: "9007199254740993" }), /NOT_SENT.*whole number/s);
assert.match(await ask("bookMovieTickets", { tickets: "2.5" }), /NOT_SENT.*whole number/s);
assert.match(await ask("addMovieSlots", { movieName: "<b>bold</b>", capacity: "1" }), /UNKNOWN_MOVIE/);
assert.equal(await page.locator("#answer b").count(), 1, "what was typed is no markup");
await page.fill("#booking [name=movieName]", "Avatar");
console.log("booked");

// An answer gets lost: nobody knows here what came of the request, until it is repeated.
const bookings = "**/v1/customers/*/bookings";
const keyOf = (text) => text.match(/key (page-[\d-]+)/)[1];
await ask("addMovieSlots", { capacity: "50" });
await page.check("#keyed");
await page.route(bookings, async (route) => {
  await route.fetch();
  await route.abort();
}, { times: 1 });
const lost = await ask("bookMovieTickets", { tickets: "3" });
assert.match(lost, /NO_ANSWER.*Send repeats the same request/s);
await page.route(bookings, (route) => route.fulfill({ status: 429, json: { code: "TOO_MANY_REQUESTS" } }), { times: 1 });
assert.equal(keyOf(await ask("bookMovieTickets", {})), keyOf(lost), "a refusal of this time says nothing of the other");
const repeated = await ask("bookMovieTickets", {});
assert.equal(keyOf(repeated), keyOf(lost));
assert.match(repeated, /BOOKED.*held: 3/s, "it was booked once");
await page.route(bookings, (route) => route.fulfill({ status: 503, json: { code: "NO_AGREEMENT" } }), { times: 2 });
const unknown = await ask("bookMovieTickets", {});
assert.notEqual(keyOf(unknown), keyOf(lost), "what was answered is a new request when it is sent again");
const another = await ask("bookMovieTickets", { tickets: "4" });
assert.notEqual(keyOf(another), keyOf(unknown), "so is what was changed");
assert.equal(keyOf(await ask("bookMovieTickets", { tickets: "3" })), keyOf(unknown), "each keeps its own key");
assert.equal(keyOf(await ask("bookMovieTickets", { tickets: "4" })), keyOf(another));
await page.uncheck("#keyed");
await ask("removeMovieSlots", {});
console.log("repeated");

await page.setViewportSize({ width: 1200, height: 900 });
const lives = async (slot) => Number((await page.textContent(`[data-node=${slot}] .life`)).slice(1));
const [second, third] = [await lives("R2"), await lives("R3")];
await page.click("#crowd");
await page.waitForFunction(() => Number(document.getElementById("f-rate").textContent) > 0);
assert.equal(await page.textContent("#said"), "a crowd books");
await page.evaluate(() => scrollTo(0, 0));
await picture("well");

await page.click("[data-role=R2][data-fault='wrong-reply:3']");
await page.click("[data-role=R3][data-fault=crash]");
await happened("fault", /R2.*lies/);
await happened("fault", /R3.*is killed/);
await happened("incident", /R2 gave a wrong reply at #\d+/);
await picture("lied");
await happened("convicted", new RegExp(`R2/${second} is struck out: three wrong replies`));
await happened("vote", new RegExp(`RM\\d votes to replace R2/${second}: three wrong`), 3);
await happened("vote", new RegExp(`RM\\d votes to replace R3/${third}: it crashed`), 3);
await happened("replaced", new RegExp(`REPLACE: R2/${second + 1}.*votes of RM\\d RM\\d`));
await happened("replaced", new RegExp(`REPLACE: R3/${third + 1}.*votes of RM\\d RM\\d`));
await picture("struck");
console.log("voted");

await voting("R2", second + 1);
await voting("R3", third + 1);
await happened("activated", /ACTIVATE: R2/);
await happened("activated", /ACTIVATE: R3/);
assert.equal(await page.textContent("#f-failed"), "0");
await page.waitForFunction(() => Number(document.getElementById("f-wrong").textContent) >= 3);
assert.match(await page.textContent("#crowd-told"), /, 0 failed$/);
await page.waitForFunction(() => document.querySelector("[data-node=R3] .digest").textContent.startsWith("="));
await picture("again");
await picture("happened", "#what-happened", true);
console.log("replaced");

await page.click("#farther");
await page.focus("#lanes");
await page.keyboard.press("p");
assert.equal(await page.getAttribute("#pause", "aria-pressed"), "true");
const rows = await page.locator("#events li").count();
await page.click("[data-role=R4][data-fault=clear]");
await page.waitForFunction(() => /more since/.test(document.getElementById("held").textContent));
assert.equal(await page.locator("#events li").count(), rows, "nothing moves while it is paused");
await page.click("#newest");
await happened("fault", /R4.*nothing wrong/);
console.log("paused");

await page.reload();
await page.waitForSelector("#standing[data-state=live]");
await happened("activated", /ACTIVATE: R2/);
assert.ok((await events("vote")).length >= 6, "what happened is there after a reload");
console.log("resumed");

// A stream ends in order, as each does after an hour: another one goes on, and nobody is told of it.
const told = await beginning();
let seen;
const standing = new Promise((done) => { seen = done; });
await streamed(told, async (route) => {
  seen(await page.getAttribute("#standing", "data-state"));
  await route.continue();
});
assert.equal(await standing, "live");
await page.unroute(stream);
console.log("went on");

// Then the front end falls silent: what it said of the last second is true no more.
const figure = (pattern) => page.waitForFunction(
  (source) => new RegExp(source).test(document.getElementById("f-rate").textContent), pattern.source);
await streamed(told, (route) => route.abort());
await figure(/\d/);
await figure(/^–$/);
await page.waitForSelector(".card.frontend.stale");
assert.equal(await page.getAttribute("#standing", "data-state"), "lost");
await page.unroute(stream);
await page.waitForSelector("#standing[data-state=live]");
console.log("silent");

// Digests accuse whoever differs from most, and nobody where two stand against two.
const event = (type, data) => `event: ${type}\ndata: ${data}\n\n`;
const data = (type) => told.match(new RegExp(`event: ${type}\ndata: (.*)`))[1];
const clusterWith = (changed) => {
  const cluster = JSON.parse(data("cluster"));
  cluster.view.slots.forEach((slot, index) => Object.assign(slot, changed(index)));
  return event("hello", data("hello")) + event("cluster", JSON.stringify(cluster));
};
const accused = async (digests) => {
  await streamed(clusterWith((index) => ({ digestAt: 7, digest: digests[index].repeat(16) })), (route) => route.abort());
  await page.waitForFunction(() => / at #7$/.test(document.querySelector("[data-node=R4] .digest")?.textContent));
  const names = await page.locator(".card:has(.digest.differs)").evaluateAll((cards) => cards.map((card) => card.dataset.node));
  await page.unroute(stream);
  return names;
};
assert.deepEqual(await accused("aaab"), ["R4"]);
assert.deepEqual(await accused("aabc"), ["R3", "R4"]);
assert.deepEqual(await accused("aabb"), []);
assert.deepEqual(await accused("abcd"), []);
console.log("compared");

// A card has the strikes that the order holds against a replica, not all that there were.
const at = () => JSON.parse(data("hello")).at;
const strike = (number, strikes) => event("strike", JSON.stringify({
  at: at(), number, slot: "R2", incarnation: 0, strikes, shown: number, times: 1 }));
await streamed(clusterWith(() => ({})) + strike(5, 1) + strike(6, 2) + strike(8, 1), (route) => route.abort());
await happened("strike", /R2\/0 was wrong at #8, strike 1 of 3/);
await page.waitForFunction(() => document.querySelectorAll("[data-node=R2] .strikes .on").length === 1);
await page.unroute(stream);
console.log("struck");

// A wrong reply and a vote are seen, however many requests are on their way.
await page.addInitScript(() => {
  const { fillText } = CanvasRenderingContext2D.prototype;
  window.written = new Set();
  CanvasRenderingContext2D.prototype.fillText = function write(text, ...where) {
    window.written.add(text);
    fillText.call(this, text, ...where);
  };
});
const request = event("request", JSON.stringify({ number: 7, operation: "bookMovieTickets", status: 201, code: "BOOKED", agreedBy: "R1,R3", micros: 100 }));
const lie = event("incident", JSON.stringify({ at: at(), number: 987654, kind: "INCORRECT", slot: "R2", times: 1 }));
const vote = event("vote", JSON.stringify({ at: at(), manager: "RM1", ballot: "REPLACE", slot: "R2", incarnation: 0, cause: "STRUCK_OUT" }));
await streamed(clusterWith(() => ({})) + request.repeat(100) + lie + vote, (route) => route.abort());
await page.waitForFunction(() => window.written.has("#987654") && window.written.has("vote"));
await page.unroute(stream);
console.log("crossed");

// However many faults a replica shows, they stay on its card.
const faults = Array(20).fill("drop:20%").join();
await streamed(clusterWith((index) => (index === 1 ? { fault: faults } : {})), (route) => route.abort());
await page.waitForFunction(() => /drop/.test(document.querySelector("[data-node=R2] .fault")?.textContent));
assert.ok(await page.locator("[data-node=R2]").evaluate((card) => card.scrollWidth <= card.clientWidth));
await page.unroute(stream);
console.log("wrapped");

// On the time line a replica that is gone has no bar of one that votes, though nobody knows since when.
await streamed(clusterWith((index) => (index === 3 ? { state: "GONE" } : {})), (route) => route.abort());
await page.waitForSelector("[data-node=R4][data-state=GONE]");
await page.waitForFunction((lanes) => {
  const canvas = document.querySelector("#lanes canvas");
  const { width, height } = canvas;
  const copy = Object.assign(document.createElement("canvas"), { width, height });
  const pen = copy.getContext("2d", { willReadFrequently: true });
  pen.drawImage(canvas, 0, 0);
  const scale = width / canvas.clientWidth;
  const [voting, gone] = ["R1", "R4"].map((name) => (
    pen.getImageData(width - 40 * scale, (24 * lanes.indexOf(name) + 22) * scale, 1, 1).data.join()));
  return voting !== gone;
}, JSON.parse(data("hello")).nodes.filter((name) => !name.startsWith("RM")));
await page.unroute(stream);
console.log("gone");

// Scrolling ends a pause where there is nothing to scroll to, and what was held back is told.
let more;
const held = new Promise((done) => { more = done; });
const cleared = (role) => event("fault", JSON.stringify({ at: JSON.parse(data("hello")).at, roles: [role], faults: "clear" }));
const meanwhile = [cleared("R2")];
await streamed(event("hello", data("hello")) + cleared("R1"), async (route) => {
  await held;
  const body = meanwhile.pop();
  await (body === undefined ? route.abort() : route.fulfill({ contentType: "text/event-stream", body }));
});
await happened("fault", /R1.*nothing wrong/);
for (let times = 0; times < 5; times++) await page.click("#farther");
await page.click("#pause");
more();
await page.waitForFunction(() => /more since/.test(document.getElementById("held").textContent));
await page.focus("#lanes");
await page.keyboard.press("ArrowLeft");
assert.equal(await page.getAttribute("#pause", "aria-pressed"), "false");
await happened("fault", /R2.*nothing wrong/);
await page.unroute(stream);
console.log("scrolled");

// The crowd books once all its shows were added.
await page.reload();
await page.waitForSelector("[data-node=R4] .digest:not(:empty)");
let additions = 0;
await page.route("**/v1/shows/*/Titanic", (route) => (
  additions++ === 2 ? route.fulfill({ status: 503, json: { code: "NO_AGREEMENT" } }) : route.continue()));
const booked = page.waitForRequest("**/v1/customers/**");
await page.click("#crowd");
await booked;
assert.equal(additions, 3 + 4);
await page.click("#crowd");
await page.unroute("**/v1/shows/*/Titanic");
console.log("added");

// The front end is started anew: the crowd goes on at another date, and goes home where tokens are wanted.
const anew = (of, date) => event("hello", JSON.stringify({ ...JSON.parse(data("hello")), ...of }))
  + event("cluster", JSON.stringify({ ...JSON.parse(data("cluster")), businessDate: date }));
const starts = [anew({ access: "lab" }, "2023-05-31"), anew({ access: "tokens", mode: "crash-failure" }, "2023-05-31")];
let goOn;
const gathered = new Promise((done) => { goOn = done; });
await streamed(told, async (route) => {
  await gathered;
  await route.fulfill({ contentType: "text/event-stream", body: starts.length > 1 ? starts.shift() : starts[0] });
});
await page.click("#crowd");
const moved = page.waitForRequest("**/v1/shows/ATWA010623/Titanic");
goOn();
await moved;
await page.waitForFunction(() => /crash-failure · with tokens$/.test(document.getElementById("about").textContent));
await page.waitForSelector("#crowd[aria-pressed=false]", { state: "attached" });
await page.unroute(stream);
await page.reload();
await page.waitForSelector("#standing[data-state=live]");
await happened("activated", /ACTIVATE: R2/);
assert.equal(await page.textContent("#said"), "", "what is long over is not said aloud");
console.log("anew");

// Whoever presses a button goes on from there with the keyboard, unless he has gone elsewhere.
const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.role);
await page.selectOption("#operation", "getBookingSchedule");
await page.focus("#send");
await page.keyboard.press("Enter");
await page.waitForSelector("#answer p");
assert.equal(await focused(), "send");
const order = async (meanwhile) => {
  await page.route("**/v1/faults/R1", async (route) => {
    await meanwhile();
    await route.continue();
  }, { times: 1 });
  await page.evaluate(() => document.getElementById("fault-told").replaceChildren());
  await page.focus("[data-role=R1][data-fault=clear]");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#fault-told:not(:empty)");
};
await order(async () => {});
assert.equal(await focused(), "R1");
await order(() => page.focus("#user"));
assert.equal(await focused(), "user");
console.log("focused");

assert.ok(!(await dark()), "light");
await page.emulateMedia({ colorScheme: "dark" });
assert.ok(await dark(), "dark as the person's system is");
await voting("R4", 0);
await page.waitForSelector("#link-rows tr");
await picture("dark");
await page.setViewportSize({ width: 390, height: 844 });
await frame();
const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
assert.ok(wide <= room, `${wide} pixels in ${room}`);
await picture("phone");
console.log("narrow");

const unnamed = await page.evaluate(() => [...document.querySelectorAll("button, input, select, canvas[role]")]
  .filter((each) => !each.hidden && !each.closest("[hidden]") && !each.closest("label") && !each.textContent.trim()
    && !each.getAttribute("aria-label") && !each.getAttribute("aria-labelledby")).map((each) => each.outerHTML));
assert.deepEqual(unnamed, []);
// A refusal is no complaint, nor the answer that was lost: the browser names each that is no 2xx.
assert.deepEqual(complaints.filter((each) => !/^Failed to load resource: (the server responded|net::ERR_FAILED)/.test(each)), []);
const home = new URL(url).origin;
assert.deepEqual(fetched.filter((each) => !each.startsWith(home) && !each.startsWith("data:")), []);
console.log("quiet");
await browser.close();
