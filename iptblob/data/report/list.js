// A list of any length of which only what can be seen is in the page. Short ones are in it whole, with wrapped lines.
const WHOLE = 300;
const PRINTED = 3000;
const ROW = 24;

class Rows {
  constructor(label, row, chosen) {
    this.row = row;
    this.chosen = chosen;
    this.length = 0;
    this.active = -1;
    this.inner = el("div", { class: "rows" });
    this.box = el("div", { class: "list", tabindex: "0", role: "listbox", "aria-label": label }, this.inner);
    this.box.addEventListener("scroll", () => this.draw(), { passive: true });
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("click", (event) => {
      const found = event.target.closest("[data-row]");
      if (found) this.choose(Number(found.dataset.row));
    });
    new ResizeObserver(() => this.draw()).observe(this.box);
    window.addEventListener("beforeprint", () => this.print());
    window.addEventListener("afterprint", () => this.reset(this.length));
  }

  reset(length) {
    this.length = length;
    this.drawn = null;
    this.isWhole = length <= WHOLE;
    this.box.classList.toggle("whole", this.isWhole);
    this.inner.style.height = this.isWhole ? "" : `${length * ROW}px`;
    this.inner.replaceChildren();
    if (this.isWhole) for (let at = 0; at < length; at++) this.inner.append(this.made(at));
    else this.draw();
  }

  made(at) {
    const made = this.row(at);
    made.dataset.row = at;
    made.id = `${this.box.id || "row"}-${at}`;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", String(at === this.active));
    made.classList.toggle("active", at === this.active);
    return made;
  }

  draw(again = false) {
    if (this.isWhole || !this.length) return;
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - 10);
    const last = Math.min(this.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW) + 10);
    if (!again && this.drawn && this.drawn[0] === first && this.drawn[1] === last) return;
    this.drawn = [first, last];
    const made = [];
    for (let at = first; at < last; at++) {
      const one = this.made(at);
      one.style.top = `${at * ROW}px`;
      made.push(one);
    }
    this.inner.replaceChildren(...made);
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.box.clientHeight / ROW) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.length, End: this.length };
    if (!(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.choose(Math.min(this.length - 1, Math.max(0, this.active + steps[event.key])));
  }

  choose(at, tell = true) {
    if (at < 0 || at >= this.length) return;
    this.active = at;
    this.box.setAttribute("aria-activedescendant", `${this.box.id || "row"}-${at}`);
    if (this.isWhole) {
      for (const one of this.inner.children) {
        const is = Number(one.dataset.row) === at;
        one.classList.toggle("active", is);
        one.setAttribute("aria-selected", String(is));
      }
      const one = this.inner.children[at];
      const [top, bottom] = [one.offsetTop, one.offsetTop + one.offsetHeight];
      if (top < this.box.scrollTop) this.box.scrollTop = top;
      else if (bottom > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = bottom - this.box.clientHeight;
    } else {
      const top = at * ROW;
      if (top < this.box.scrollTop) this.box.scrollTop = top;
      else if (top + ROW > this.box.scrollTop + this.box.clientHeight)
        this.box.scrollTop = top + ROW - this.box.clientHeight;
      this.draw(true);
    }
    if (tell) this.chosen(at);
  }

  // On paper all rows stand, or as many as anybody will leaf through; the rest is counted.
  print() {
    if (this.isWhole) return;
    this.box.classList.add("whole");
    this.inner.style.height = "";
    const made = [];
    for (let at = 0; at < Math.min(this.length, PRINTED); at++) made.push(this.made(at));
    if (this.length > PRINTED) made.push(el("p", {}, `${count(this.length - PRINTED)} more rows are not printed.`));
    this.inner.replaceChildren(...made);
  }
}
