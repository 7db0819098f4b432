// The bar at the foot: how much is staged, the diff as it will stand in the files, what is in the way
// of it; save and discard. The server judges what is staged after each change.
(() => {
  const NAME = "baiterek-data-name";
  const PAUSE_MS = 250;
  const AGAIN_MS = 2000;
  const { made, staged, rows, server } = dataView;
  const part = (name) => document.getElementById(`data-${name}`);
  const say = (...words) => dataView.say(...words);
  let saving = false;
  let turn = 0;
  let pause = 0;

  const ofRows = (items) => new Set(items.map((item) => item.row)).size;
  const countText = (items) => say("changed_rows", {
    changes: say("changes", { n: items.length }), rows: say("rows", { n: ofRows(items) }),
  });

  // What is told holds for what was staged then, and for as long as the reason given is there
  // ("silent", "refused", "objected"); a list of edits is never changed, only replaced.
  let told = { of: null, why: "" };
  const tell = (text, { undo = false, why = "" } = {}) => {
    if (!part("told")) return;
    told = { of: staged.all(), why };
    part("told").textContent = text;
    part("take-back").hidden = !undo;
  };
  const isOver = ({ errors = [], conflicts = [] }) => {
    const isBlank = !part("told") || !part("told").textContent;
    if (isBlank || told.of !== staged.all()) return true;
    return told.why === "objected" ? !errors.length && !conflicts.length : told.why !== "";
  };

  // What stands in the bar. It stays after a save, for as long as that can be taken back.
  const draw = () => {
    const bar = part("bar");
    if (!bar) return;
    const items = staged.all();
    const any = items.length > 0;
    part("count").textContent = any ? countText(items) : "";
    for (const name of ["show", "discard", "save"]) part(name).hidden = !any;
    if (!any) openReview(false);
    bar.hidden = !any && !part("told").textContent && part("offer").hidden;
    for (const [name, can] of [["undo", staged.canUndo()], ["redo", staged.canRedo()]]) disable(part(name), !can);
    if (any && !staged.isKept()) tell(say("not_kept"));
    room();
  };
  const disable = (button, off) => {
    if (off) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  };
  // The page keeps as much room at its end as the bar takes.
  const room = () => {
    const bar = part("bar");
    const live = part("live");
    if (live) live.style.setProperty("--bar", bar && !bar.hidden ? `${bar.offsetHeight}px` : "0px");
  };

  // The server's word on what is staged; only the last one counts.
  const judge = () => {
    clearTimeout(pause);
    const mine = ++turn;
    if (!staged.all().length) return heard({});
    pause = setTimeout(async () => {
      const answer = await server.preview(staged.edits());
      if (mine !== turn || saving || !part("bar")) return;
      if (answer) heard(answer);
      else tell(say("silent"), { why: "silent" });
      if (!answer || answer.refused) judgeAgain();
      draw();
    }, PAUSE_MS);
  };
  // A server that comes back, or a file that can be read again, takes back what was told of it.
  const judgeAgain = () => {
    clearTimeout(pause);
    pause = setTimeout(() => { if (part("bar") && !saving) judge(); }, AGAIN_MS);
  };
  const heard = (answer) => {
    rows.judge(answer);
    const conflicts = answer.conflicts || [];
    if (answer.refused) tell(answer.refused, { why: "refused" });
    else if (!saving && isOver(answer)) tell(conflicts.length ? say("decide") : "", { why: "objected" });
    drawReview(answer);
    dataView.conflicts.draw(answer);
    dataView.left.draw(answer);
    dataView.refresh();
    draw();
  };

  const drawReview = (answer) => {
    if (!part("diff")) return;
    part("diff").replaceChildren(...dataView.diff(answer.diff || say("no_diff")));
    part("objections").replaceChildren(...rows.objections().map(objection));
  };
  const objection = ({ severity, key, column, message: why, remedy, n }) => {
    const message = severity === "unfilled" ? "" : why;
    const place = [...key.slice(0, 1), column, n > 1 ? say("rows", { n }) : ""].filter(Boolean).join(" · ");
    return made("li", { className: severity }, made("b", { textContent: `${say(severity)}: ${place}` }),
      ` ${[message, remedy].filter(Boolean).join(" ")}`);
  };
  // Between long lines that stay, what changes is what one wants to see.
  const toFirstChange = () => {
    const diff = part("diff");
    const first = diff.querySelector(".diff-removed, .diff-added");
    if (first) diff.scrollTop = first.offsetTop - diff.offsetTop - 40;
  };
  const openReview = (open) => {
    part("review").hidden = !open;
    part("show").setAttribute("aria-expanded", String(open));
    if (open) toFirstChange();
    room();
  };

  // Nothing is edited while a save is under way, so that all that is staged is in it.
  const save = async () => {
    if (saving) return;
    dataView.grid.stopEditing();
    const items = staged.all();
    if (!items.length) return;
    ++turn;
    tell(say("saving"));
    hold(true);
    try {
      await became(items, await server.save(items.map((item) => item.edit), by()));
    } finally {
      hold(false);
    }
  };
  const hold = (on) => {
    saving = on;
    if (part("live")) part("live").setAttribute("aria-busy", String(on));
  };
  const became = async (items, answer) => {
    if (!answer) {
      judgeAgain();
      return tell(say("silent"), { why: "silent" });
    }
    if (answer.unsure) return tell(say("unsure", { answer: answer.unsure }));
    if (answer.saved) return saved(items, answer);
    heard(answer);
    const why = answer.refused || say((answer.conflicts || []).length ? "decide" : "mend");
    // Why a save was refused stays told until something else is staged, or saved.
    tell(`${say("not_saved")} ${why}`, { why: answer.refused ? "" : "objected" });
    if (part("bar") && (answer.errors || []).length) openReview(true);
    draw();
  };
  // The rows are read again first: what is typed next is typed over what was saved.
  const saved = async (items, answer) => {
    await Promise.all([...new Set(items.map((item) => item.edit.table))].map(rows.load));
    staged.settle(staged.inverse(items, answer.version));
    heard({});
    tell(say("saved"), { undo: true });
    draw();
  };
  const by = () => {
    const name = part("by").value.trim();
    try {
      localStorage.setItem(NAME, name);
    } catch {
      // Then it is asked for again next time.
    }
    return name;
  };

  const discard = () => {
    if (saving) return;
    staged.put([]);
    tell(say("discarded"), { undo: true });
    draw();
  };

  const takeBack = () => {
    if (saving) return;
    staged.undo();
    part("take-back").hidden = true;
    part("show").focus();
  };

  // An edit of the grid. A planned date is somebody's word, and what happened has a source: to record
  // those is offered where the cell is edited directly.
  const edited = (row, column, text) => {
    const before = row.cells[column] || "";
    if (text === before) return;
    staged.change(row, column, text);
    dataView.forms.offerFor(row, column, text);
  };

  // That no row is chosen is told until the next key or click.
  const pass = () => {
    const shown = part("bar") && part("told").textContent;
    if (!shown || shown !== say("no_row")) return;
    tell("");
    draw();
  };
  document.addEventListener("click", pass, true);
  document.addEventListener("keydown", pass, true);

  const attach = () => {
    if (!part("bar")) return;
    part("show").addEventListener("click", () => openReview(part("review").hidden));
    part("save").addEventListener("click", save);
    part("discard").addEventListener("click", discard);
    part("take-back").addEventListener("click", takeBack);
    try {
      part("by").value = localStorage.getItem(NAME) || "";
    } catch {
      part("by").value = "";
    }
    new ResizeObserver(room).observe(part("bar"));
  };

  Object.assign(dataView.desk, {
    attach, draw, judge, tell, edited, discard, room, save, isSaving: () => saving,
  });
})();
