// The Data view put together: which table the address asks for, when rows are read again, what
// happens on leaving. The grid is built once and stays; table and version come and go under it.
(() => {
  const { staged, rows, grid } = dataView;
  const part = (name) => document.getElementById(`data-${name}`);
  const live = () => part("live");
  const head = () => document.querySelector("#still #data-head");
  const tableAsked = () => {
    const asked = new URLSearchParams(location.search).get("table");
    return asked === "announcements" ? asked : "milestones";
  };
  let shown = {};
  let begun = null;
  let path = "";

  Object.assign(dataView, {
    // Whether the address is that of a table: going on, it is another one before the grid has gone.
    isHere: (table) => Boolean(live() && head() && location.pathname === path
      && head().dataset.table === table && tableAsked() === table),
    editorClosed: () => {
      clearTimeout(between);
      between = setTimeout(() => {
        between = 0;
        if (late && shown.table) draw();
      }, BETWEEN_MS);
    },
    refresh: () => { if (shown.table) draw(); },
    reload: () => load(shown.table),
  });

  // A cell that is being edited is left alone: what has changed is drawn when the editor closes.
  // Between two cells, as Tab goes from one to the next, the second editor is not there at once.
  const BETWEEN_MS = 80;
  let late = false;
  let between = 0;
  const draw = () => {
    late = Boolean(between) || grid.isEditing();
    if (late || !live()) return;
    grid.show(shown.table);
    dataView.tools.counted();
    dataView.tools.problems();
    dataView.tools.nameDelete();
    dataView.cell.refresh();
  };

  // What cannot be had now is asked for again until it can.
  const AGAIN_MS = 2000;
  let again = 0;
  // The rows of a table as they stand on disk now. Without an answer what is shown stays.
  const load = async (table) => {
    const file = await rows.load(table);
    // The reader may have gone on, to the other table or away.
    if (!live() || table !== shown.table) return;
    dataView.tools.trouble(file ? file.refused || "" : dataView.say("unread"));
    clearTimeout(again);
    if (!file || file.refused) again = setTimeout(() => { if (live() && table === shown.table) load(table); }, AGAIN_MS);
    if (!rows.file(table)) return;
    draw();
    live().classList.add("arrived");
    dataView.desk.judge();
  };

  // The address says which table, the head which version: another one is read again.
  const follow = () => {
    const { table, version } = head() ? head().dataset : {};
    if (!table || !grid.api() || grid.api().isDestroyed()) return;
    if (table === shown.table && dataView.isHere(table) && dataView.address.isOther()) grid.follow();
    if (table === shown.table && version === shown.version) return;
    const isOther = table !== shown.table;
    shown = { table, version };
    if (isOther) {
      dataView.cell.follow(null);
      if (rows.file(table)) draw();
      const asked = new URLSearchParams(location.search);
      if (asked.get("record") && dataView.told.mayEdit) record(asked.get("record"));
    }
    load(table);
    // The other table is wanted for ids and for what is staged there.
    const other = table === "milestones" ? "announcements" : "milestones";
    rows.load(other);
  };
  // The form opens once for the address that asks for it.
  const record = (milestone) => {
    const address = new URL(location);
    address.searchParams.delete("record");
    history.replaceState(history.state, "", address.href);
    dataView.forms.open("announce", { milestone });
  };

  // The grid that stands there now: under the same name there may be one that has gone.
  const gridOf = async (place) => {
    let api = await dash_ag_grid.getApiAsync("data-grid");
    while (api.isDestroyed() && live() === place) {
      await new Promise((next) => setTimeout(next, 30));
      api = dash_ag_grid.getApi("data-grid") || api;
    }
    return api;
  };
  const begin = async () => {
    begun = live();
    path = location.pathname;
    shown = {};
    dataView.told = JSON.parse(part("tools").dataset.told);
    staged.read();
    dataView.tools.attach();
    dataView.desk.attach();
    dataView.forms.attach();
    const mine = begun;
    const api = await gridOf(mine);
    if (live() !== mine) return;
    grid.attach(api);
    dataView.desk.draw();
    follow();
  };

  let waiting = 0;
  staged.listen(() => {
    // Not in the middle of what the grid is doing.
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (!live() || !shown.table) return;
      draw();
      dataView.forms.review();
      dataView.desk.draw();
      dataView.desk.judge();
    });
  });

  // In another language everything here is worded anew: the browser loads that page.
  document.addEventListener("click", (event) => {
    const link = live() && event.target.closest && event.target.closest("a[href]");
    if (!link || link.origin !== location.origin || link.pathname !== location.pathname) return;
    const lang = (address) => new URLSearchParams(address.search).get("lang");
    if (lang(link) === lang(location)) return;
    event.stopPropagation();
    // The link was made before the reader searched and sorted: it leads to the same rows.
    const address = new URL(location);
    if (lang(link)) address.searchParams.set("lang", lang(link));
    else address.searchParams.delete("lang");
    link.href = address.href;
  }, true);

  const isUnsaved = () => Boolean(live()) && staged.all().length > 0;
  addEventListener("beforeunload", (event) => { if (isUnsaved()) event.preventDefault(); });
  // A link that leads out of this view is held until the reader says so; staged edits stay in the tab.
  document.addEventListener("click", (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || !isUnsaved()) return;
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname === location.pathname || link.dataset.left) return;
    event.preventDefault();
    event.stopPropagation();
    ask(link);
  }, true);
  const ask = (link) => {
    part("unsaved").textContent = dataView.say("unsaved", { n: staged.all().length });
    part("leave").onclick = () => {
      part("leaving").close();
      link.dataset.left = "yes";
      link.click();
      delete link.dataset.left;
    };
    part("leaving").showModal();
  };

  const look = () => {
    if (!live() || !part("tools")) return;
    if (live() !== begun) begin();
    else follow();
  };
  new MutationObserver(look).observe(document.getElementById("react-entry-point") || document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-version", "data-table"],
  });
  look();
})();
