// What the scripts of the Data view have in common. They are read in the order of their names, each
// fills its own part; what they say comes from the server (dashboards/data_words.py).
window.dataView = {
  cell: {}, conflicts: {}, desk: {}, editors: {}, forms: {}, grid: {}, rows: {}, server: {}, staged: {}, tools: {},
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
  Object.assign(dataView, { made, number, say, time, knownBy });
})();
