// The live page: written parts filled in, the first answer taken away, the window's title told.

// The frame tells the window's title; a page that has arrived is scrolled to its place, and a
// reader who cannot see it is led to its beginning.
const arrived = (frame) => {
  if (document.title !== frame.dataset.title) document.title = frame.dataset.title;
  if (!scrollOnArrival || frame.dataset.address !== place()) return;
  const { top, focus } = scrollOnArrival;
  scrollOnArrival = null;
  const target = unfoldTarget();
  if (target && !top) target.scrollIntoView();
  else window.scrollTo(0, top);
  if (focus) frame.querySelector("main").focus({ preventScroll: true });
};

// A view that shows only what is written is ready with it; a chart when it has drawn itself; what
// its own script fills when that says so; any other live view as soon as there is something in it to
// follow.
const ready = (frame) => {
  if (frame.dataset.kind === "still") return true;
  const awaited = frame.querySelector("#page .awaited");
  if (awaited) return awaited.classList.contains("arrived");
  const chart = frame.querySelector("#page [data-drawn-by-script]");
  if (chart) return Boolean(chart.querySelector(".js-plotly-plot .main-svg"));
  return Boolean(frame.querySelector("#page a[href]"));
};

// The live page takes the place of the first answer, with the same thing in focus and unfolded.
const takeOver = (frame) => {
  const first = firstPaint();
  if (!first) return;
  const list = (root) => [...root.querySelectorAll("a[href], summary, input, button, [tabindex='0']")];
  const position = list(first).indexOf(document.activeElement);
  const unfolded = [...first.querySelectorAll("details")].map((details) => details.open);
  // What was carried over from the first answer is unfolded as it was.
  frame.querySelectorAll("details").forEach((details, i) => { if (i in unfolded) details.open = unfolded[i]; });
  const { scrollX, scrollY } = window;
  first.remove();
  window.scrollTo(scrollX, scrollY);
  if (position >= 0 && list(frame)[position]) list(frame)[position].focus({ preventScroll: true });
  scrollByUs();
  unfoldTarget();
};

new MutationObserver(() => {
  const frame = document.getElementById("frame");
  if (!frame || frame.dataset.address === undefined) return;
  frame.querySelectorAll(".written").forEach(write);
  if (!frame.classList.contains("page-ready") && ready(frame)) frame.classList.add("page-ready");
  if (frame.classList.contains("page-ready")) takeOver(frame);
  arrived(frame);
  markTarget();
}).observe(document.getElementById("react-entry-point"), {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ["data-title", "data-address", "data-kind", "data-html", "class"],
});

// A server that has stopped leaves an old page standing: that is said.
setInterval(async () => {
  const silence = document.getElementById("silence");
  if (!silence || document.hidden) return;
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  const answers = Boolean(answer && answer.ok);
  // An attribute that is written again, though it stays the same, is a change to whoever watches.
  if (silence.hidden !== answers) silence.hidden = answers;
}, 3000);
