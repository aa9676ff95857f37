// Opens a report in Chromium and uses it as a reader would; says what it has seen, a word a line.
// Fails with the first thing that is not as it should be.
import assert from "node:assert/strict";
import { read } from "./reader.mjs";

const { browser, page, complaints, fetched, frame, texts, dark, report, data, scene } = await read(process.argv[2]);

async function press(key) {
  await page.focus("#space");
  await page.keyboard.press(key);
  await frame();
}

const scenario = scene(data.scenarios[0]);
assert.deepEqual((await texts("#space [data-lane]")), scenario.lanes.map(([name]) => name));
const drawn = await page.locator("#arrows .message").count();
assert.ok(drawn > 500 && drawn <= 1500, `${drawn} arrows`);
assert.match(await page.textContent("#count"), new RegExp(`^${drawn.toLocaleString("en")} of [0-9,]+ messages in view drawn`));
assert.match(await page.textContent("#count"), /limit 1,500: zoom in/);
assert.ok(await page.locator("#arrows .wrong.arrow").count() > 0, "a lie is seen");
assert.ok(await page.locator(".mark.BALLOT").count() >= 3, "ballots are seen");
assert.ok((await texts(".life-name")).some((name) => /^R\d\/1/.test(name)), "a new life is seen");
assert.equal(await page.locator("#calls tbody tr").count(), Math.min(200, scenario.calls.length));
assert.equal(await page.locator("#plot .dot").count(), scenario.calls.filter(([, ended]) => ended >= 0).length);
console.log("drawn");

await page.fill("#number", "100");
await frame();
const about = scenario.messages.filter((message) => message[7].includes(100)).length;
assert.ok(about >= 8, `${about} messages about one number`);
assert.equal(await page.locator("#arrows .message").count(), about);
assert.ok((await texts("#arrows .word")).some((name) => name.startsWith("Ordered #100")), "arrows have names");
await page.fill("#number", "");
await press("0");
await page.uncheck("#kinds input[data-name=Reply]");
await frame();
assert.equal(await page.locator("#arrows .message[data-kind=Reply]:not(:has(.wrong))").count(), 0);
await page.check("#kinds input[data-name=Reply]");
await page.click("#diagram summary:has-text('Processes')");
await page.uncheck("#lanes input[data-name=RM1]");
await frame();
assert.equal(await page.locator("#space [data-lane]").count(), scenario.lanes.length - 1);
await page.check("#lanes input[data-name=RM1]");
await frame();
console.log("filtered");

const before = await texts("#space .faint");
for (let i = 0; i < 12; i++) await press("+");
const near = await texts("#space .faint");
assert.notDeepEqual(near, before);
await press("ArrowRight");
assert.notDeepEqual(await texts("#space .faint"), near);
await press("0");
assert.deepEqual(await texts("#space .faint"), before);
await page.hover("#space");
await page.mouse.wheel(0, -300);
await frame();
assert.notDeepEqual(await texts("#space .faint"), before);
await press("0");
console.log("zoomed");

await page.locator(".mark.BALLOT").first().focus();
assert.match(await page.textContent("#detail"), /RM\d: votes to (replace|dismiss) R/);
await press("]");
assert.ok(await page.locator(".mark").count() > 0, "an event is where the key leads");
console.log("told");

assert.ok(!(await dark()), "light");
await page.emulateMedia({ colorScheme: "dark" });
await frame();
assert.ok(await dark(), "dark as the reader's system is");
await page.click("#scheme");
assert.ok(!(await dark()), "light by the switch");
console.log("dark");

assert.deepEqual(complaints, []);
assert.deepEqual(fetched, [report]);
console.log("quiet");
await browser.close();
