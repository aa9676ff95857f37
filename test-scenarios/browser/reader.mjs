// A reader of a page, with Chromium, who notes what it complains of and fetches.
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export async function open() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 }, colorScheme: "light" });
  const complaints = [];
  const fetched = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => fetched.push(request.url()));
  const frame = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const texts = (selector) => page.locator(selector).allTextContents();
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = async () => (await background()).match(/\d+/g).every((part) => Number(part) < 60);
  return { browser, page, complaints, fetched, frame, texts, dark };
}

// Opens a report.
export async function read(file) {
  const { page, ...rest } = await open();
  const report = pathToFileURL(file).href;
  await page.goto(report);
  const shown = (index) => page.waitForSelector(`body[data-shown="${index}"]`);
  const data = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent));
  await shown(Math.max(0, data.scenarios.findIndex((scenario) => scenario.verdict === "FAILED")));
  await rest.frame();
  const scene = (scenario) => JSON.parse(gunzipSync(Buffer.from(scenario.scene, "base64")));
  return { page, ...rest, report, data, scene, shown };
}
