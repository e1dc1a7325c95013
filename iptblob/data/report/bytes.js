// One entry: its fields and its bytes, each leading to the other; and a map of all bytes of a table.
const ROLES = [["config", "what the rule says"], ["counter", "counters"], ["state", "state of the kernel"],
  ["kernel", "private to the kernel"], ["padding", "padding"], ["slack", "slack behind the target"],
  ["gap", "in no entry"], ["odd", "not zero where zeros belong"], ["changed", "entry that changed"],
  ["finding", "finding"]];

class Detail {
  constructor(explorer) {
    this.explorer = explorer;
    this.box = el("div", { class: "detail", "aria-label": "The chosen rule" });
    this.live = el("p", { class: "owner", "aria-live": "polite" });
    for (const [name, act] of [["mouseover", this.over], ["focusin", this.over], ["click", this.pin]])
      this.box.addEventListener(name, (event) => {
        const found = event.target.closest("[data-f]");
        if (found) act.call(this, Number(found.dataset.f), event);
      });
    this.box.addEventListener("mouseleave", () => this.light(this.pinned));
  }

  clear() {
    this.box.replaceChildren();
  }

  show(entry, chain) {
    const table = this.explorer.table;
    this.pinned = -1;
    this.shown = [entry, chain];
    if (entry === -1) return this.chain(chain);
    if (entry === GAP) return this.run("Bytes that no entry holds", table.octets.length - table.gap, table.gap, "gap");
    if (entry === HEADER) return this.header();
    const [title, text] = this.named(entry, chain);
    const findings = (table.found[entry] || []).map((one) =>
      el("p", { class: `finding ${one[1]}` }, `${one[2]}${one[0] === "note" ? "" : ` [${one[0]}]`}`));
    const mark = table.marks[entry];
    this.box.replaceChildren(el("h3", {}, title), el("p", {}, el("code", { class: "text" }, ...unbroken(text))));
    this.box.append(...findings);
    this.box.append(el("p", { class: "quiet" },
      `${some(table.packets[entry], "packet")}, ${some(table.hits[entry], "byte")}`));
    this.links(entry, mark);
    if (!table.octets) {
      this.box.append(el("p", { class: "quiet" }, "A rule of nf_tables: its bytes are a message, which " +
        "iptblob inspect shows."));
      return;
    }
    const start = table.offsets[entry];
    const words = table.words[entry];
    const fields = table.shapes[table.shape[entry]].map(([path, offset, size, role, doc], at) => {
      const said = words ? table.strings[words[at]] : null;
      const [value, flagged] = Array.isArray(said) ? said : [said, 0];
      return { path, offset: start + offset, size, role, doc, value, flagged };
    });
    const made = table.compiled ? " These bytes were compiled from a text." : "";
    this.box.append(el("p", { class: "quiet" }, `byte ${table.base + start} of ${table.member || table.file}, ` +
      `${some(table.sizes[entry], "byte")}, ${table.abi}.${made}`));
    this.fields(fields, table.octets, table.base, this.other(mark, fields));
  }

  named(entry, chain) {
    const table = this.explorer.table;
    if (chain < 0) chain = table.chains.findIndex(([, , , start, end, head, policy]) =>
      (entry >= start && entry < end) || entry === head || entry === policy);
    if (chain < 0) return [`${table.place}/entry:${table.offsets ? table.offsets[entry] : entry}`, table.rules[entry]];
    const [name, hook, policy, start, end, head, closing] = table.chains[chain];
    const number = entry === closing ? "policy" : entry === head ? "head" : entry - start + 1;
    const text = entry === closing && hook ? `policy ${policy}` : `-A ${name} ${table.rules[entry]}`;
    return [`${table.place}/${name}:${number}`, entry === head ? `head of chain ${name}` : text];
  }

  links(entry, mark) {
    const table = this.explorer.table;
    const jump = table.jumps.find(([from]) => from === entry);
    if (jump && jump[1] >= 0) {
      const chain = table.chains[jump[1]];
      this.box.append(el("p", {}, el("button", { type: "button", onclick: () => this.explorer.goto(chain[3]) },
        `Follow to ${chain[0]}`)));
    }
    if (mark) this.box.append(el("p", {}, el("span", { class: "tag" }, mark[0].replace("rule-", "")),
      " in this comparison"));
  }

