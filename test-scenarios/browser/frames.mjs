// Counts how many frames a second the dashboard of a running cluster draws, and how many requests a
// second its front end answers meanwhile; a line for each second.
//
//   node frames.mjs URL [SECONDS]
import { open } from "./reader.mjs";

const [url, seconds = "20"] = process.argv.slice(2);
const { browser, page } = await open();
await page.goto(url);
await page.waitForSelector("[data-node=R1]");

const answered = async () => {
  const reply = await fetch(new URL("/metrics", url));
  if (!reply.ok) throw new Error(`/metrics: ${reply.status}`);
  return (await reply.text()).split("\n").filter((line) => line.startsWith("marquee_requests_total{"))
    .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
};
const second = () => page.evaluate(() => new Promise((done) => {
  const begun = performance.now();
  let frames = 0;
  const draw = (now) => (now - begun < 1000 ? (frames++, requestAnimationFrame(draw)) : done(frames * 1000 / (now - begun)));
  requestAnimationFrame(draw);
}));

const all = [];
let before = await answered();
let begun = performance.now();
for (let i = 0; i < Number(seconds); i++) {
  const frames = await second();
  const after = await answered();
  const now = performance.now();
  console.log(`${frames.toFixed(0)} frames/s  ${((after - before) * 1000 / (now - begun)).toFixed(0)} requests/s`);
  [before, begun] = [after, now];
  all.push(frames);
}
all.sort((a, b) => a - b);
console.log(`median ${all[all.length >> 1].toFixed(0)} frames/s, least ${all[0].toFixed(0)}`);
await browser.close();
