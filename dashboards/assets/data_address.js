// What is looked at stands in the address, so that a link shows the same and a reload keeps it: the
// search, the order, filters, columns put away. dashboards/data_asked.py reads the same.
(() => {
  const NAMES = ["q", "sort", "filter", "hide"];
  const KINDS = ["contains", "notContains", "equals", "startsWith", "blank", "notBlank"];
  const written = (text) => encodeURIComponent(text).replace(/\./g, "%2E").replace(/^-/, "%2D");
  const unwritten = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  const wordsOf = (text) => (text || "").split(/\s+/).filter(Boolean);
  let last = "";

  // Words that make no sense ask for nothing. `hide` is null where the address says nothing of columns.
  const read = () => {
    const asked = new URLSearchParams(location.search);
    last = location.search;
    const filters = wordsOf(asked.get("filter")).map((word) => word.split(".").map(unwritten))
      .filter(([, kind]) => KINDS.includes(kind));
    return {
      q: asked.get("q") || "",
      sort: wordsOf(asked.get("sort")).map((word) => ({
        column: unwritten(word.replace(/^-/, "")), sort: word.startsWith("-") ? "desc" : "asc",
      })),
      filter: filters.map(([column, kind, words = ""]) => ({ column, kind, words })),
      hide: asked.has("hide") ? wordsOf(asked.get("hide")).map(unwritten) : null,
    };
  };

  // Dash need not know, and going back leads to where one came from, not through each letter typed.
  const write = (parts) => {
    const told = {
      q: parts.q,
      sort: parts.sort && parts.sort.map(({ column, sort }) => (sort === "desc" ? "-" : "") + written(column)).join(" "),
      filter: parts.filter && parts.filter.map(({ column, kind, words }) => (
        [column, kind, words].filter(Boolean).map(written).join("."))).join(" "),
      hide: parts.hide && parts.hide.map(written).join(" "),
    };
    const address = new URL(location);
    for (const name of NAMES) {
      if (told[name] === undefined) continue;
      if (told[name]) address.searchParams.set(name, told[name]);
      else address.searchParams.delete(name);
    }
    if (address.href !== location.href) history.replaceState(history.state, "", address.href);
    last = location.search;
  };

  // Whether somebody else, a link or the way back, has put another address there.
  const isOther = () => location.search !== last;

  Object.assign(dataView.address, { read, write, isOther });
})();