  // The bytes of the same field on the other side of an edit.
  other(mark, fields) {
    if (!mark || mark[1] === null) return null;
    const { table, tables } = this.explorer;
    const there = tables.find((one) => one.side !== table.side && one.place === table.place && one.backend === "legacy");
    if (!there) return null;
    if (!there.found) {
      const [entry, chain] = this.shown;
      this.explorer.load(tables.indexOf(there)).then(() => this.shown[0] === entry && this.show(entry, chain));
      return null;
    }
    const start = there.offsets[mark[1]];
    const by_path = new Map(there.shapes[there.shape[mark[1]]].map(([path, offset, size]) => [path, [offset, size]]));
    return fields.map(({ path, size }) => {
      const found = by_path.get(path);
      return found && found[1] === size ? there.octets.subarray(start + found[0], start + found[0] + size) : new Uint8Array();
    });
  }

  chain(at) {
    const table = this.explorer.table;
    const [name, hook, policy, start, end, head, closing] = table.chains[at];
    const from = table.jumps.filter(([, to]) => to === at).map(([entry]) => entry);
    this.box.replaceChildren(el("h3", {}, `${table.place}/${name}`),
      el("p", {}, hook ? `built in, entered at ${hook}, policy ${policy}` : `user chain, ${some(from.length, "jump")} lead here`),
      el("p", {}, some(end - start, "rule")));
    for (const entry of from.slice(0, 50))
      this.box.append(el("p", {}, el("button", { type: "button", onclick: () => this.explorer.goto(entry) },
        this.named(entry, -1)[0])));
    for (const [entry, text] of [[head, "Bytes of its head"], [closing, "Bytes of its end"]])
      if (entry !== null && table.octets)
        this.box.append(el("p", {}, el("button", { type: "button", onclick: () => this.show(entry, at) }, text)));
  }

  header() {
    const table = this.explorer.table;
    const { header, member, file } = table;
    header.octets ||= octetsOf(header.bytes);
    this.box.replaceChildren(el("h3", {}, "Headers"), el("p", { class: "quiet" },
      `byte ${header.start} of ${member || file}: where the hooks enter, and how much follows.`));
    const fields = header.fields.map(([path, offset, size, role, doc, word]) =>
      ({ path, offset, size, role, doc, value: table.strings[word], flagged: 0 }));
    this.fields(fields, header.octets, header.start, null);
  }

  run(title, start, size, role) {
    const table = this.explorer.table;
    this.box.replaceChildren(el("h3", {}, title));
    const fields = [{ path: "undecoded", offset: start, size: Math.min(size, 4096), role, doc: "", value: "", flagged: 1 }];
    this.fields(fields, table.octets, table.base, null);
  }

  fields(fields, octets, base, other) {
    this.list = fields;
    const wide = narrow() ? 8 : 16;
    const owner = new Map();
    let [start, end] = [Infinity, 0];
    const differs = new Set();
    fields.forEach((field, at) => {
      start = Math.min(start, field.offset);
      end = Math.max(end, field.offset + field.size);
      const raw = octets.subarray(field.offset, field.offset + field.size);
      field.odd = (field.role === "padding" || field.role === "kernel" || field.role === "slack") && raw.some((one) => one);
      if (field.value === null) field.value = hexOf(raw);
      for (let byte = 0; byte < field.size; byte++) {
        owner.set(field.offset + byte, at);
        if (other && other[at][byte] !== raw[byte]) differs.add(field.offset + byte);
      }
      field.differs = other !== null && [...raw].some((_, byte) => differs.has(field.offset + byte));
    });
    const grid = el("div", { class: "hex", tabindex: "0", role: "grid", "aria-label": "Bytes; arrow keys move",
      onkeydown: (event) => this.move(event) });
    for (let line = start; line < end; line += wide) {
      const octetsIn = [];
      const letters = [];
      for (let byte = line; byte < Math.min(line + wide, end); byte++) {
        const at = owner.get(byte);
        const field = fields[at];
        const is = `b ${field ? field.role : "gap"} ${field && field.odd && octets[byte] ? "odd" : ""} ${differs.has(byte) ? "differs" : ""}`;
        octetsIn.push(el("span", { class: is, "data-f": String(at), "data-b": String(byte) }, hex(octets[byte])));
        const letter = octets[byte] > 32 && octets[byte] < 127 ? String.fromCharCode(octets[byte]) : "·";
        letters.push(el("span", { class: is, "data-f": String(at) }, letter));
      }
      grid.append(el("div", { class: "line" }, el("span", { class: "at" }, String(base + line)),
        el("span", { class: "octets" }, ...octetsIn), el("span", { class: "letters" }, ...letters)));
    }
    const body = el("tbody");
    let group = "";
    fields.forEach((field, at) => {
      const part = field.path.match(/^(matches\[\d+\]|target)\./);
      const own = part ? part[1] : field.path.includes("_get") ? field.path.split(".")[0] : "head";
      if (own !== group) body.append(el("tr", { class: "group" }, el("th", { colspan: "3", scope: "rowgroup" }, own)));
      group = own;
      const name = part ? field.path.slice(part[0].length).replace(/^payload\./, "") : field.path;
      body.append(el("tr", { class: `${field.role} ${field.flagged || field.odd ? "odd" : ""} ${field.differs ? "differs" : ""}`,
        "data-f": String(at), tabindex: "0", title: field.doc || null },
      el("td", {}, name), el("td", {}, field.value), el("td", { class: "quiet" }, `${base + field.offset} +${field.size}`)));
    });
    this.live.textContent = "Hover or focus a field to see its bytes; click a byte for its owner.";
    this.box.append(this.live, el("div", { class: "linked" }, grid, el("div", { class: "scrolls" },
      el("table", { class: "fieldlist" }, el("thead", {}, el("tr", {}, el("th", {}, "field"), el("th", {}, "value"),
        el("th", {}, "bytes"))), body))));
    if (other) this.box.append(el("p", { class: "quiet" }, "Underlined bytes differ from the other file's."));
    this.grid = grid;
    this.cursor = start;
  }

