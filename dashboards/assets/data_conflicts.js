// A cell that somebody else has changed meanwhile: both texts, who saved last and when, and three ways
// on. Nothing is overwritten unless the reader says so.
(() => {
  const { made, staged, rows } = dataView;
  const say = (...words) => dataView.say(...words);

  const draw = ({ conflicts = [], version = "" }) => {
    const place = document.getElementById("data-conflicts");
    if (!place) return;
    place.replaceChildren(...conflicts.map((conflict) => told(conflict, version)));
    if (conflicts.length) {
      const reload = () => {
        dataView.desk.discard();
        dataView.reload();
      };
      place.append(made("p", { className: "data-reload" }, button("reload", reload)));
    }
  };

  const told = (conflict, version) => {
    const { table, key, column, mine, theirs, saved } = conflict;
    const name = [key[0], column || say("whole_row")].join(" · ");
    const words = (text, nothing) => text === null ? say(nothing) : text || say("blank");
    return made("div", { className: "data-conflict" },
      made("b", { textContent: name }),
      made("dl", {},
        made("dt", { textContent: say("mine") }), made("dd", { textContent: words(mine, "delete") }),
        made("dt", { textContent: say("theirs") + when(saved) }),
        made("dd", { textContent: words(theirs, "gone") })),
      button("keep_mine", () => keepMine(conflict, version), name),
      button("take_theirs", () => takeTheirs(table, key, column), name));
  };
  const when = (saved) => {
    if (!saved || !saved.at) return "";
    return ` (${say(saved.by ? "saved_by" : "saved_at", { at: dataView.time(saved.at), by: saved.by })})`;
  };
  const button = (word, act, about = "") => {
    const node = made("button", { type: "button", className: "button", textContent: say(word) });
    if (about) node.setAttribute("aria-label", `${say(word)}: ${about}`);
    node.addEventListener("click", () => {
      if (!dataView.mayEdit()) return;
      act();
      goOn(node);
    });
    return node;
  };
  // What is decided goes at once; the reader is led to what is still to be decided, then to what can
  // be done with it: to save, to take a discarded change back.
  const goOn = (node) => {
    const place = document.getElementById("data-conflicts");
    const decided = node.closest(".data-conflict");
    if (decided) decided.remove();
    if (!decided || !place.querySelector(".data-conflict")) place.replaceChildren();
    dataView.desk.draw();
    const next = [place.querySelector("button"), ...["data-save", "data-take-back", "data-search"].map((id) => (
      document.getElementById(id)))];
    const shown = next.find((one) => one && one.checkVisibility());
    if (shown) shown.focus();
  };

  const isAbout = ({ edit }, table, key, column) => {
    if (edit.table !== table) return false;
    const known = JSON.stringify(edit.key || staged.keyOf(table, edit.cells || {}));
    if (known !== JSON.stringify(key)) return false;
    return edit.do === "remove" || (edit.do === "change" && edit.column === column);
  };

  const takeTheirs = (table, key, column) => (
    staged.put(staged.all().filter((item) => !isAbout(item, table, key, column)))
  );

  // Mine once more, now that theirs has been seen: it takes the place of theirs in the newest version.
  const keepMine = ({ table, key, column, mine, theirs }, version) => {
    const about = staged.all().filter((item) => isAbout(item, table, key, column));
    if (mine === null) return keepRemoval(about, table);
    if (theirs === null) return keepRow(about, table);
    const renewed = (item) => ({ ...item, edit: { ...item.edit, old: theirs, version } });
    staged.put(staged.all().map((item) => about.includes(item) ? renewed(item) : item));
  };
  const keepRemoval = (about, table) => {
    const file = rows.file(table);
    staged.put(staged.all().flatMap((item) => {
      if (!about.includes(item)) return [item];
      const row = file.byId.get(item.row);
      return row ? [{ ...item, edit: { ...item.edit, cells: row.base, version: row.version } }] : [];
    }));
  };
  // Their row is gone: mine comes back as a row, with all that it said when it was edited.
  const keepRow = (about, table) => {
    const { row, seen } = about[0];
    const own = staged.all().filter((item) => item.row === row);
    const cells = dataView.byColumn(seen);
    for (const { edit } of own) if (edit.do === "change") cells[edit.column] = edit.new;
    const others = staged.all().filter((item) => item.row !== row);
    staged.put([...others, { edit: { do: "add", table, cells }, row: staged.newRow() }]);
  };

  Object.assign(dataView.conflicts, { draw });
})();
