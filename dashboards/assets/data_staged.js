// What is staged: edits as the server takes them, each with the row it belongs to. They are kept in
// this tab (sessionStorage), so that neither a reload nor a stopped server loses any. A list of edits
// is never changed, only replaced by the next one, which makes undoing a matter of going back.
(() => {
  const KEPT = "baiterek-data-staged";
  const STEPS = 200;
  const listeners = [];
  let kept = true;
  let state = { staged: [], past: [], future: [] };

  const read = () => {
    try {
      const found = JSON.parse(sessionStorage.getItem(KEPT));
      if (found && Array.isArray(found.staged)) state = found;
    } catch {
      kept = false;
    }
  };
  const tell = () => {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(state));
      kept = true;
    } catch {
      kept = false;
    }
    listeners.forEach((listener) => listener());
  };

  // While a save is under way nothing changes: all that is staged is in it.
  const isHeld = () => dataView.desk.isSaving();
  const put = (staged) => {
    if (isHeld()) return;
    state = { staged, past: [...state.past, state.staged].slice(-STEPS), future: [] };
    tell();
  };
  const undo = () => {
    if (isHeld() || !state.past.length) return false;
    const staged = state.past.at(-1);
    state = { staged, past: state.past.slice(0, -1), future: [state.staged, ...state.future] };
    tell();
    return true;
  };
  const redo = () => {
    if (isHeld() || !state.future.length) return false;
    const [staged, ...future] = state.future;
    state = { staged, past: [...state.past, state.staged], future };
    tell();
    return true;
  };
  // After a save there is nothing left to go back to but what takes the saved edits back.
  const settle = (inverse) => {
    state = { staged: [], past: inverse.length ? [inverse] : [], future: [] };
    tell();
  };

  const isCell = (item, row, column) => (
    item.edit.do === "change" && item.row === row.id && item.edit.column === column
  );
  const keyOf = (table, cells) => dataView.knownBy(table).map((name) => cells[name] || "");

  // One cell more. Of a row that is itself staged the cell goes into the row; a cell that says again
  // what stands in the file is no change.
  const change = (row, column, text) => changeAll([{ row, column, text }]);
  const changeAll = (cells) => {
    const staged = cells.reduce(withCell, state.staged);
    if (staged !== state.staged) put(staged);
  };
  const withCell = (staged, { row, column, text }) => {
    const added = staged.find((item) => item.edit.do === "add" && item.row === row.id);
    if (added) {
      const cells = { ...added.edit.cells, [column]: text };
      if (text === (dataView.byColumn(added.edit.cells)[column] || "")) return staged;
      return staged.map((item) => (item === added ? { ...item, edit: { ...item.edit, cells } } : item));
    }
    const before = staged.find((item) => isCell(item, row, column));
    const old = before ? before.edit.old : row.base[column] || "";
    if (text === (before ? before.edit.new : old)) return staged;
    if (text === old) return staged.filter((item) => item !== before);
    const edit = before
      ? { ...before.edit, new: text }
      : { do: "change", table: row.table, key: row.key, column, old, new: text, version: row.version };
    const item = { edit, row: row.id, seen: row.base };
    return before ? staged.map((one) => (one === before ? item : one)) : [...staged, item];
  };

  const newRow = () => `new|${dataView.newName()}`;
  const add = (table, cells, after) => {
    const row = newRow();
    put([...state.staged, { edit: { do: "add", table, cells }, row, after }]);
    return row;
  };

  // A row that is only staged goes at once; one of the file is marked, and goes when it is saved.
  const remove = (row) => {
    const others = state.staged.filter((item) => item.row !== row.id);
    if (row.state === "added") return put(others);
    const edit = { do: "remove", table: row.table, cells: row.base, version: row.version };
    put([...others, { edit, row: row.id, seen: row.base }]);
  };
  const restore = (row) => put(state.staged.filter((item) => !(item.edit.do === "remove" && item.row === row.id)));

  // The edits of a plan go to those that are staged; one cell is changed once. `without` is what the
  // plan stands for.
  const fold = (more, { without = [], after }) => {
    let staged = state.staged.filter((item) => !without.includes(item));
    for (const edit of more) {
      if (edit.do === "add") {
        staged = [...staged, { edit, row: newRow(), after }];
      } else if (edit.do === "change") {
        staged = folded(staged, itemOf(edit));
      } else {
        staged = withoutRow(staged, edit);
      }
    }
    put(staged);
  };
  // A row less. One that is only staged goes at once; of rows that say the same each edit takes one.
  const withoutRow = (staged, { table, cells }) => {
    const key = JSON.stringify(keyOf(table, cells));
    const added = staged.find(({ edit }) => (
      edit.do === "add" && edit.table === table && JSON.stringify(keyOf(table, edit.cells)) === key));
    const gone = new Set(staged.filter(({ edit }) => edit.do === "remove").map(({ row }) => row));
    const row = dataView.rows.file(table).rows.find((one) => JSON.stringify(one.key) === key && !gone.has(one.id));
    if (!row) return staged.filter((item) => item !== added);
    const edit = { do: "remove", table, cells: row.base, version: row.version };
    return [...staged.filter((item) => item.row !== row.id), { edit, row: row.id, seen: row.base }];
  };
  // An edit of a row of the file, with what the row says there.
  const itemOf = (edit) => {
    const { idOf, file } = dataView.rows;
    const row = idOf(edit.table, edit.key || keyOf(edit.table, edit.cells));
    const found = file(edit.table) && file(edit.table).byId.get(row);
    return { edit, row, seen: found && found.base };
  };
  const folded = (staged, made) => {
    const { edit } = made;
    const before = staged.find((item) => isCell(item, { id: made.row }, edit.column));
    if (before) {
      const next = { ...before, edit: { ...before.edit, new: edit.new } };
      return staged.flatMap((item) => (item !== before ? [item] : edit.new === before.edit.old ? [] : [next]));
    }
    const added = staged.find((item) => item.edit.do === "add" && item.edit.table === edit.table
      && JSON.stringify(keyOf(edit.table, item.edit.cells)) === JSON.stringify(edit.key));
    if (!added) return [...staged, made];
    const cells = { ...added.edit.cells, [edit.column]: edit.new };
    return staged.map((item) => (item === added ? { ...item, edit: { ...item.edit, cells } } : item));
  };

  // What takes saved edits back, in the version that they made: a row is known by what it says now.
  const inverse = (items, version) => {
    const said = {};
    for (const { edit, row } of items) {
      if (edit.do === "change") said[row] = { ...said[row], [edit.column]: edit.new };
    }
    const back = ({ edit, row }) => {
      if (edit.do === "add") return { do: "remove", table: edit.table, cells: edit.cells, version };
      if (edit.do === "remove") return { do: "add", table: edit.table, cells: edit.cells };
      const known = dataView.knownBy(edit.table);
      const key = edit.key.map((text, i) => said[row][known[i]] ?? text);
      return { ...edit, key, old: edit.new, new: edit.old, version };
    };
    return [...items].reverse().map((item) => {
      const edit = back(item);
      const row = dataView.rows.idOf(edit.table, edit.key || keyOf(edit.table, edit.cells));
      return { edit, row, seen: { ...item.seen, ...said[item.row] } };
    });
  };

  Object.assign(dataView.staged, {
    read, put, undo, redo, settle, change, changeAll, newRow, add, remove, restore, fold, inverse, keyOf,
    all: () => state.staged,
    edits: () => state.staged.map((item) => item.edit),
    canUndo: () => state.past.length > 0,
    canRedo: () => state.future.length > 0,
    isKept: () => kept,
    listen: (listener) => listeners.push(listener),
  });
})();
