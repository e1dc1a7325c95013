// Decode what the page carries and begin. Without a stream decoder (browsers before 2023) the words above stay.
async function start() {
  const root = $("#explorer");
  try {
    const data = await unpacked(0);
    if (!data.tables.length) {
      root.append(el("p", {}, "No table could be read."));
      return;
    }
    const explorer = new Explorer(data, root);
    await explorer.begin();
    new Way(explorer, $("#graph"));
    for (const place of $$("code.place")) {
      place.tabIndex = 0;
      place.setAttribute("role", "button");
      const go = () => explorer.place(place.dataset.place, place.dataset.side);
      place.addEventListener("click", go);
      place.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && (event.preventDefault(), go()));
    }
    const more = $("#more-changes");
    if (more) {
      const rows = new Rows("More changes", (at) => {
        const [kind, where, before, after] = data.changes[at];
        return el("div", { class: `row change ${kind}` }, el("span", { class: "tag" }, kind.replace("rule-", "")), " ",
          el("span", { class: "where" }, where), " ", before === null ? null : el("del", {}, before), " ",
          after === null || after === before ? null : el("ins", {}, after));
      }, () => {});
      rows.box.id = "changes-list";
      more.append(rows.box);
      rows.reset(data.changes.length);
    }
    document.documentElement.dataset.ready = "yes";
  } catch (error) {
    root.append(el("p", { class: "alarm" }, `The rules cannot be shown in this browser: ${error.message}`));
    throw error;
  }
}
start();
