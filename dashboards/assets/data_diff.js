// A unified diff as lines, and within a line that was changed the part that differs: a row of this
// record is long, and what was edited of it is short.
(() => {
  const { made } = dataView;
  const kindOf = (line) => {
    if (/^(\+\+\+|---|@@)/.test(line)) return "diff-head";
    return { "+": "diff-added", "-": "diff-removed" }[line[0]] || "diff-same";
  };

  const runFrom = (lines, start, kind) => {
    let end = start;
    while (end < lines.length && kindOf(lines[end]) === kind) end += 1;
    return end;
  };
  // Which line of what is gone belongs to which that is new: the first to the first, where there are
  // as many of both.
  const partners = (lines) => {
    const found = new Map();
    for (let at = 0; at < lines.length; at += 1) {
      const middle = runFrom(lines, at, "diff-removed");
      const end = runFrom(lines, middle, "diff-added");
      const length = middle - at;
      if (length && end - middle === length) {
        for (let i = 0; i < length; i += 1) {
          found.set(at + i, lines[middle + i]);
          found.set(middle + i, lines[at + i]);
        }
      }
      at = Math.max(at, end - 1);
    }
    return found;
  };

  const split = (line, other) => {
    const shortest = Math.min(line.length, other.length);
    let first = 1;
    while (first < shortest && line[first] === other[first]) first += 1;
    let last = 0;
    while (last < shortest - first && line[line.length - 1 - last] === other[other.length - 1 - last]) last += 1;
    return [line.slice(0, first), line.slice(first, line.length - last), line.slice(line.length - last)];
  };

  dataView.diff = (text) => {
    const lines = text.replace(/\n$/, "").split("\n");
    const other = partners(lines);
    return lines.map((line, at) => {
      const row = made("span", { className: kindOf(line) });
      if (!other.has(at)) row.append(`${line}\n`);
      else {
        const [before, changed, after] = split(line, other.get(at));
        row.append(before, ...(changed ? [made("mark", { textContent: changed })] : []), `${after}\n`);
      }
      return row;
    });
  };
})();
