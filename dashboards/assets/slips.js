// The slip chart: the mark, the row and the card of a statement belong together; the marks are one
// stop of the Tab key and are walked with the arrow keys. Nothing about a statement is decided here.
(() => {
  const MOST = 4; // cards at once, where several statements stand in one place
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let lit = [];
  let card = null;
  let soon = 0;
  let pressed = "";

  const view = () => document.querySelector("#react-entry-point .view-slips") || document.querySelector(".view-slips");
  const named = (name, value) => [...(view()?.querySelectorAll(`[data-${name}="${CSS.escape(value)}"]`) || [])];
  const chart = () => [...(view()?.querySelectorAll(".sl-chart > .sl") || [])].find((drawn) => drawn.getClientRects().length);
  const marks = () => [...(chart()?.querySelectorAll(".sl-s") || [])];

  const light = (keys, milestone = "") => {
    for (const node of lit) node.classList.remove("sl-on", "sl-lit", "sl-lighted");
    lit = keys.flatMap((key) => named("s", key));
    for (const node of lit) node.classList.add("sl-on");
    if (!milestone) return;
    const of = [...named("m", milestone), ...(view()?.querySelectorAll(".sl-chart > .sl") || [])];
    for (const node of of) node.classList.add(node.matches(".sl") ? "sl-lighted" : "sl-lit");
    lit.push(...of);
  };

  const hide = () => {
    clearTimeout(soon);
    card?.remove();
    card = null;
  };

  // The card stands beside its mark, within the panel, and leaves the mark free.
  const show = (mark, keys) => {
    hide();
    const panel = mark.closest(".sl-panel");
    if (!panel) return;
    card = document.createElement("div");
    card.className = "sl-card";
    for (const key of keys.slice(0, MOST)) {
      const told = view().querySelector(`#card-${CSS.escape(key)}`)?.cloneNode(true);
      if (!told) continue;
      told.removeAttribute("id");
      card.append(told);
    }
    panel.append(card);
    const frame = panel.getBoundingClientRect();
    const dot = (mark.querySelector(".sl-mark, .sl-cross") || mark).getBoundingClientRect();
    const right = dot.right - frame.left + 12;
    const fits = right + card.offsetWidth + 8 <= frame.width;
    const left = fits ? right : dot.left - frame.left - card.offsetWidth - 12;
    const beside = fits || left >= 8;
    const below = dot.bottom - frame.top + (beside ? -12 : 14);
    const room = Math.min(window.innerHeight - frame.top, frame.height) - card.offsetHeight - 8;
    card.style.left = `${Math.max(8, Math.min(left, frame.width - card.offsetWidth - 8))}px`;
    card.style.top = `${beside ? Math.max(8, Math.min(below, room)) : below}px`;
    light(keys, mark.closest("[data-m]")?.dataset.m);
    reveal(view().querySelector(".sl-list tr.sl-on"));
  };

  // In a list that scrolls by itself, its row comes into view; the page stays where it is.
  const reveal = (row) => {
    const list = row?.closest(".sl-scroll");
    if (!list || list.scrollHeight <= list.clientHeight) return;
    const [at, of] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
    if (at.top < of.top + 40 || at.bottom > of.bottom) list.scrollTop += at.top - of.top - list.clientHeight / 2;
  };

  // Statements of one place: all that lie under the pointer, the nearest first.
  const under = (event) => {
    const found = document.elementsFromPoint(event.clientX, event.clientY).map((node) => node.closest?.(".sl-s")).filter(Boolean);
    const at = (mark) => {
      const box = (mark.querySelector(".sl-mark, .sl-cross") || mark).getBoundingClientRect();
      return Math.hypot(event.clientX - (box.left + box.right) / 2, event.clientY - (box.top + box.bottom) / 2);
    };
    const ordered = [...new Set(found)].map((mark) => [at(mark), mark]).sort((a, b) => a[0] - b[0]);
    return ordered.filter(([far]) => far <= Math.max(ordered[0][0] + 3, 5)).map(([, mark]) => mark);
  };

  document.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || !view()) return;
    if (card?.contains(event.target)) return clearTimeout(soon);
    const mark = event.target.closest?.(".sl-s");
    const row = event.target.closest?.(".sl-list tr, .sl-trace[data-m]");
    clearTimeout(soon);
    if (mark) {
      const found = under(event);
      soon = setTimeout(() => found.length && show(found[0], found.map((node) => node.dataset.s)), still.matches ? 0 : 60);
    } else if (row?.dataset.s) {
      if (!card) light([row.dataset.s]);
    } else if (row?.dataset.m) {
      if (!card) light([], row.dataset.m);
    } else if (card) soon = setTimeout(() => { hide(); light([]); }, 200);
    else if (lit.length) light([]);
  });

  document.addEventListener("focusin", (event) => {
    const mark = event.target.closest?.(".sl-s");
    const row = event.target.closest?.(".sl-list tr");
    if (mark && mark.matches(":focus-visible")) {
      show(mark, [mark.dataset.s]);
      for (const other of marks()) other.tabIndex = other === mark ? 0 : -1;
    } else if (row && event.target.matches(":focus-visible")) light(row.dataset.s ? [row.dataset.s] : [], row.dataset.m);
  });
  document.addEventListener("focusout", (event) => {
    if (!event.target.closest?.(".sl-s, .sl-list")) return;
    if (card?.contains(event.relatedTarget)) return;
    hide();
    light([]);
  });

  // In the list each row is one stop: up and down go to the rows around it, right to its source.
  const links = (row) => [...(row?.querySelectorAll("a") || [])];
  const walk = (event) => {
    const row = event.target.closest?.(".sl-list tr[data-s]");
    if (!row || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false;
    const at = links(row).indexOf(event.target);
    const beside = (other) => links(other)[Math.min(at, links(other).length - 1)];
    const to = {
      ArrowLeft: () => links(row)[at - 1],
      ArrowRight: () => links(row)[at + 1],
      ArrowUp: () => beside(row.previousElementSibling),
      ArrowDown: () => beside(row.nextElementSibling),
    }[event.key];
    if (!to) return false;
    event.preventDefault();
    to()?.focus();
    return true;
  };

  const STEP = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return hide();
    if (walk(event)) return;
    const mark = event.target.closest?.(".sl-s");
    const ends = { Home: 0, End: -1 };
    // With Shift, the arrows go through the days of the record (as_of.js).
    if (!mark || event.shiftKey || !(event.key in STEP || event.key in ends)) return;
    const walked = [...marks()].sort((a, b) => a.dataset.n - b.dataset.n);
    const next = event.key in STEP ? walked[walked.indexOf(mark) + STEP[event.key]] : walked.at(ends[event.key]);
    event.preventDefault();
    next?.focus();
  });

  // A tap shows the card first; a second one opens the statement.
  document.addEventListener("pointerdown", (event) => { pressed = event.pointerType; }, true);
  document.addEventListener("click", (event) => {
    if (!view() || event.button) return;
    const mark = event.target.closest?.(".sl-s");
    if (!mark) {
      if (card && !card.contains(event.target)) { hide(); light([]); }
      return;
    }
    const found = pressed === "touch" ? under(event) : [];
    if (!found.length || (card && mark.classList.contains("sl-on"))) return;
    event.preventDefault();
    event.stopPropagation();
    show(found[0], found.map((node) => node.dataset.s));
  }, true);

  // What is typed narrows the list of milestones while it is typed.
  document.addEventListener("input", (event) => {
    if (event.target.id !== "sl-search") return;
    const menu = event.target.closest(".sl-menu");
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const item of menu.querySelectorAll(".sl-options li")) {
      const text = item.textContent.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
      left += !item.hidden;
    }
    menu.querySelector(".sl-none").hidden = left > 0;
  });

  // Enter opens the first milestone that is left of the list.
  document.addEventListener("submit", (event) => {
    const form = event.target.closest(".sl-search");
    if (!form) return;
    event.preventDefault();
    form.closest(".sl-menu").querySelector(".sl-options li:not([hidden]) .sl-option")?.click();
  });

  // A list that scrolls says so while there is more below, and fades out instead of cutting a line.
  const cue = (list) => {
    const more = list.scrollHeight - list.clientHeight - list.scrollTop > 4;
    list.classList.toggle("sl-more-below", more);
    list.parentElement.querySelector(".sl-cue")?.classList.toggle("sl-shows", more);
  };
  const cueAll = () => document.querySelectorAll(".sl-scroll").forEach(cue);
  document.addEventListener("scroll", (event) => event.target.matches?.(".sl-scroll") && cue(event.target), true);

  // The first answer has the drawing in all its widths; from then on the one that fits is asked for.
  const tell = () => {
    const place = document.querySelector("#react-entry-point .sl-chart");
    if (!place || !place.clientWidth) return;
    const widths = place.dataset.widths.split(" ").map(Number);
    const data = widths.filter((width) => width * place.dataset.least <= place.clientWidth).pop() || widths[0];
    if (data === told) return;
    told = data;
    window.dash_clientside.set_props("chart-width", { data });
  };
  let told = 0;
  let settled = 0;
  new MutationObserver(() => { tell(); cueAll(); }).observe(document.getElementById("react-entry-point"), { childList: true, subtree: true });
  addEventListener("resize", () => {
    hide();
    clearTimeout(settled);
    settled = setTimeout(() => { tell(); cueAll(); }, 120);
  });
  addEventListener("popstate", hide);
  addEventListener("load", cueAll);
})();