  light(at) {
    for (const one of $$(".on", this.box)) one.classList.remove("on");
    if (at < 0 || !this.list || !this.list[at]) return;
    for (const one of $$(`[data-f="${at}"]`, this.box)) one.classList.add("on");
    const field = this.list[at];
    this.live.textContent = `${field.path} = ${field.value} (${field.role}, ${some(field.size, "byte")})` +
      (field.doc ? `: ${field.doc}` : "");
  }

  over(at) {
    this.light(at);
  }

  pin(at, event) {
    this.pinned = at;
    this.light(at);
    const isByte = event.target.closest(".hex");
    const found = $(isByte ? `tr[data-f="${at}"]` : `.hex [data-f="${at}"]`, this.box);
    if (found) found.scrollIntoView({ block: "nearest" });
  }

  move(event) {
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: narrow() ? 8 : 16, ArrowUp: narrow() ? -8 : -16 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = $(`[data-b="${this.cursor + steps[event.key]}"]`, this.grid);
    if (!next) return;
    this.cursor += steps[event.key];
    for (const one of $$(".cursor", this.grid)) one.classList.remove("cursor");
    next.classList.add("cursor");
    this.pinned = Number(next.dataset.f);
    this.light(this.pinned);
  }
}

function hexOf(raw) {
  const shown = [...raw.subarray(0, 16)].map(hex).join(" ");
  return raw.length > 16 ? `${shown} ...` : shown;
}

class ByteMap {
  constructor(explorer) {
    this.explorer = explorer;
    this.canvas = el("canvas", { role: "img" });
    this.told = el("figcaption", { "aria-live": "polite" });
    this.legend = el("ul", { class: "legend" }, ...ROLES.map(([role, text]) =>
      el("li", {}, el("span", { class: `swatch ${role}` }), text)));
    this.box = el("figure", { class: "map" }, el("h3", {}, "Byte map of the table"), this.canvas, this.told, this.legend);
    this.canvas.addEventListener("mousemove", (event) => this.tell(this.entryAt(event)));
    this.canvas.addEventListener("click", (event) => {
      const entry = this.entryAt(event);
      if (entry !== null) explorer.goto(entry);
    });
    new ResizeObserver(() => this.draw()).observe(this.box);
    new IntersectionObserver((seen) => {
      this.seen = seen.some((one) => one.isIntersecting);
      this.draw();
    }, { rootMargin: "400px" }).observe(this.box);
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
    window.addEventListener("beforeprint", () => this.draw());
  }

  open(table) {
    this.table = table;
    this.chosen = -1;
    this.box.hidden = !table.octets;
    this.cells = null;
    this.width = 0;
    this.draw();
  }

  mark(entry) {
    this.chosen = entry;
    this.paint();
  }

