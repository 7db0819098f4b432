// The live timeline: says what its window needs, puts what the server answers in its place, and
// moves it along. Nothing about a milestone is decided here.
(() => {
  const DAY = 86400000;
  // `datetime.date.toordinal` of 1 January 1970.
  const EPOCH = 719163;
  const PATH = "/timeline";
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const dark = matchMedia("(prefers-color-scheme: dark)");

  let stage = null; // built once, carried from one page of Dash to the next
  let shown = null; // the last answer that was put in place
  let dragging = false;
  let missed = false; // whether an answer came while the reader was dragging
  let asked = "";
  let askedAt = -Infinity;
  let focused = null; // what in the stage has the focus, which moving it would lose
  let drawn = ""; // the figure that plotly has drawn last, as text
  let latest = null; // the last answer, which may have come before there is a place for it

  const part = (name) => stage.querySelector(`.tl-${name}`);
  // Before Dash has built the live page, the view in the server's first answer is the place.
  const livePlace = () => document.getElementById("timeline");
  const firstPlace = () => document.querySelector("#first-paint .view-timeline");
  const place = () => livePlace() || (stage?.isConnected ? firstPlace() : null);
  const iso = (ordinal) => new Date((Math.round(ordinal) - EPOCH) * DAY).toISOString().slice(0, 10);

  // plotly is most of what there is to read. The page has it fetched early; it is run as soon as the
  // still drawing has been painted, while Dash waits for its own answers.
  let plotly = null;
  const served = (path) => JSON.parse(document.getElementById("_dash-config").textContent).requests_pathname_prefix + path;
  const loadPlotly = () => {
    plotly ||= new Promise((resolve, reject) => {
      if (window.Plotly) return resolve(window.Plotly);
      const script = document.createElement("script");
      script.src = document.documentElement.dataset.plotly;
      script.onload = () => resolve(window.Plotly);
      script.onerror = reject;
      document.head.append(script);
    });
    return plotly;
  };

  const build = () => {
    stage = document.createElement("div");
    stage.innerHTML = `<div class="tl-head-tools"></div><div class="tl-head-summary"></div>
      <div class="panel tl-panel">
        <div class="tl-axis" aria-hidden="true"><div class="tl-days"><div class="tl-move"></div></div></div>
        <div class="tl-body"><div class="tl-window">
          <div class="tl-still-plot"></div><div class="tl-plot" aria-hidden="true"></div><div class="tl-lines" role="list"></div>
        </div></div>
        <div class="tl-foot"></div>
        <div class="tl-instead"></div>
      </div>`;
    // A finger scrolls the page; plotly would take the touch for a drag.
    part("plot").addEventListener("touchstart", (event) => event.stopPropagation(), { capture: true, passive: true });
  };

  document.addEventListener("focusin", (event) => { focused = stage?.contains(event.target) ? event.target : null; });
  document.addEventListener("pointerdown", () => { focused = null; }, true);

  // Dash builds a page anew when the reader comes back to it; the stage is carried over.
  const settle = (root = livePlace()) => {
    if (!stage) build();
    if (!root || stage.parentNode === root) return Boolean(root);
    root.replaceChildren(...root.querySelectorAll(":scope > h1"), stage);
    if (focused?.isConnected && document.activeElement === document.body) focused.focus({ preventScroll: true });
    return true;
  };

  // What to ask for.

  const innerWidth = () => {
    // Before the live page is there, the server's first answer has the same measure.
    const panel = stage.isConnected ? part("panel") : document.querySelector(".tl-panel");
    if (!panel) return 0;
    const style = getComputedStyle(panel);
    return Math.floor(panel.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight));
  };

  const inView = () => {
    const height = shown?.rowHeight || 25;
    const top = part("body").getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(-top / height));
    return { first, last: first + Math.ceil(window.innerHeight / height) };
  };

  const question = () => {
    const { first, last } = inView();
    const lines = Math.min(120, Math.max(50, Math.ceil((last - first) * 1.4)));
    const above = Math.floor((lines - (last - first)) / 2);
    const start = Math.max(0, Math.round((first - above) / 5) * 5);
    return { search: location.search, width: innerWidth(), dark: dark.matches, start, lines };
  };

  // Called by Dash when the address or the data have changed.
  const ask = () => {
    settle();
    if (location.pathname !== PATH || !innerWidth()) return window.dash_clientside.no_update;
    loadPlotly();
    const wanted = question();
    asked = JSON.stringify(wanted);
    askedAt = performance.now();
    // The same question again must still be answered: the data may have changed.
    return { ...wanted, drawn: Boolean(window.Plotly), at: performance.now() };
  };

  const askAgain = ({ always = false } = {}) => {
    if (location.pathname !== PATH || !place()) return;
    if (!always && JSON.stringify(question()) === asked) return;
    if (livePlace()) window.dash_clientside.set_props("timeline-asked", { data: ask() });
    else askEarly();
  };

  // Dash needs longer to begin than plotly to be read: until it has, its callbacks are called here.
  const call = async (input, output, value) => {
    const body = {
      output: `${output}.data`,
      outputs: { id: output, property: "data" },
      inputs: [{ id: input, property: "data", value }],
      changedPropIds: [`${input}.data`],
    };
    const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    const answer = await fetch(served("_dash-update-component"), options);
    return (await answer.json()).response[output].data;
  };

  const askEarly = async () => {
    const wanted = { ...question(), drawn: true };
    asked = JSON.stringify(question());
    const answers = Promise.all([call("timeline-asked", "timeline-drawing", wanted), loadPlotly()]);
    // When it fails, the still drawing stands until Dash asks.
    const [answer] = await answers.catch(() => []);
    if (answer && firstPlace() && !livePlace() && answer.address === location.pathname + location.search) paint(answer);
  };

  // Putting an answer in its place.

  const fill = (element, html) => {
    if (element.filled === html) return false;
    element.innerHTML = html;
    element.filled = html;
    return true;
  };

  // Only what differs is touched (written.js), so what is in focus and what is unfolded stay.
  const fillTools = (html) => {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    patchChildren(part("head-tools"), fresh.content);
    for (const input of part("head-tools").querySelectorAll("input:not([type=hidden])")) {
      if (input !== document.activeElement) input.value = input.getAttribute("value") || "";
    }
  };

  const fillLines = (answer) => {
    const lines = part("lines");
    const focused = lines.contains(document.activeElement) && document.activeElement.closest("[data-id], .tl-head");
    const kept = focused && (focused.dataset.id || focused.querySelector("[data-fold]")?.dataset.fold);
    if (!fill(lines, answer.lines)) return;
    if (!kept) return;
    const again = lines.querySelector(`[data-id="${CSS.escape(kept)}"] .tl-name, [data-fold="${CSS.escape(kept)}"]`);
    again?.focus({ preventScroll: true });
  };

  const paint = (answer) => {
    if (!answer || location.pathname !== PATH) return "";
    latest = answer;
    if (!settle(livePlace() || firstPlace())) return "";
    if (dragging) return (missed = true), "";
    if (shown?.version !== answer.version) cards = {};
    fillTools(answer.tools);
    fill(part("head-summary"), answer.summary);
    const chart = answer.total !== undefined;
    stage.classList.toggle("tl-no-chart", !chart);
    fill(part("instead"), answer.body || "");
    shown = answer;
    if (chart) paintChart(answer);
    else stage.classList.add("page-ready");
    return answer.address;
  };

  const paintChart = (answer) => {
    stage.classList.toggle("tl-narrow-sheet", answer.narrow);
    stage.style.setProperty("--names", `${answer.names}px`);
    stage.style.setProperty("--row", `${answer.rowHeight}px`);
    part("body").style.height = `${answer.total * answer.rowHeight}px`;
    part("window").style.transform = `translateY(${answer.first * answer.rowHeight}px)`;
    part("move").style.transform = "";
    fill(part("move"), answer.axis);
    fill(part("foot"), answer.key);
    fillLines(answer);
    if (!window.Plotly) {
      fill(part("still-plot"), answer.svg);
      loadPlotly().then(() => shown === answer && drawFigure(answer));
    } else drawFigure(answer);
  };

  const drawFigure = (answer) => {
    const plot = part("plot");
    const first = !plot.classList.contains("js-plotly-plot");
    const figure = JSON.stringify(answer.figure);
    if (!first && figure === drawn) return;
    drawn = figure;
    window.Plotly.react(plot, answer.figure.data, answer.figure.layout, answer.config).then(() => {
      fill(part("still-plot"), "");
      if (first) listen(plot);
      performance.mark("timeline-drawn");
      askAgain();
    });
  };

  // Dragging the days.

  const listen = (plot) => {
    plot.on("plotly_relayouting", (change) => {
      dragging = true;
      hide();
      part("move").style.transform = `translateX(${shown.names - change["xaxis.range[0]"]}px)`;
    });
    plot.on("plotly_relayout", (change) => {
      const left = change["xaxis.range[0]"];
      if (left === undefined) return;
      dragging = false;
      const [first, after] = shown.days;
      const moved = Math.round(((left - shown.names) / (shown.width - shown.names)) * (after - first));
      if (moved) write({ from: iso(first + moved), to: iso(after + moved - 1), zoom: "" });
      if (missed) askAgain({ always: true });
      missed = false;
    });
  };

  // The address is the state: what is dragged or typed is written there, and Dash follows.
  const write = (changes, step = "replaceState") => {
    const address = new URL(location);
    for (const [name, value] of Object.entries({ page: "", ...changes })) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    if (address.href === location.href) return;
    history[step](history.state, "", address);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  };

  let typing = 0;
  document.addEventListener("input", (event) => {
    if (event.target.id !== "tl-search") return;
    clearTimeout(typing);
    typing = setTimeout(() => write({ q: event.target.value.trim() }), 250);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.closest(".tl-tools") || !place()) return;
    event.preventDefault();
    clearTimeout(typing);
    const typed = Object.fromEntries([...event.target.querySelectorAll("input:not([type=hidden])")].map((input) => [input.name, input.value.trim()]));
    if ("from" in typed) {
      typed.zoom = "";
      event.target.closest("details").open = false;
      document.getElementById("tl-range").focus();
    }
    write(typed, "pushState");
  });

  let frame = 0;
  const later = () => {
    hide();
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      if (!place() || !shown?.total) return;
      const { first, last } = inView();
      const end = shown.first + question().lines;
      const near = 4;
      if ((first - near < shown.first && shown.first > 0) || (last + near > end && end < shown.total)) askAgain();
    });
  };
  addEventListener("scroll", later, { passive: true });
  let resized = 0;
  addEventListener("resize", () => { clearTimeout(resized); resized = setTimeout(askAgain, 120); });
  dark.addEventListener("change", () => askAgain());

  // The card of a milestone: one for hover, tap and focus.

  let card = null;
  let soon = 0;
  let wanted = null; // whose card is to be shown as soon as it has come
  let cards = {}; // those that have come, for one version of the data

  const askCard = (id) => {
    if (id in cards) return;
    cards[id] = "";
    const data = { id, search: location.search };
    if (livePlace()) window.dash_clientside.set_props("timeline-card-asked", { data });
    else call("timeline-card-asked", "timeline-card", data).then(told, () => { delete cards[id]; });
  };

  const told = (answer) => {
    if (!answer) return "";
    cards[answer.id] = answer.html;
    if (wanted?.id === answer.id && !card) show(part("lines").querySelector(`[data-id="${CSS.escape(answer.id)}"]`), wanted.x);
    return answer.id;
  };

  const hide = () => {
    clearTimeout(soon);
    wanted = null;
    if (!card) return;
    const line = card.closest(".tl-line");
    line?.classList.remove("tl-active");
    line?.querySelector(".tl-name").removeAttribute("aria-describedby");
    card.remove();
    card = null;
  };

  const show = (line, x) => {
    if (card && card.parentNode === line) return;
    hide();
    const id = line?.dataset.id;
    if (!id) return;
    wanted = { id, x };
    const html = cards[id];
    if (!html) return askCard(id);
    line.insertAdjacentHTML("beforeend", html);
    card = line.lastElementChild;
    line.classList.add("tl-active");
    line.querySelector(".tl-name").setAttribute("aria-describedby", card.id);
    const row = line.getBoundingClientRect();
    const room = document.documentElement.clientWidth - card.offsetWidth - 12;
    const below = row.bottom + card.offsetHeight + 8 < window.innerHeight;
    card.style.left = `${Math.max(12, Math.min(x + 12, room)) - row.left}px`;
    card.style.top = below ? "100%" : "auto";
    card.style.bottom = below ? "auto" : "100%";
  };

  const lineAt = (event) => {
    const body = stage && part("body");
    if (!body || !place() || !body.contains(event.target)) return null;
    const own = event.target.closest(".tl-line");
    if (own) return own;
    const lines = part("lines");
    const number = Math.floor((event.clientY - lines.getBoundingClientRect().top) / (shown?.rowHeight || 25));
    return lines.children[number] || null;
  };

  document.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || dragging || event.buttons || !stage) return;
    if (card && card.contains(event.target)) return clearTimeout(soon);
    const line = lineAt(event);
    if (card && card.closest(".tl-line") === line) return clearTimeout(soon);
    clearTimeout(soon);
    if (line?.dataset.id) askCard(line.dataset.id);
    soon = setTimeout(() => show(line, event.clientX), still.matches ? 0 : 120);
  });
  document.addEventListener("focusin", (event) => {
    if (!event.target.matches?.(".tl-name") || !event.target.matches(":focus-visible")) return;
    show(event.target.closest(".tl-line"), event.target.getBoundingClientRect().left);
  });
  document.addEventListener("focusout", (event) => {
    if (card && !card.closest(".tl-line").contains(event.relatedTarget)) hide();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  // A click on a line opens its milestone; a tap shows its card first.
  let pressed = null;
  document.addEventListener("pointerdown", (event) => { pressed = [event.clientX, event.clientY, event.pointerType]; }, true);
  document.addEventListener("click", (event) => {
    if (event.button || !stage || !place()) return;
    const line = lineAt(event);
    if (!line) return event.pointerType === "touch" ? hide() : undefined;
    if (event.target.closest(".tl-card, .tl-edge, .tl-head")) return;
    const link = line.querySelector(".tl-name");
    if (!link) return;
    if (pressed?.[2] === "touch" && card?.closest(".tl-line") !== line) {
      event.preventDefault();
      return show(line, event.clientX);
    }
    const moved = pressed && Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 4;
    if (event.target.closest(".tl-plot") && !moved) link.click();
  }, true);

  if (location.pathname === PATH && document.querySelector("#first-paint .tl-still")) {
    const begin = () => { loadPlotly(); build(); askEarly(); };
    // What is begun within a frame runs after it has been painted.
    if (performance.getEntriesByType("paint").length) begin();
    else requestAnimationFrame(begin);
  }

  // The place has come: what was answered before goes in at once, and what differs is asked for.
  new MutationObserver(() => {
    const root = livePlace();
    if (!root || location.pathname !== PATH || (stage && stage.parentNode === root)) return;
    settle();
    if (latest && latest.address === location.pathname + location.search) paint(latest);
    // Nobody told this script of changes while it was away.
    askAgain({ always: performance.now() - askedAt > 1000 });
  }).observe(document.getElementById("react-entry-point"), { childList: true, subtree: true });

  window.dash_clientside = Object.assign({}, window.dash_clientside, { timeline: { ask, paint, told } });
})();
