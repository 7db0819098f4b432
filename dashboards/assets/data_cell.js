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
    const facts = dataView.grid.troublesOf(row, column).map(({ severity, message, remedy }) => (
      severity === "unfilled"
        ? { kind: severity, text: `${dataView.say("unfilled")}. ${remedy}` }
        : { kind: severity, text: [message, remedy].filter(Boolean).join(" ") }
    ));
    for (const problem of dataView.grid.troublesOf(row, "")) facts.push({ kind: problem.severity, text: problem.message });
    const edit = row.edits[column];
    if (edit) facts.push({ kind: "was", text: dataView.say("changed_from", { old: edit.old || dataView.say("blank") }) });
    const isEmpty = !Object.values(row.cells).some((text) => text.trim());
    if (row.state === "added") facts.push({ kind: "was", text: dataView.say(isEmpty ? "empty_row" : "new_row") });
    if (row.state === "removed") facts.push({ kind: "was", text: dataView.say("removed_row") });
    return facts;
  };

  // The cell under the pointer where there is something to tell of it, else the one with the focus.
  const chosen = () => {
    for (const [cell, node] of [[pointed, pointed && pointed.node], [held, document.querySelector("#data-grid .ag-cell-focus")]]) {
      const now = asItStands(cell);
      const facts = now ? factsOf(now) : [];
      if (facts.length && node && node.isConnected) return { facts, box: node.getBoundingClientRect() };
    }
    return null;
  };

  const place = () => {
    const found = dataView.grid.isEditing() ? null : chosen();
    const sheet = document.getElementById("data-sheet");
    if (!found || !sheet) return hide();
    const { facts, box } = found;
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
