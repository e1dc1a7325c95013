// Small helpers. Text goes into the page as text nodes only; nothing here makes markup of a string.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

function el(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function octetsOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const made = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) made[at] = text.charCodeAt(at);
  return made;
}

// A part of what the page carries; its text is let go of once it is decoded.
async function unpacked(number) {
  const held = $(`#data-${number}`);
  const octets = octetsOf(held.textContent);
  held.textContent = "";
  const stream = new Blob([octets]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

// The words of a rule; those with hyphens are kept on one line, as --dport is no place to break.
const unbroken = (text) => text.split(/( +)/).map((word) =>
  word.includes("-") && word.length < 40 ? el("span", { class: "word" }, word) : word);
const hex = (octet) => octet.toString(16).padStart(2, "0");
const count = (number) => number.toLocaleString("en");
const some = (number, one, many) => `${count(number)} ${number === 1 ? one : many || one + "s"}`;
const narrow = () => window.matchMedia("(max-width: 700px)").matches;
