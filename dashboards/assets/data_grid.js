// The grid: its columns, what a cell shows, what the keys do. AG Grid draws; the rows come from
// data_rows.js with what is staged laid over them.
(() => {
  const HIDDEN = "baiterek-data-hidden";
  const NARROW = 640;
  const SOON_MS = 60;
  // What a row is known by stays in sight at any width; on a phone it takes a third of it.
  const NARROW_KEY = 124;
  const { byColumn, made } = dataView;
  const FILTERS = ["contains", "notContains", "equals", "startsWith", "blank", "notBlank"];
  let api = null;
  let table = "";
  let troubles = new Map();
  // Which columns the grid has, and in which state its rows were drawn.
  let built = "";
  const stateOf = new Map();

  // AG Grid keeps columns in plain objects, in which some names are taken: "constructor". Those go by
  // another there, with a sign that nobody sees and no file has at the end of a name.
  const MARK = "\u2060";
  const colIdOf = (name) => (name in Object.prototype ? `${name}${MARK}` : name);
  const nameOf = (column) => column.getColId().replace(MARK, "");
  const columnOfName = (name) => api && api.getColumn(colIdOf(name));

  const hidden = (name) => {
    try {
      return JSON.parse(localStorage.getItem(`${HIDDEN}-${name}`)) || [];
    } catch {
      return [];
    }
  };
  const hide = (name, columns) => {
    try {
      localStorage.setItem(`${HIDDEN}-${name}`, JSON.stringify(columns));
    } catch {
      // Then they are all there again next time.
    }
  };
  const awayNow = () => api.getColumns().filter((column) => !column.isVisible()).map((column) => nameOf(column));

  // What the address asks for: an order, filters, columns put away. Where it says nothing of columns
  // they are as they were left.
  const lookAt = (file, { q, sort, filter, hide: away }) => {
    const asked = byColumn(Object.fromEntries(sort.map((one, sortIndex) => [one.column, { ...one, sortIndex }])));
    const gone = away || hidden(table);
    api.applyColumnState({
      state: file.columns.map((name) => ({
        sort: null, sortIndex: null, ...(asked[name] || {}), colId: colIdOf(name), hide: gone.includes(name),
      })),
      applyOrder: true,
    });
    const known = filter.filter(({ column }) => file.columns.includes(column));
    setFilters(Object.fromEntries(known.map(({ column, kind, words }) => (
      [colIdOf(column), { filterType: "text", type: kind, filter: words || null }]))));
    dataView.tools.search(q);
    tellAddress();
  };
  const tellAddress = () => {
    if (!api || api.isDestroyed() || !dataView.isHere(table)) return;
    const sorted = api.getColumnState().filter(({ sort }) => sort).sort((one, other) => one.sortIndex - other.sortIndex);
    dataView.address.write({
      sort: sorted.map(({ colId, sort }) => ({ column: colId.replace(MARK, ""), sort })),
      filter: Object.entries(api.getFilterModel()).map(([colId, { type, filter }]) => (
        { column: colId.replace(MARK, ""), kind: type, words: filter || "" })),
      hide: awayNow(),
    });
  };

  const specOf = (column) => byColumn(dataView.told.tables[table].columns)[column] || dataView.told.own;
  const troublesOf = (row, column) => troubles.get(`${row.id} ${column}`) || [];
  const KINDS = ["error", "warning", "unfilled"];
  const worst = (found) => KINDS.find((kind) => found.some((problem) => problem.severity === kind));
  const SYMBOL = { error: "✕", warning: "!", unfilled: "…" };
  const isChanged = (row, column) => row.state === "added" ? Boolean(row.cells[column]) : Boolean(row.edits[column]);

  // A cell is its text, with a symbol before it when something is wrong with it.
  class TextCell {
    init(params) {
      this.root = made("span", { className: "data-text" });
      this.refresh(params);
    }
    getGui() { return this.root; }
    refresh({ value, data, column }) {
      const found = troublesOf(data, nameOf(column));
      this.root.replaceChildren();
      if (found.length) this.root.append(mark(found));
      this.root.append(value || "");
      return true;
    }
  }
  const mark = (found) => {
    const kind = worst(found);
    const node = made("span", { className: `data-mark ${kind}`, textContent: SYMBOL[kind] });
    node.setAttribute("role", "img");
    const told = kind === "unfilled" ? [] : found.map((one) => one.message);
    node.setAttribute("aria-label", [dataView.say(kind), told.join(" ")].filter(Boolean).join(": "));
    return node;
  };

  const cellRules = {
    "data-changed": ({ data, column }) => isChanged(data, nameOf(column)),
    "data-error": ({ data, column }) => troublesOf(data, nameOf(column)).some((one) => one.severity === "error"),
    "data-warning": ({ data, column }) => {
      const found = troublesOf(data, nameOf(column));
      return found.length > 0 && worst(found) === "warning";
    },
  };

  const columnsOf = (file) => {
    const known = dataView.knownBy(table)[0];
    return file.columns.map((name) => columnOf(name, specOf(name), {
      pinned: name === known ? "left" : null,
      ...(innerWidth <= NARROW ? { width: narrow(name === known ? NARROW_KEY : specOf(name).width) } : {}),
    }));
  };
  // No column is wider than what a phone shows beside the key.
  const narrow = (width) => Math.min(width, innerWidth - NARROW_KEY - 36);
  const columnOf = (name, spec, place) => ({
    colId: colIdOf(name), headerName: name, headerTooltip: spec.help, width: spec.width, minWidth: 60, ...place,
    sortable: true, resizable: true, filter: "agTextColumnFilter", suppressHeaderMenuButton: false,
    filterParams: { filterOptions: FILTERS, maxNumConditions: 1, textFormatter: dataView.order.plain },
    comparator: dataView.order.comparison(table, name, spec.editor === "date"),
    valueGetter: ({ data }) => data.cells[name] || "",
    valueSetter: ({ data, newValue }) => {
      const text = newValue ?? "";
      if (text === (data.cells[name] || "")) return false;
      dataView.desk.edited(data, name, text);
      data.cells = byColumn({ ...data.cells, [name]: text });
      return true;
    },
    editable: ({ data }) => dataView.mayEdit() && data.state !== "removed",
    cellEditor: dataView.editors.of[spec.editor], cellEditorParams: { choices: spec.choices, help: spec.help },
    cellEditorPopup: ["long", "date"].includes(spec.editor),
    cellRenderer: TextCell, cellClassRules: cellRules, suppressKeyboardEvent: onKey,
    getQuickFilterText: ({ data, column }) => column === api.getColumns()[0] ? textOf(data) : "",
  });
  // All that a row says, as the search compares it; most rows say for long what they say.
  const texts = new WeakMap();
  const textOf = (row) => {
    const cells = Object.keys(row.edits).length || row.state === "added" ? row.cells : row.base;
    if (!texts.has(cells)) texts.set(cells, dataView.order.plain(Object.values(cells).join("\n")));
    return texts.get(cells);
  };

  // True: the grid leaves the key alone.
  const onKey = (params) => {
    const { event, editing, data, column } = params;
    if (dataView.editors.staysInEditor(params)) return true;
    if (editing || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "Delete" || event.key === "Backspace") {
      if (dataView.mayEdit() && data.state !== "removed") dataView.desk.edited(data, nameOf(column), "");
      return true;
    }
    if (event.key === "Escape") {
      document.getElementById("data-search").focus();
      return true;
    }
    return false;
  };

  // Dash's component sets the filters again that it heard of last, late and whatever table there is by
  // then: they are the address's alone.
  const own = (found) => {
    if (found.setOwnFilters) return;
    found.setOwnFilters = found.setFilterModel.bind(found);
    found.setFilterModel = () => {};
  };
  const setFilters = (model) => api.setOwnFilters(model);

  const attach = (found) => {
    api = found;
    own(api);
    built = "";
    stateOf.clear();
    api.setGridOption("rowClassRules", {
      "data-added": ({ data }) => data.state === "added", "data-removed": ({ data }) => data.state === "removed",
    });
    api.addEventListener("cellFocused", () => { chooseFocused(); dataView.cell.follow(focused()); dataView.tools.nameDelete(); });
    api.addEventListener("cellMouseOver", ({ data, column, event }) => {
      dataView.cell.point({ row: data, column: nameOf(column), node: event.target.closest(".ag-cell") });
    });
    api.addEventListener("cellMouseOut", () => dataView.cell.point(null));
    api.addEventListener("cellEditingStarted", () => dataView.cell.hide());
    api.addEventListener("cellEditingStopped", () => dataView.editorClosed());
    api.addEventListener("modelUpdated", () => dataView.tools.counted());
    api.addEventListener("filterChanged", tellAddress);
    api.addEventListener("sortChanged", () => {
      dataView.order.hold(dataView.rows.shown(table));
      api.refreshClientSideRowModel("sort");
      tellAddress();
    });
    api.setGridOption("includeHiddenColumnsInQuickFilter", true);
    api.addEventListener("bodyScroll", () => dataView.cell.place());
  };

  // Columns are built anew only when the file has others; rows go by their id, so that focus,
  // selection and scrolling stay.
  const show = (name) => {
    const file = dataView.rows.file(name);
    if (!api || !file) return;
    table = name;
    troubles = dataView.rows.problems(name);
    const columns = JSON.stringify([name, file.columns]);
    const shown = dataView.rows.shown(name);
    dataView.order.keepHolding(shown, `${name} ${file.version}`);
    if (columns !== built) {
      built = columns;
      const asked = dataView.address.read();
      setFilters(null);
      api.setGridOption("rowData", []);
      api.setGridOption("columnDefs", columnsOf(file));
      lookAt(file, asked);
      const first = file.columns.map(columnOfName).find((one) => !one.isPinned() && one.isVisible());
      if (first) api.ensureColumnVisible(first, "start");
    }
    const at = focused();
    const isHere = document.activeElement === document.body || document.activeElement.closest("#data-grid");
    api.setGridOption("rowData", shown);
    api.refreshCells({ force: true });
    api.redrawRows({ rowNodes: restyled() });
    stayAt(at, isHere);
  };
  // The grid keeps the focus at a place in the list; the reader has it in a row.
  const stayAt = (at, isHere) => {
    const now = at && focused();
    if (!at || (now && now.row.id === at.row.id)) return;
    const node = api.getRowNode(at.row.id);
    if (isHere && node && node.rowIndex !== null) api.setFocusedCell(node.rowIndex, colIdOf(at.column));
    else api.clearFocusedCell();
  };
  // A row that has come to be added or removed, or is so no longer, gets its classes anew.
  const restyled = () => {
    const nodes = [];
    api.forEachNode((node) => {
      if ((stateOf.get(node.id) || "") !== node.data.state) nodes.push(node);
      stateOf.set(node.id, node.data.state);
    });
    return nodes;
  };

  const focused = () => {
    const cell = api && api.getFocusedCell();
    const node = cell && api.getDisplayedRowAtIndex(cell.rowIndex);
    return node ? { row: node.data, column: nameOf(cell.column), index: cell.rowIndex } : null;
  };
  const chooseFocused = () => {
    const cell = api.getFocusedCell();
    const node = cell && api.getDisplayedRowAtIndex(cell.rowIndex);
    if (node && !node.isSelected()) node.setSelected(true);
  };
  const chosen = () => (api && api.getSelectedNodes()[0] || {}).data || null;

  // To a cell, wherever it is: what hides it is taken away.
  const goTo = (id, column) => {
    const node = api.getRowNode(id);
    if (!node) return;
    if (node.rowIndex === null || node.displayed === false) {
      setFilters(null);
      dataView.tools.search("");
    }
    const name = column && columnOfName(column) ? column : dataView.knownBy(table)[0];
    if (!columnOfName(name).isVisible()) showColumn(name, true);
    document.getElementById("data-sheet").scrollIntoView({ block: "nearest" });
    api.ensureIndexVisible(node.rowIndex, "middle");
    api.ensureColumnVisible(colIdOf(name));
    api.setFocusedCell(node.rowIndex, colIdOf(name));
    // A row that was out of sight is drawn a little later, and takes the focus then, unless the reader
    // has gone on meanwhile.
    const asked = document.activeElement;
    setTimeout(() => {
      const at = !api.isDestroyed() && focused();
      const isHere = at && at.row.id === id && at.column === name && document.activeElement === asked;
      if (isHere && !asked.closest("#data-grid .ag-cell")) api.setFocusedCell(at.index, colIdOf(name));
    }, SOON_MS);
  };

  const showColumn = (name, visible) => {
    api.setColumnsVisible([colIdOf(name)], visible);
    hide(table, awayNow());
    tellAddress();
  };

  Object.assign(dataView.grid, {
    attach, show, focused, chosen, goTo, showColumn, troublesOf,
    follow: () => { if (dataView.rows.file(table)) lookAt(dataView.rows.file(table), dataView.address.read()); },
    api: () => api,
    row: (id) => (api && api.getRowNode(id) || {}).data || null,
    has: (column) => Boolean(columnOfName(column)),
    nameOf,
    isEditing: () => Boolean(api && api.getEditingCells().length),
    stopEditing: () => api && api.stopEditing(),
    table: () => table,
    specOf,
  });
})();
