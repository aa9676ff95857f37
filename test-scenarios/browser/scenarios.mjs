// Opens the report of some scenarios in Chromium: looks for one, opens it, and reads what there is.
import assert from "node:assert/strict";
import { read } from "./reader.mjs";

const [file, name] = process.argv.slice(2);
const { browser, page, complaints, fetched, frame, texts, dark, report, data, scene, shown } = await read(file);

assert.equal((await texts("#summary tbody tr")).length, data.scenarios.length);
assert.match(await page.textContent("#summary h3"), new RegExp(`^${data.scenarios.length} of ${data.scenarios.length} passed · [0-9]+ calls$`));
await page.fill("#find", name);
assert.equal(await page.locator("#summary tbody tr:visible").count(), 1);
await page.fill("#find", "");
assert.ok(await page.locator("#summary tbody tr:visible").count() > 1);
console.log("listed");

await page.focus(`#summary button:has-text("${name}")`);
await page.keyboard.press("Enter");
const index = data.scenarios.findIndex((one) => one.name === name);
await shown(index);
await frame();
const scenario = scene(data.scenarios[index]);
assert.equal(data.scenarios[index].calls, scenario.calls.length);
assert.match(await page.textContent("#scenario h2"), new RegExp(`^${name} passed`));
assert.deepEqual(await texts("#space [data-lane]"), scenario.lanes.map(([lane]) => lane));
assert.ok(await page.locator("#arrows .wrong.arrow").count() > 0, "a lie is seen");
assert.ok(await page.locator(".mark.BALLOT").count() >= 3, "ballots are seen");
assert.ok(await page.locator(".mark.FAULT").count() > 0, "what was made to go wrong is seen");
console.log("opened");

const heads = await texts("#calls th");
assert.deepEqual(heads, ["time", "who", "what", "seen", "expected", "number", "agreed by", "latency"]);
assert.equal(await page.locator("#calls tbody tr").count(), scenario.calls.length);
assert.ok(await page.locator("#votes td .no").count() > 0, "a vote that differs is seen");
await page.locator("#calls tbody button.link").first().click();
await frame();
const number = Number(await page.inputValue("#number"));
const about = scenario.messages.filter((message) => message[7].includes(number)).length;
assert.equal(await page.locator("#arrows .message").count(), about);
console.log("asked");

assert.equal(await page.locator("#plot .dot").count(), scenario.calls.filter(([, ended]) => ended >= 0).length);
assert.ok((await texts("#plot .cause.FAULT")).some((text) => text.startsWith("fault R")), "the plot names the fault");
await page.emulateMedia({ colorScheme: "dark" });
await frame();
assert.ok(await dark(), "dark as the reader's system is");
console.log("plotted");

assert.deepEqual(complaints, []);
assert.deepEqual(fetched, [report]);
console.log("quiet");
await browser.close();
