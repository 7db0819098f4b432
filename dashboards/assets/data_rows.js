// The rows as they are shown: those of the file, and over them what is staged. A row is known by what
// it says (its key), so it stays the same row when others come and go above it.
(() => {
  const { byColumn } = dataView;
  const tables = {};
  const NOTHING = { errors: [], warnings: [], conflicts: [], dates: {} };
  let judged = NOTHING;
  // New rows that were to be saved: what they lack is a fault from then on.
  let insisted = new Set();

  const nameOf = (table, key) => `${table}|${JSON.stringify(key)}`;

  // Answers may come in another order than they were asked for: an older one never takes the place of a
  // newer one.
  let turn = 0;
  const turnOf = {};
  const load = async (table) => {
    const mine = ++turn;
    const answer = await dataView.server.rows(table);
    if (mine < turnOf[table]) return tables[table];
    if (answer) turnOf[table] = mine;
    if (!answer || !answer.columns || !answer.columns.length) return answer;
    const met = {};
    const rows = answer.rows.map(({ key, line, cells }) => {
      const name = nameOf(table, key);
      met[name] = (met[name] || 0) + 1;
      const id = met[name] === 1 ? name : `${name}#${met[name]}`;
      return { id, table, key, line, base: byColumn(cells), version: answer.version };
    });
    tables[table] = { ...answer, rows, byId: new Map(rows.map((row) => [row.id, row])) };
    return tables[table];
  };

  // The row of the file that an edit names, by its id.
  const idOf = (table, key) => nameOf(table, key);

  const shown = (table) => {
    const file = tables[table];
    if (!file) return [];
    const staged = dataView.staged.all().filter((item) => item.edit.table === table);
    const changed = {};
    const gone = new Set();
    for (const { edit, row } of staged) {
      if (edit.do === "change") (changed[row] = changed[row] || byColumn())[edit.column] = edit;
      if (edit.do === "remove") gone.add(row);
    }
    const rows = file.rows.map((row) => withEdits(row, changed[row.id], gone.has(row.id)));
    for (const item of staged) {
      if (item.edit.do === "add") placed(rows, addedRow(item, table));
    }
    return rows;
  };
  const withEdits = (row, edits = byColumn(), isGone) => {
    const cells = byColumn(row.base);
    for (const name of Object.keys(edits)) cells[name] = edits[name].new;
    return { ...row, cells, edits, state: isGone ? "removed" : "" };
  };
  const addedRow = ({ edit, row, after }, table) => ({
    id: row, table, key: dataView.staged.keyOf(table, edit.cells), line: 0, base: byColumn(),
    cells: byColumn(edit.cells), edits: byColumn(), state: "added", after,
  });
  // A new row stands under the one it was made at, else first: there it is seen.
  const placed = (rows, row) => {
    const at = row.after ? rows.findIndex((one) => one.id === row.after) : -1;
    rows.splice(at + 1, 0, row);
  };

  const nameOfProblem = ({ table, key, column, code }) => JSON.stringify([table, key, column, code]);
  // Problems by row and column: those of the file, and what the server says of what is staged, which
  // takes the place of the first where a cell is changed.
  const problems = (table) => {
    const file = tables[table];
    if (!file) return new Map();
    const found = new Map();
    const put = (id, column, problem) => {
      const name = `${id} ${column}`;
      found.set(name, [...(found.get(name) || []), { ...problem, id, column }]);
    };
    const rows = shown(table);
    const byKey = new Map();
    for (const row of rows) {
      byKey.set(JSON.stringify(row.key), row);
      byKey.set(JSON.stringify(dataView.staged.keyOf(table, row.cells)), row);
    }
    const gone = new Set((judged.mended || []).map(nameOfProblem));
    for (const problem of file.problems) {
      const row = byKey.get(JSON.stringify(problem.key));
      if (gone.has(nameOfProblem(problem))) continue;
      if (row && row.state !== "removed" && !row.edits[problem.column]) put(row.id, problem.column, problem);
    }
    for (const problem of [...judged.errors, ...judged.warnings]) {
      const row = problem.table === table && byKey.get(JSON.stringify(problem.key));
      if (row) put(row.id, problem.column, { ...problem, severity: severityIn(row, problem), isNew: true });
    }
    return found;
  };
  // A cell of a new row that says nothing yet is no fault before the reader wants to save it.
  const severityIn = (row, { column, severity }) => {
    const isOpen = row.state === "added" && !insisted.has(row.id) && !(row.cells[column] || "").trim();
    return isOpen ? "unfilled" : severity;
  };
  const judge = (answer) => {
    judged = { ...NOTHING, ...answer };
    const items = dataView.staged.all();
    if (dataView.desk.isSaving()) insisted = new Set(items.map((item) => item.row));
    else insisted = new Set(items.map((item) => item.row).filter((row) => insisted.has(row)));
  };
  // What is in the way of saving, the same for many rows told once.
  const objections = () => {
    const told = new Map();
    for (const problem of [...judged.errors, ...judged.warnings]) {
      const row = shown(problem.table).find((one) => one.state === "added"
        && JSON.stringify(one.key) === JSON.stringify(problem.key));
      const severity = row ? severityIn(row, problem) : problem.severity;
      const name = JSON.stringify([severity, problem.table, problem.column, problem.message, problem.remedy]);
      const before = told.get(name);
      told.set(name, { ...problem, severity, n: before ? before.n + 1 : 1 });
    }
    return [...told.values()];
  };

  // How many cells of both files have a problem as they stand.
  const faulty = () => new Set(Object.values(tables).flatMap((file) => (
    file.problems.map(({ table, line, column }) => `${table} ${line} ${column}`)))).size;

  Object.assign(dataView.rows, {
    load, idOf, shown, problems,
    file: (table) => tables[table],
    judge, objections, faulty,
    judged: () => judged,
  });
})();
