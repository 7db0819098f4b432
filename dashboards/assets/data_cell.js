// The cell in words: what is wrong with it and what it said before stand beside it, under the pointer
// and under the keyboard alike; the line below the grid says the same to a screen reader, and what
// its column means.
(() => {
  const { made } = dataView;
  let held = null;
  let pointed = null;
  let tip = null;

  // The row as it stands by now: it may have been edited since the cell was pointed at.
  const asItStands = (cell) => {
    const row = cell && dataView.grid.row(cell.row.id);
    return row && dataView.grid.has(cell.column) ? { row, column: cell.column } : null;
  };
  const factsOf = ({ row, column }) => {
    const facts = dataView.grid.troublesOf(row, column).map((problem) => ({
      kind: problem.severity, text: [problem.message, problem.remedy].filter(Boolean).join(" "),
    }));
    for (const problem of dataView.grid.troublesOf(row, "")) facts.push({ kind: problem.severity, text: problem.message });
    const edit = row.edits[column];
    if (edit) facts.push({ kind: "was", text: dataView.say("changed_from", { old: edit.old || dataView.say("blank") }) });
    if (row.state === "added") facts.push({ kind: "was", text: dataView.say("new_row") });
    if (row.state === "removed") facts.push({ kind: "was", text: dataView.say("removed_row") });
    return facts;
  };

  // Where a cell stands: the one under the pointer, else the one that has the focus.
  const boxOf = () => {
    const shown = pointed ? pointed.node : document.querySelector("#data-grid .ag-cell-focus");
    return shown && shown.isConnected ? shown.getBoundingClientRect() : null;
  };

  const place = () => {
    const cell = asItStands(pointed || held);
    const facts = cell && !dataView.grid.isEditing() ? factsOf(cell) : [];
    const box = facts.length ? boxOf() : null;
    const sheet = document.getElementById("data-sheet");
    if (!box || !sheet) return hide();
    const around = sheet.getBoundingClientRect();
    if (box.bottom < around.top || box.top > around.bottom) return hide();
    tip = tip && tip.isConnected ? tip : sheet.appendChild(made("div", { className: "data-tip", id: "data-tip" }));
    tip.replaceChildren(...facts.map(({ kind, text }) => made("p", { className: kind, textContent: text })));
    tip.hidden = false;
    const left = Math.min(Math.max(box.left - around.left, 4), around.width - tip.offsetWidth - 4);
    const below = box.bottom - around.top + 2;
    const fits = below + tip.offsetHeight < around.height;
    tip.style.left = `${Math.max(left, 0)}px`;
    tip.style.top = `${fits ? below : Math.max(box.top - around.top - tip.offsetHeight - 2, 0)}px`;
  };
  const hide = () => { if (tip) tip.hidden = true; };

  const tell = () => {
    const line = document.getElementById("data-cell");
    if (!line) return;
    const cell = asItStands(held);
    if (!cell) return line.replaceChildren();
    const { help } = dataView.grid.specOf(cell.column);
    const facts = factsOf(cell).map(({ text }) => text).join(" ");
    line.replaceChildren(made("b", { textContent: cell.column }), ` ${help}`);
    if (facts) line.append(made("span", { className: "unseen", textContent: ` ${facts}` }));
  };

  Object.assign(dataView.cell, {
    place,
    refresh: () => { tell(); place(); },
    follow: (cell) => { held = cell; tell(); place(); },
    point: (cell) => { pointed = cell; place(); },
    hide,
  });
})();
