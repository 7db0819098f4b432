// A cell's text to the clipboard, and from there texts into the cells from the chosen one on: one
// text, or the rows and columns of a spreadsheet. What is pasted together is one step to undo.
(() => {
  const { staged, grid } = dataView;
  const say = (...words) => dataView.say(...words);
  const TYPING = "input, textarea, select, [contenteditable]";

  // Tab-separated rows as spreadsheets put them on the clipboard: a text with a tab, a line break or a
  // quotation mark stands in quotation marks, in which each of its own is doubled.
  const CELL = /"((?:[^"]|"")*)"(?=\t|\n|$)|([^\t\n]*)/y;
  const rowsOf = (text) => {
    const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    const rows = [[]];
    for (let at = 0; at <= plain.length;) {
      CELL.lastIndex = at;
      const [whole, quoted, bare] = CELL.exec(plain);
      rows.at(-1).push(quoted === undefined ? bare : quoted.replace(/""/g, '"'));
      at += whole.length;
      if (plain[at] === "\n") rows.push([]);
      at += 1;
    }
    return rows;
  };

  // A text of several lines is one text for a cell that holds such; a spreadsheet says that it is rows.
  const given = (data, column) => {
    const text = data.getData("text/plain");
    const isSheet = text.includes("\t") || /<table/i.test(data.getData("text/html"));
    const isLong = grid.specOf(column).editor === "long";
    if (isSheet || (!isLong && /[\r\n]/.test(text))) return rowsOf(text);
    return [[text.replace(/\r\n?/g, "\n").replace(/\n$/, "")]];
  };

  // The cells that are shown from one on, to the right and below; a row that is to go takes nothing.
  const placed = (rows, from) => {
    const api = grid.api();
    const columns = api.getAllDisplayedColumns().map((column) => grid.nameOf(column));
    const first = columns.indexOf(from.column);
    const cells = [];
    let left = 0;
    rows.forEach((texts, down) => {
      const node = api.getDisplayedRowAtIndex(from.index + down);
      texts.forEach((text, right) => {
        const column = columns[first + right];
        if (column && node && node.data.state !== "removed") cells.push({ row: node.data, column, text });
        else left += 1;
      });
    });
    return { cells, left };
  };

  const paste = (rows, from) => {
    const { cells, left } = placed(rows, from);
    if (cells.length === 1 && !left) return dataView.desk.edited(from.row, from.column, cells[0].text);
    staged.changeAll(cells);
    const told = [say("pasted", { n: cells.length })];
    if (left) told.push(say("not_pasted", { n: left }));
    dataView.desk.tell(told.join(" "));
    dataView.desk.draw();
  };

  const focused = (event) => {
    const at = document.activeElement;
    const isOurs = document.getElementById("data-live") && at && at.closest("#data-grid") && !at.matches(TYPING);
    return isOurs && !event.defaultPrevented ? grid.focused() : null;
  };
  const onCopy = (event) => {
    const cell = focused(event);
    if (!cell || !getSelection().isCollapsed) return;
    event.clipboardData.setData("text/plain", cell.row.cells[cell.column] || "");
    event.preventDefault();
  };
  const onPaste = (event) => {
    const cell = focused(event);
    if (!cell || !dataView.mayEdit() || cell.row.state === "removed") return;
    event.preventDefault();
    paste(given(event.clipboardData, cell.column), cell);
  };

  document.addEventListener("copy", onCopy);
  document.addEventListener("paste", onPaste);
})();
