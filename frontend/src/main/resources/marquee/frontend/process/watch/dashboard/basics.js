// What all parts of the page use.

export const byId = (id) => document.getElementById(id);

// Text is only ever set as text: nothing that anybody typed is read as markup.
export function element(tag, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

export function shape(tag, attributes = {}) {
  const made = document.createElementNS(byId("wires").namespaceURI, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// Sets the text only where it is another: a screen reader is not told the same twice.
export function say(where, text) {
  if (where.textContent !== text) where.textContent = text;
}

// Does `work` while the button cannot be pressed, and gives back the focus that this takes from it,
// unless the person has gone elsewhere meanwhile.
export async function pressed(button, work) {
  button.disabled = true;
  const done = await work;
  button.disabled = false;
  if ([document.body, button].includes(document.activeElement)) button.focus({ preventScroll: true });
  return done;
}

export const count = (number) => number.toLocaleString("en");

export function length(micros) {
  if (micros < 1000) return `${micros} µs`;
  if (micros < 1e6) return `${(micros / 1e3).toFixed(micros < 1e4 ? 1 : 0)} ms`;
  return `${(micros / 1e6).toFixed(1)} s`;
}

const two = (number) => String(number).padStart(2, "0");

export function clock(millis, digits = 1) {
  const date = new Date(millis);
  const part = String(date.getMilliseconds()).padStart(3, "0").slice(0, digits);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}${digits > 0 ? `.${part}` : ""}`;
}

// The colours of the style sheet, for canvases; read again when the scheme changes.
export const colours = {};

export function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["back", "panel", "text", "faint", "line", "lane", "request", "order", "reply",
    "bad", "vote", "probe", "transfer", "accent"]) {
    colours[name] = style.getPropertyValue(`--${name}`).trim();
  }
}

// Fits a canvas to its place on the screen; gives its context and its size in CSS pixels.
export function fitted(canvas) {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  return { pen, width, height };
}