  // The most telling role of the bytes in each cell.
  draw() {
    const table = this.table;
    const width = this.box.clientWidth;
    if (!table || !table.octets || !width || !(this.seen || matchMedia("print").matches)) return;
    if (width === this.width) return this.paint();
    this.width = width;
    const total = table.octets.length;
    const most = Math.floor(width / 5) * 72;
    this.per = Math.max(1, Math.ceil(total / most));
    this.size = this.per > 1 || total > most / 3 ? 5 : 8;
    this.columns = Math.floor(width / this.size);
    this.cells = new Uint8Array(Math.ceil(total / this.per));
    const rank = Object.fromEntries(ROLES.map(([role], at) => [role, at + 1]));
    const put = (start, size, value) => {
      for (let cell = Math.floor(start / this.per); cell <= Math.floor((start + size - 1) / this.per); cell++)
        if (this.cells[cell] < value) this.cells[cell] = value;
    };
    const end = total - table.gap;
    for (let entry = 0; entry < table.offsets.length; entry++) {
      const start = table.offsets[entry];
      if (table.found[entry] && this.per > 1) put(start, table.sizes[entry], rank.finding);
      else if (table.marks[entry] && this.per > 1) put(start, table.sizes[entry], rank.changed);
      for (const [, offset, size, role] of table.shapes[table.shape[entry]]) {
        let value = rank[role] || 1;
        if (role === "padding" || role === "kernel" || role === "slack")
          for (let at = start + offset; at < start + offset + size; at++)
            if (table.octets[at]) { value = rank.odd; break; }
        put(start + offset, size, value);
      }
    }
    if (table.gap) put(end, table.gap, rank.gap);
    if (this.per === 1)
      for (const finding of table.findings)
        if (finding[5] !== null && finding[5] >= table.base && finding[6])
          put(finding[5] - table.base, Math.min(finding[6], total), rank.finding);
    const lines = Math.ceil(this.cells.length / this.columns);
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = this.columns * this.size * ratio;
    this.canvas.height = lines * this.size * ratio;
    this.canvas.style.width = `${this.columns * this.size}px`;
    this.canvas.style.height = `${lines * this.size}px`;
    this.canvas.setAttribute("aria-label", `${some(total, "byte")}, ${this.per} to a cell; the rules above lead to the same bytes`);
    this.told.textContent = `${some(total, "byte")}, ${this.per === 1 ? "one cell each" : `${this.per} to a cell`}. Point at one to see its rule, click to open it.`;
    this.paint();
  }

  paint() {
    if (!this.cells) return;
    const style = getComputedStyle(document.documentElement);
    const colours = ROLES.map(([role]) => style.getPropertyValue(`--${role}`).trim());
    const brush = this.canvas.getContext("2d");
    const ratio = window.devicePixelRatio || 1;
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    brush.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const gap = this.size > 5 ? 1 : 0.5;
    for (let cell = 0; cell < this.cells.length; cell++) {
      if (!this.cells[cell]) continue;
      brush.fillStyle = colours[this.cells[cell] - 1];
      brush.fillRect((cell % this.columns) * this.size, Math.floor(cell / this.columns) * this.size,
        this.size - gap, this.size - gap);
    }
    const table = this.table;
    const outline = (entry, colour, wide) => {
      const [first, last] = [Math.floor(table.offsets[entry] / this.per),
        Math.floor((table.offsets[entry] + table.sizes[entry] - 1) / this.per)];
      brush.fillStyle = colour;
      for (let cell = first; cell <= last; cell++)
        brush.fillRect((cell % this.columns) * this.size, Math.floor(cell / this.columns) * this.size + this.size - wide,
          this.size, wide);
    };
    if (this.per === 1)
      for (const entry of Object.keys(table.marks)) outline(Number(entry), style.getPropertyValue("--changed"), 2);
    if (this.chosen >= 0) outline(this.chosen, style.getPropertyValue("--ink"), 3);
  }

  entryAt(event) {
    const box = this.canvas.getBoundingClientRect();
    const cell = Math.floor((event.clientY - box.top) / this.size) * this.columns +
      Math.floor((event.clientX - box.left) / this.size);
    const byte = cell * this.per;
    const { offsets, sizes, octets } = this.table;
    if (!offsets.length || byte >= octets.length) return null;
    let [low, high] = [0, offsets.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (offsets[middle] <= byte) low = middle;
      else high = middle - 1;
    }
    this.byte = byte;
    return byte < offsets[low] + sizes[low] ? low : null;
  }

  tell(entry) {
    if (entry === null) return;
    const [title, text] = this.explorer.detail.named(entry, -1);
    const inside = this.byte - this.table.offsets[entry];
    const field = this.table.shapes[this.table.shape[entry]].find(([, offset, size]) => inside >= offset && inside < offset + size);
    this.told.textContent = `byte ${this.table.base + this.byte}: ${title}${field && this.per === 1 ? `, ${field[0]}` : ""}: ${text}`;
  }
}
