// The buttons above the grid, the search, the columns, and the keys of the whole view.
(() => {
  const { made, staged, rows } = dataView;
  const say = (...words) => dataView.say(...words);
  const part = (name) => document.getElementById(`data-${name}`);
  const TYPING = "input, textarea, select, [contenteditable]";

  const search = (text) => {
    const field = part("search");
    if (field.value !== text) field.value = text;
    dataView.grid.api().setGridOption("quickFilterText", dataView.order.plain(text));
    dataView.address.write({ q: text });
    counted();
  };

  const counted = () => {
    const file = rows.file(dataView.grid.table());
    const api = dataView.grid.api();
    if (!file || !api || !part("shown")) return;
    const all = rows.shown(dataView.grid.table()).length;
    const some = api.getDisplayedRowCount();
    part("shown").textContent = some === all ? say("rows", { n: all }) : say("of_rows", { n: all, shown: dataView.number(some) });
    const empty = part("nothing") || part("sheet").appendChild(made("p", { id: "data-nothing", className: "data-nothing" }));
    empty.hidden = some > 0;
    if (all === 0) empty.textContent = say(`no_rows_${dataView.grid.table()}`);
    else empty.textContent = part("search").value ? say("nothing_found", { q: part("search").value }) : say("nothing_passes");
  };

  // Why there are no rows, where there is a reason.
  const trouble = (text) => {
    const place = part("trouble") || part("sheet").appendChild(made("p", { id: "data-trouble", className: "data-trouble" }));
    place.textContent = text;
    place.hidden = !text;
  };

  const columns = () => {
    const api = dataView.grid.api();
    const list = part("column-list");
    list.replaceChildren(...(api.getColumns() || []).map((column) => {
      const box = made("input", { type: "checkbox", checked: column.isVisible() });
      box.addEventListener("change", () => dataView.grid.showColumn(dataView.grid.nameOf(column), box.checked));
      return made("label", {}, box, ` ${dataView.grid.nameOf(column)}`);
    }));
  };

  // What is wrong in the whole file, each a way to its cell.
  const problems = () => {
    const all = [...rows.problems(dataView.grid.table()).values()].flat();
    const found = all.filter(({ severity }) => severity !== "unfilled");
    headline(all.length - found.length);
    const place = part("problems");
    place.hidden = found.length === 0;
    part("problem-count").textContent = say("problems", { n: new Set(found.map((one) => `${one.id} ${one.column}`)).size });
    found.sort((one, other) => (one.severity !== "error") - (other.severity !== "error"));
    part("problem-list").replaceChildren(...found.map((problem) => {
      const place = [problem.key[0], problem.column].filter(Boolean).join(" · ");
      const told = [problem.message, problem.remedy].filter(Boolean).join(" ");
      const way = made("button", { type: "button", className: "data-way", textContent: place });
      way.addEventListener("click", () => dataView.grid.goTo(problem.id, problem.column));
      return made("li", { className: problem.severity }, way, ` ${say(problem.severity)}: ${told}`);
    }));
  };

  // What would be wrong in both files with what is staged; what is not filled in yet does not count.
  const headline = (unfilled) => {
    const place = part("staged");
    const { problems: n, refused } = rows.judged();
    if (!place) return;
    const left = Math.max((n || 0) - unfilled, 0);
    const isOther = staged.all().length > 0 && n !== undefined && !refused && left !== rows.faulty();
    const text = left ? say("problems_staged", { n: left }) : say("no_problem_staged");
    if (place.textContent !== (isOther ? text : "")) place.textContent = isOther ? text : "";
  };

  const chosen = () => {
    const row = dataView.grid.chosen();
    if (!row) {
      dataView.desk.tell(say("no_row"));
      dataView.desk.draw();
    }
    return row;
  };
  const toNewRow = (id) => setTimeout(() => dataView.grid.goTo(id), 30);

  const acts = {
    add: () => {
      const row = dataView.grid.chosen();
      search("");
      toNewRow(staged.add(dataView.grid.table(), {}, row ? row.id : ""));
    },
    duplicate: () => {
      const row = chosen();
      if (row) toNewRow(staged.add(row.table, { ...row.cells }, row.id));
    },
    delete: () => {
      const row = chosen();
      if (!row) return;
      if (row.state === "removed") staged.restore(row);
      else staged.remove(row);
    },
    undo: () => staged.undo(),
    redo: () => staged.redo(),
    record: () => {
      const row = dataView.grid.chosen();
      const milestone = row ? row.cells[row.table === "milestones" ? "id" : "milestone"] : "";
      dataView.forms.open("announce", milestone ? { milestone } : {});
    },
  };
  // The button says what it would do with the row that is chosen.
  const nameDelete = () => {
    const row = dataView.grid.chosen();
    if (part("delete")) part("delete").textContent = say(row && row.state === "removed" ? "restore_row" : "delete_row");
  };

  const onKey = (event) => {
    const control = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!control || !part("live") || !dataView.mayEdit()) return;
    if (event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const act = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : "";
    if (!act) return;
    event.preventDefault();
    acts[act]();
  };

  const attach = () => {
    part("search").addEventListener("input", () => search(part("search").value));
    part("columns").addEventListener("click", columns);
    for (const [name, act] of Object.entries(acts)) {
      const button = part(name);
      if (!button) continue;
      button.addEventListener("click", () => {
        if (dataView.mayEdit() && !button.hasAttribute("aria-disabled")) act();
      });
    }
  };

  document.addEventListener("keydown", onKey);
  Object.assign(dataView.tools, { attach, search, trouble, counted, problems, nameDelete });
})();
