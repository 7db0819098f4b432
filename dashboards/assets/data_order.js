// Where rows stand when a column puts them in order, and what a search compares. The places of dates
// come from the server (dashboards/data_order.py): what the words of a date allow is not known here.
(() => {
  const { byColumn } = dataView;
  const SAME_LETTERS = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", "\u2019": "'", "\u2010": "-" };
  const BLANK = "3";

  // Small letters without accents; the breve of й stays. As data_order.plain has it.
  const plain = (text) => text.normalize("NFKD").toLowerCase()
    .replace(/[œæßøł\u2019\u2010]/g, (letter) => SAME_LETTERS[letter])
    .replace(/(?!(?<=и)\u0306)\p{M}/gu, "").normalize("NFC");

  // A row that is edited keeps its place until the reader asks for another order, or the file changes:
  // what is being typed in never slips away.
  let stood = new Map();
  let version = "";
  const hold = (rows) => { stood = new Map(rows.map((row) => [row.id, row.cells])); };
  const keepHolding = (rows, newest) => {
    if (newest !== version) hold(rows);
    version = newest;
    for (const row of rows) if (!stood.has(row.id)) stood.set(row.id, row.cells);
  };
  const textOf = (row, column) => (stood.get(row.id) || row.cells)[column] || "";

  let collator = null;
  const letters = (one, other) => {
    collator = collator || new Intl.Collator(dataView.told.lang, { numeric: true });
    return collator.compare(one, other);
  };
  const byDate = (table, column) => {
    const { file, judged } = dataView.rows;
    const known = byColumn(file(table).dates[column]);
    const typed = byColumn((judged().dates[table] || {})[column]);
    return (text) => known[text] || typed[text] || (text.trim() ? "1" : BLANK);
  };
  const byText = (text) => (text.trim() ? "0" : BLANK);

  // The comparison of a column for the grid: what has no date, or is blank, stands last either way.
  const comparison = (table, column, isDate) => (_, __, one, other, isDescending) => {
    const keyOf = isDate ? byDate(table, column) : byText;
    const texts = [textOf(one.data, column), textOf(other.data, column)];
    const keys = texts.map(keyOf);
    if (keys[0][0] !== keys[1][0]) return (keys[0] < keys[1] ? -1 : 1) * (isDescending ? -1 : 1);
    if (!isDate) return letters(...texts);
    return keys[0] < keys[1] ? -1 : keys[0] > keys[1] ? 1 : 0;
  };

  Object.assign(dataView.order, { plain, hold, keepHolding, comparison });
})();
