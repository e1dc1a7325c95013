// The packet's way: in which order hooks pass which tables, and the chains of one table as a graph that unfolds.
// include/uapi/linux/netfilter_ipv4.h (v6.18); nat rewrites sources behind the filter, destinations before it
const PRIORITIES = { raw: -300, mangle: -150, nat: -100, filter: 0, security: 50 };
const priority = (table, hook) => (table === "nat" && /INPUT|POSTROUTING/.test(hook) ? 100 : PRIORITIES[table] ?? 0);
const WAYS = [["comes in, for this host", ["PREROUTING", "INPUT"]], ["comes in, goes on", ["PREROUTING", "FORWARD", "POSTROUTING"]],
  ["made here", ["OUTPUT", "POSTROUTING"]]];
const [BOX_WIDTH, BOX_HEIGHT, STEP_X, STEP_Y] = [230, 34, 290, 44];
const MOST_OPEN = 60;
const MOST_DRAWN = 1500;

class Way {
  constructor(explorer, root) {
    this.explorer = explorer;
    this.root = root;
    this.search = el("input", { type: "search", placeholder: "Find a chain", "aria-label": "Find a chain",
      list: "chain-names", oninput: () => this.find() });
    this.names = el("datalist", { id: "chain-names" });
    this.told = el("output", { class: "told", "aria-live": "polite" });
    this.overview = el("div", { class: "hooks" });
    this.canvas = el("div", { class: "scrolls chains", tabindex: "0", "aria-label": "Chains and jumps" });
    root.append(this.overview,
      el("div", { class: "bar" }, this.search, this.names,
        el("button", { type: "button", onclick: () => this.all(true) }, "Unfold all"),
        el("button", { type: "button", onclick: () => this.all(false) }, "Fold all"), this.told),
      this.canvas);
    explorer.listeners.push(() => this.open());
    window.addEventListener("beforeprint", () => this.table.chains.length <= 500 && this.all(true));
    this.open();
  }

  open() {
    const table = this.explorer.table;
    this.table = table;
    this.kinds();
    this.names.replaceChildren(...table.chains.slice(0, 2000).map(([name]) => el("option", { value: name })));
    this.unfolded = new Set(this.order.filter((at) => table.chains[at][1]));
    if (table.chains.length <= MOST_OPEN) for (const at of this.order) this.unfolded.add(at);
    this.chosen = -1;
    this.must = new Set();
    this.changed = new Set();
    for (const entry of Object.keys(table.marks).map(Number)) {
      const at = table.chains.findIndex(([, , , start, end, , closing]) => (entry >= start && entry < end) || entry === closing);
      if (at >= 0) this.changed.add(at);
    }
    this.hooks();
    this.draw();
  }

