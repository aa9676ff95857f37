// Takes a picture of one part of a report: node picture.mjs PAGE SCENARIO PART FILE [light|dark]
// PART is summary, diagram, latency, calls or votes.
import { read } from "./reader.mjs";

const [file, name, part, picture, scheme = "light"] = process.argv.slice(2);
const { browser, page, frame, data, shown } = await read(file);
await page.emulateMedia({ colorScheme: scheme });
await page.click(`#summary button:has-text("${name}")`);
await shown(data.scenarios.findIndex((one) => one.name.includes(name)));
await page.evaluate(() => { document.querySelector("details.chips").open = false; });
await page.mouse.move(0, 0);
await page.evaluate(() => window.dispatchEvent(new Event("resize")));
await frame();
await page.locator("#" + part).screenshot({ path: picture });
await browser.close();
