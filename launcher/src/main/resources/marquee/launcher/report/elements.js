// What every page of ours uses.
const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);

// Text is only ever set as text: nothing of the data is read as markup.
function element(tag, { text, ...attributes } = {}, ...children) {
  return filled(document.createElement(tag), text, attributes, children);
}

// The namespace is that of a picture the page already has.
function shape(tag, { text, ...attributes } = {}, ...children) {
  return filled(document.createElementNS(byId("space").namespaceURI, tag), text, attributes, children);
}

function filled(made, text, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

// A round step, of which about `wanted` fit into `span`.
function step(span, wanted) {
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((times) => times * power).find((value) => value >= rough);
}

// Words beside the pointer, where the window has room for them.
function tip(words, { clientX, clientY }) {
  const box = byId("tip");
  box.textContent = words;
  box.hidden = false;
  box.style.left = Math.max(4, Math.min(clientX + 14, window.innerWidth - box.offsetWidth - 8)) + "px";
  box.style.top = (clientY + 18 + box.offsetHeight > window.innerHeight ? clientY - box.offsetHeight - 12 : clientY + 18) + "px";
}

function scheme(name) {
  document.documentElement.dataset.scheme = name;
  byId("scheme").textContent = name === "dark" ? "light" : "dark";
}

// Dark or light as the reader's system is, until he chooses.
function followScheme() {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  scheme(dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => scheme(dark.matches ? "dark" : "light"));
  const other = () => scheme(document.documentElement.dataset.scheme === "dark" ? "light" : "dark");
  byId("scheme").addEventListener("click", other);
  document.addEventListener("keydown", (event) => {
    if (event.key === "d" && event.target.tagName !== "INPUT") other();
  });
}

