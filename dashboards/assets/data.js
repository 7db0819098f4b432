// What the scripts of the Data view have in common. They are read in the order of their names, each
// fills its own part; what they say comes from the server (dashboards/data_words.py).
window.dataView = {
  address: {}, cell: {}, conflicts: {}, desk: {}, editors: {}, forms: {}, grid: {}, left: {}, order: {}, rows: {},
  server: {}, staged: {}, tools: {},
};
(() => {
  const made = (tag, properties, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };
  const number = (n) => new Intl.NumberFormat(dataView.told.lang).format(n);
  // A text by its name with its places filled; of what is counted the form that fits the number.
  const say = (name, values = {}) => {
    const told = dataView.told.words[name];
    const kind = typeof told === "string" ? "" : new Intl.PluralRules(dataView.told.lang).select(values.n);
    const text = kind ? told[kind] || told.other : told;
    const filled = (value) => (typeof value === "number" ? number(value) : value);
    return text.replace(/\{(\w+)\}/g, (whole, place) => (place in values ? filled(values[place]) : whole));
  };
  const time = (iso) => {
    const lang = dataView.told.lang === "en" ? "en-GB" : dataView.told.lang;
    return new Date(iso).toLocaleString(lang, { dateStyle: "medium", timeStyle: "short" });
  };
  const knownBy = (table) => dataView.told.tables[table].knownBy;
  // A name that nothing else has. (crypto.randomUUID is there only by https and on this machine.)
  const newName = () => {
    const numbers = crypto.getRandomValues(new Uint32Array(4));
    return [...numbers].map((one) => one.toString(16).padStart(8, "0")).join("");
  };
  // What stands under the names of a file's columns, which may be called anything: "constructor" too.
  const byColumn = (texts) => Object.assign(Object.create(null), texts);
  // Whether the reader may change anything now; not while a save is under way.
  const mayEdit = () => dataView.told.mayEdit && !dataView.desk.isSaving();
  Object.assign(dataView, { made, number, say, time, knownBy, newName, byColumn, mayEdit });
})();