  // Which chain jumps to which, by what rules; user chains that nothing leads to stand for themselves.
  kinds() {
    const { chains, jumps, rules } = this.table;
    const starts = chains.map((chain, at) => [chain[3], chain[4], at]).sort((one, other) => one[0] - other[0]);
    const chainOf = (entry) => {
      let [low, high] = [0, starts.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle][0] <= entry) low = middle;
        else high = middle - 1;
      }
      return entry < starts[low][1] ? starts[low][2] : -1;
    };
    this.edges = chains.map(() => new Map());
    this.callers = chains.map(() => new Set());
    for (const [entry, to] of jumps) {
      const from = chainOf(entry);
      if (from < 0 || to < 0) continue;
      const found = this.edges[from].get(to) || { entries: [], goes: false };
      found.entries.push(entry);
      found.goes ||= / -g /.test(` ${rules[entry]} `);
      this.edges[from].set(to, found);
      this.callers[to].add(from);
    }
    this.roots = chains.map((chain, at) => at).filter((at) => chains[at][1]);
    const seen = new Set();
    const reach = (at) => {
      const left = [at];
      while (left.length) {
        const one = left.pop();
        if (seen.has(one)) continue;
        seen.add(one);
        left.push(...this.edges[one].keys());
      }
    };
    this.roots.forEach(reach);
    this.strays = chains.map((chain, at) => at).filter((at) => !seen.has(at));
    this.order = [...this.roots, ...this.strays, ...chains.map((chain, at) => at).filter((at) => !chains[at][1] && seen.has(at))];
  }

  // The hooks that a packet passes, and in each the tables in the order of their priorities.
  hooks() {
    const { explorer, table } = this;
    const familyOf = (one) => one.place.split("/").slice(0, -1).join("/");
    const nameOf = (one) => one.place.split("/").pop();
    const held = explorer.tables.map((one, at) => [one, at])
      .filter(([one]) => one.side === table.side && familyOf(one) === familyOf(table));
    const button = ([one, at], hook) => el("button", { type: "button", onclick: () => this.enter(at, hook),
      "aria-current": one === table ? "true" : null, "data-hook": hook },
    nameOf(one), el("small", {}, ` ${one.policies[one.hooks.indexOf(hook)]}`));
    const box = (hook) => el("span", { class: "hook" }, el("strong", {}, hook),
      ...held.filter(([one]) => one.hooks.includes(hook))
        .sort(([one], [other]) => priority(nameOf(one), hook) - priority(nameOf(other), hook))
        .map((one) => button(one, hook)));
    const ways = familyOf(table).endsWith("arp") ? [["ARP", ["INPUT"]], ["ARP made here", ["OUTPUT"]]] : WAYS;
    this.overview.replaceChildren(...ways.map(([title, hooks]) =>
      el("div", { class: "wayline" }, el("span", { class: "quiet" }, title), ...hooks.map(box))));
  }

  async enter(at, hook) {
    if (this.explorer.at !== at) await this.explorer.open(at);
    const chain = this.table.chains.findIndex((one) => one[0] === hook && one[1]);
    if (chain >= 0) this.choose(chain);
  }

  all(open) {
    this.unfolded = new Set(open ? this.order : []);
    this.draw();
  }

  find() {
    const wanted = this.search.value.toLowerCase();
    this.must = new Set();
    this.found = new Set();
    if (!wanted) {
      this.told.value = "";
      return this.draw();
    }
    const named = this.table.chains.map(([name], at) => [name.toLowerCase(), at]).filter(([name]) => name.includes(wanted));
    this.told.value = some(named.length, "chain") + " found";
    const exact = named.find(([name]) => name === wanted);
    for (const [, at] of named.slice(0, 40)) {
      this.found.add(at);
      this.unfoldTo(at);
    }
    if (exact || named.length === 1) this.choose((exact || named[0])[1]);
    else this.draw();
  }

  // Unfold the shortest way from a hook to a chain.
  unfoldTo(goal) {
    const from = new Map(this.roots.map((at) => [at, -1]));
    const left = [...this.roots];
    while (left.length && !from.has(goal)) {
      const one = left.shift();
      for (const to of this.edges[one].keys()) if (!from.has(to)) { from.set(to, one); left.push(to); }
    }
    this.must.add(goal);
    for (let at = from.get(goal); at !== undefined && at >= 0; at = from.get(at)) this.must.add(at) && this.unfolded.add(at);
  }

  choose(at) {
    this.chosen = at;
    this.unfoldTo(at);
    this.draw();
    const box = $(`[data-chain="${at}"]`, this.canvas);
    if (box) {
      const [x, y] = [Number(box.dataset.x), Number(box.dataset.y)];
      this.canvas.scrollTo({ left: Math.max(0, x - 60), top: Math.max(0, y - 200) });
    }
    const [name] = this.table.chains[at];
    this.told.value = `${name}: called from ${some(this.callers[at].size, "chain")}, calls ${count(this.edges[at].size)}`;
  }

  // Chains that can be seen, each where it is first met: depth to the right, one line each.
  placed() {
    const places = new Map();
    let line = 0;
    const put = (root) => {
      const left = [[root, 0]];
      while (left.length) {
        const [at, depth] = left.pop();
        if (places.has(at)) continue;
        if (places.size >= MOST_DRAWN && !this.must.has(at)) {
          this.left++;
          continue;
        }
        places.set(at, [depth, line++]);
        if (!this.unfolded.has(at)) continue;
        // what was searched for comes first, lest it fall behind the bound
        const next = [...this.edges[at].keys()].filter((to) => !places.has(to));
        next.sort((one, other) => this.must.has(other) - this.must.has(one));
        for (const to of next.reverse()) left.push([to, depth + 1]);
      }
    };
    this.left = 0;
    this.roots.forEach(put);
    this.strays.forEach(put);
    return places;
  }

  draw() {
    const places = this.placed();
    const deepest = Math.max(0, ...[...places.values()].map(([depth]) => depth));
    const [width, height] = [deepest * STEP_X + BOX_WIDTH + 60, places.size * STEP_Y + 10];
    const picture = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group",
      "aria-label": `${places.size} chains` });
    const [lines, boxes] = [svg("g", { class: "jumps" }), svg("g")];
    const at_x = (depth) => depth * STEP_X + 10;
    const at_y = (line) => line * STEP_Y + 5;
    for (const [from, [depth, line]] of places)
      for (const [to, edge] of this.edges[from]) {
        const goal = places.get(to);
        if (!goal) continue;
        const [x, y, z, v] = [at_x(depth) + BOX_WIDTH, at_y(line) + BOX_HEIGHT / 2, at_x(goal[0]), at_y(goal[1]) + BOX_HEIGHT / 2];
        const bend = z > x ? (x + z) / 2 : x + 30;
        const isOwn = from === this.chosen || to === this.chosen;
        const path = svg("path", { d: `M${x} ${y} C${bend} ${y} ${z > x ? bend : z - 30} ${v} ${z} ${v}`,
          class: `${edge.goes ? "goto" : ""} ${isOwn ? "own" : ""}` });
        path.append(svg("title", {}, `${this.table.chains[from][0]} ${edge.goes ? "goes" : "jumps"} to ` +
          `${this.table.chains[to][0]}: ${some(edge.entries.length, "rule")}`));
        lines.append(path);
      }
    for (const [at, [depth, line]] of places) boxes.append(this.box(at, at_x(depth), at_y(line)));
    picture.append(lines, boxes);
    this.canvas.replaceChildren(picture);
    if (this.left) this.canvas.append(el("p", { class: "quiet" }, `${count(this.left)} more are not drawn: search finds them.`));
    this.places = places;
  }

  box(at, x, y) {
    const { chains, packets } = this.table;
    const [name, hook, policy, start, end, , closing] = chains[at];
    const own = this.edges[at].size;
    const isOpen = this.unfolded.has(at);
    const changed = this.changed.has(at);
    const hits = closing !== null && hook ? ` · ${count(packets[closing])} packets` : "";
    const kind = hook ? "builtin" : this.strays.includes(at) ? "stray" : "user";
    const shown = name.length > 29 ? `${name.slice(0, 28)}…` : name;
    const box = svg("g", { class: `chain ${kind} ${at === this.chosen ? "chosen" : ""} ${changed ? "changed" : ""} ` +
      `${this.found && this.found.has(at) ? "found" : ""}`, transform: `translate(${x} ${y})`, tabindex: "0", role: "button",
      "data-chain": at, "data-x": x, "data-y": y, "aria-expanded": own ? String(isOpen) : null,
      "aria-label": `chain ${name}, ${some(end - start, "rule")}${hook ? `, policy ${policy}` : ""}` });
    box.append(svg("title", {}, `${name}: ${some(end - start, "rule")}${hook ? `, policy ${policy}${hits}` : ""}` +
      (kind === "stray" ? ", nothing leads here" : "")),
    svg("rect", { width: BOX_WIDTH, height: BOX_HEIGHT, rx: 4 }), svg("text", { x: 8, y: 14 }, shown || '""'),
    svg("text", { x: 8, y: 28, class: "small" }, `${some(end - start, "rule")}${hook ? ` · ${policy}${hits}` : kind === "stray" ? " · nothing leads here" : ""}`));
    if (own) box.append(svg("text", { x: BOX_WIDTH - 8, y: 28, "text-anchor": "end", class: "fold" }, isOpen ? "−" : `+${own}`));
    box.addEventListener("click", (event) => this.press(at, event.target.classList.contains("fold")));
    box.addEventListener("keydown", (event) => this.key(event, at));
    return box;
  }

  press(at, fold) {
    if (fold) {
      if (this.unfolded.has(at)) this.unfolded.delete(at);
      else this.unfolded.add(at);
      return this.draw();
    }
    this.choose(at);
    const row = this.explorer.shown.findIndex(([entry, chain]) => entry === -1 && chain === at);
    if (row >= 0) this.explorer.rows.choose(row);
  }

  // Right unfolds or follows the first jump, left folds or goes back; up and down take the next chain that is seen.
  key(event, at) {
    const seen = [...this.places.keys()];
    const here = seen.indexOf(at);
    let next = -1;
    if (event.key === "Enter" || event.key === " ") this.press(at, false);
    else if (event.key === "ArrowRight" && this.edges[at].size) {
      if (this.unfolded.has(at)) next = [...this.edges[at].keys()].find((to) => this.places.has(to)) ?? -1;
      else this.press(at, true);
    } else if (event.key === "ArrowLeft") {
      if (this.unfolded.has(at) && this.edges[at].size) this.press(at, true);
      else next = [...this.callers[at]].find((one) => this.places.has(one)) ?? -1;
    } else if (event.key === "ArrowDown") next = seen[here + 1] ?? -1;
    else if (event.key === "ArrowUp") next = seen[here - 1] ?? -1;
    else return;
    event.preventDefault();
    const found = $(`[data-chain="${next >= 0 ? next : at}"]`, this.canvas);
    if (found) found.focus();
  }
}
