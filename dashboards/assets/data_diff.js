// A unified diff as lines, and within what was changed the words that differ: a row of this record is
// long, what was edited of it is short, and a cell may hold line breaks.
(() => {
  const { made } = dataView;
  const WORD = /\p{L}+|\p{N}+|[^]/gu;
  // More words than this are not compared one by one; texts with less in common are two texts.
  const MOST = 2_000_000;
  const ALIKE = 0.4;
  const BREAK = "↵";
  const kindOf = (line) => {
    if (/^(\+\+\+|---|@@)/.test(line)) return "diff-head";
    return { "+": "diff-added", "-": "diff-removed" }[line[0]] || "diff-same";
  };

  // Which words of one text stand in the other too, in the same order: the longest such run of both.
  const common = (one, other) => {
    const width = other.length + 1;
    if (one.length * width > MOST) return null;
    const longest = new Uint16Array((one.length + 1) * width);
    for (let i = one.length - 1; i >= 0; i -= 1) {
      for (let j = other.length - 1; j >= 0; j -= 1) {
        longest[i * width + j] = one[i] === other[j]
          ? longest[(i + 1) * width + j + 1] + 1
          : Math.max(longest[(i + 1) * width + j], longest[i * width + j + 1]);
      }
    }
    const same = [new Set(), new Set()];
    for (let i = 0, j = 0; i < one.length && j < other.length;) {
      if (one[i] === other[j]) {
        same[0].add(i);
        same[1].add(j);
        i += 1;
        j += 1;
      } else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) i += 1;
      else j += 1;
    }
    return same;
  };

  // Both texts as words, each with whether it differs.
  const compared = (removed, added) => {
    const [one, other] = [removed.match(WORD) || [], added.match(WORD) || []];
    let first = 0;
    while (first < Math.min(one.length, other.length) && one[first] === other[first]) first += 1;
    let last = 0;
    const rest = Math.min(one.length, other.length) - first;
    while (last < rest && one[one.length - 1 - last] === other[other.length - 1 - last]) last += 1;
    const middles = [one, other].map((words) => words.slice(first, words.length - last));
    const same = common(...middles) || [new Set(), new Set()];
    const kept = first + last + same[0].size;
    const isOther = kept < ALIKE * Math.min(one.length, other.length);
    return [one, other].map((words, side) => words.map((text, at) => ({
      text,
      differs: !isOther && at >= first && at < words.length - last && !same[side].has(at - first),
    })));
  };
  // A blank or a sign between two words that differ is no island to look at.
  const joined = (words) => words.map((word, at) => {
    const between = !word.differs && !/[\p{L}\p{N}\n]/u.test(word.text)
      && at > 0 && at < words.length - 1 && words[at - 1].differs && words[at + 1].differs;
    return between ? { ...word, differs: true } : word;
  });

  // Words as lines of parts; a line break that differs is shown where it stands.
  const linesOf = (words) => {
    const lines = [[]];
    for (const { text, differs } of joined(words)) {
      const shown = text === "\n" ? (differs ? BREAK : "") : text;
      const before = lines.at(-1).at(-1);
      if (shown && before && before.differs === differs) before.text += shown;
      else if (shown) lines.at(-1).push({ text: shown, differs });
      if (text === "\n") lines.push([]);
    }
    return lines;
  };

  const runFrom = (lines, start, kind) => {
    let end = start;
    while (end < lines.length && kindOf(lines[end]) === kind) end += 1;
    return end;
  };
  // What is gone against what is new in its place: line by line where there are as many of both, else
  // as one text.
  const parts = (lines) => {
    const found = new Map();
    const pair = (removed, added) => {
      const texts = [removed, added].map(([from, to]) => lines.slice(from, to).map((line) => line.slice(1)).join("\n"));
      compared(...texts).forEach((words, side) => linesOf(words).forEach((line, i) => {
        found.set((side ? added : removed)[0] + i, line);
      }));
    };
    for (let at = 0; at < lines.length; at += 1) {
      const middle = runFrom(lines, at, "diff-removed");
      const end = runFrom(lines, middle, "diff-added");
      const length = middle - at;
      if (!length || end === middle) continue;
      if (end - middle === length) {
        for (let i = 0; i < length; i += 1) pair([at + i, at + i + 1], [middle + i, middle + i + 1]);
      } else pair([at, middle], [middle, end]);
      at = end - 1;
    }
    return found;
  };

  dataView.diff = (text) => {
    const lines = text.replace(/\n$/, "").split("\n");
    const found = parts(lines);
    return lines.map((line, at) => {
      const row = made("span", { className: kindOf(line) });
      if (!found.has(at)) row.append(`${line}\n`);
      else {
        const told = found.get(at).map(({ text: part, differs }) => differs ? made("mark", { textContent: part }) : part);
        row.append(line[0], ...told, "\n");
      }
      return row;
    });
  };
})();
