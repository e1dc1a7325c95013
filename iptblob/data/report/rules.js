// The rules as text: one table at a time, filtered; a rule that is chosen shows its fields and bytes.
const HEADER = -2;
const GAP = -3;

class Explorer {
  constructor(data, root) {
    this.data = data;
    this.root = root;
    this.tables = data.tables;
    this.select = el("select", { "aria-label": "Table", onchange: () => this.open(Number(this.select.value)) });
    this.loading = [];
    this.listeners = [];
    this.tables.forEach((table, at) => {
      const so_many = some(table.count, "rule");
      const nft = table.backend === "legacy" ? "" : ", nf_tables";
      const label = `${table.name ? table.name + ": " : ""}${table.place}${nft} (${so_many})`;
      this.select.append(el("option", { value: String(at) }, label));
    });
    this.filter = el("input", { type: "search", placeholder: "Filter: words of a rule, such as dport 22",
                                "aria-label": "Filter the rules", oninput: () => this.fill() });
    this.only = el("select", { "aria-label": "Which rules", onchange: () => this.fill() },
      ...[["", "all rules"], ["changed", "changed"], ["found", "with findings"], ["hit", "hit"], ["never", "never hit"]]
        .map(([value, text]) => el("option", { value }, text)));
    this.told = el("output", { class: "told", "aria-live": "polite" });
    this.rows = new Rows("Rules", (at) => this.row(at), (at) => this.choose(at));
    this.rows.box.id = "rules-list";
    this.detail = new Detail(this);
    this.map = new ByteMap(this);
    root.append(
      el("div", { class: "bar" }, this.select, this.filter, this.only, this.told),
      el("div", { class: "split" }, this.rows.box, this.detail.box),
      this.map.box,
    );
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(input|select|textarea)$/i.test(event.target.tagName)) {
        event.preventDefault();
        this.filter.focus();
      }
    });
  }

  // The last file's first table that changed.
  begin() {
    const last = this.tables[this.tables.length - 1].side;
    const first = this.tables.findIndex((table) => table.side === last && table.changed);
    return this.open(first >= 0 ? first : this.tables.findIndex((table) => table.side === last));
  }

  // A table is decoded when it is first looked at.
  load(at) {
    return (this.loading[at] ||= unpacked(at + 1).then((held) => prepare(Object.assign(this.tables[at], held))));
  }

  get table() {
    return this.tables[this.at];
  }

  async open(at) {
    this.wanted = at;
    this.select.value = String(at);
    this.rows.box.setAttribute("aria-busy", "true");
    await this.load(at);
    if (this.wanted !== at) return;
    this.at = at;
    this.rows.box.removeAttribute("aria-busy");
    this.filter.value = "";
    this.fill();
    this.map.open(this.table);
    for (const listener of this.listeners) listener();
    const marked = this.shown.findIndex(([entry]) => entry >= 0 && this.table.marks[entry]);
    const first = marked >= 0 ? marked : this.shown.findIndex(([entry, chain]) => entry >= 0 && chain >= 0);
    if (first >= 0) this.rows.choose(first);
    else this.detail.clear();
  }

  // All rows of the table in the order of printing, (entry, chain): a chain's own row has entry -1.
  all() {
    const table = this.table;
    if (table.all) return table.all;
    const rows = table.header ? [[HEADER, -1]] : [];
    table.chains.forEach(([, , , start, end, , policy], chain) => {
      rows.push([-1, chain]);
      for (let at = start; at < end; at++) rows.push([at, chain]);
      if (policy !== null) rows.push([policy, chain]);
    });
    if (table.gap) rows.push([GAP, -1]);
    return (table.all = rows);
  }

  fill() {
    const table = this.table;
    const words = this.filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const only = this.only.value;
    const isRule = ([entry, chain]) => chain >= 0 && entry >= 0 && entry < table.chains[chain][4];
    let rows = this.all();
    if (words.length || only) {
      rows = rows.filter((row) => {
        if (!isRule(row) && !(only && only !== "hit" && only !== "never" && row[0] >= 0)) return false;
        const [entry, chain] = row;
        if (only === "changed" && !table.marks[entry]) return false;
        if (only === "found" && !table.found[entry]) return false;
        if (only === "hit" && !table.packets[entry]) return false;
        if (only === "never" && table.packets[entry]) return false;
        const text = `${table.chains[chain][0]} ${table.rules[entry]}`.toLowerCase();
        return words.every((word) => text.includes(word));
      });
    }
    this.shown = rows;
    this.told.value = words.length || only ? `${count(rows.length)} shown` : "";
    this.rows.active = -1;
    this.rows.box.scrollTop = 0;
    this.rows.reset(rows.length);
  }

  row(at) {
    const [entry, chain] = this.shown[at];
    const table = this.table;
    if (entry === HEADER) return el("div", { class: "row header" }, "headers before the first entry");
    if (entry === GAP) return el("div", { class: "row gap" }, `${some(table.gap, "byte")} that no entry holds`);
    const [name, hook, policy, start, end, , closing] = table.chains[chain];
    if (entry === -1) {
      const said = hook ? ` policy ${policy}` : "";
      return el("div", { class: "row chain" }, `Chain ${name || '""'}`, el("span", { class: "quiet" },
        `${said} · ${some(end - start, "rule")}`));
    }
    const mark = table.marks[entry];
    const found = table.found[entry];
    const isPolicy = entry === closing;
    const number = isPolicy ? (hook ? "policy" : "end") : String(entry - start + 1);
    const text = isPolicy ? (hook ? `policy ${policy}` : "RETURN to where it was called") : table.rules[entry];
    return el("div", { class: `row rule ${mark ? mark[0] : ""} ${found ? "found" : ""} ${isPolicy ? "closing" : ""}` },
      el("span", { class: "number" }, number),
      el("span", { class: "hits", title: "packets" }, table.packets[entry] ? count(table.packets[entry]) : "·"),
      el("code", {}, ...unbroken(text || "every packet, to no target")),
      mark ? el("span", { class: "tag" }, mark[0].replace("rule-", "")) : null,
      found ? el("span", { class: "tag bad" }, "finding") : null);
  }

  choose(at) {
    const [entry, chain] = this.shown[at];
    this.detail.show(entry, chain);
    this.map.mark(entry);
  }

  // Show an entry of the table that is open, whatever is filtered.
  goto(entry) {
    let at = this.shown.findIndex((row) => row[0] === entry);
    if (at < 0) {
      this.filter.value = this.only.value = "";
      this.fill();
      at = this.shown.findIndex((row) => row[0] === entry);
    }
    if (at >= 0) this.rows.choose(at);
    else this.detail.show(entry, -1);
  }

  // Show a place such as ipv4/filter/INPUT:6, in the file that is meant.
  async place(place, side) {
    const fits = this.tables.map((table, at) => [table, at]).filter(([table]) => place.startsWith(table.place + "/"));
    const found = fits.find(([table]) => side && table.side === side) || fits[fits.length - 1];
    if (!found) return false;
    const [table, at] = found;
    const rest = place.slice(table.place.length + 1);
    const cut = rest.lastIndexOf(":");
    const [name, number] = [rest.slice(0, cut), rest.slice(cut + 1)];
    if (at !== this.at) await this.open(at);
    const chain = table.chains.find((one) => one[0] === name);
    if (!chain && name !== "entry") return false;
    if (!chain) {
      this.goto(table.offsets ? table.offsets.indexOf(Number(number)) : -1);
    } else {
      const special = { policy: chain[6], return: chain[6], head: chain[5] };
      this.goto(number in special ? special[number] : chain[3] + Number(number) - 1);
    }
    this.root.scrollIntoView({ block: "start" });
    return true;
  }
}

// What is made of a table once it is looked at: bytes, where entries begin, findings by entry.
function prepare(table) {
  table.found = {};
  for (const finding of table.findings)
    if (finding[4] !== null) (table.found[finding[4]] ||= []).push(finding);
  for (const [entry, said] of Object.entries(table.notes))
    for (const text of said)
      if (!(table.found[entry] || []).some((one) => one[2] === text))
        (table.found[entry] ||= []).push(["note", "warning", text, "", Number(entry), null, 0]);
  if (!table.bytes) return table;
  table.octets = octetsOf(table.bytes);
  table.bytes = null;
  table.offsets = new Array(table.sizes.length);
  let at = table.first;
  table.sizes.forEach((size, entry) => {
    table.offsets[entry] = at;
    at += size;
  });
  table.gap = table.octets.length - at;
  return table;
}
