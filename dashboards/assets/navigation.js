// Links within the product change the page in place: the address moves on, Dash follows it.
// Anything the browser should do itself (new tab, download, another host) is left to it, and so is
// everything while the server's first answer still stands for the page.
history.scrollRestoration = "manual";

const firstPaint = () => document.getElementById("first-paint");
const place = () => location.pathname + location.search;
let scrollOnArrival = null;

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest && event.target.closest("a[href]");
  if (!link || link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
  if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
  if (firstPaint()) return;
  event.preventDefault();
  const samePage = link.pathname === location.pathname;
  keepScroll();
  history.pushState({}, "", link.href);
  scrollOnArrival = samePage ? null : { top: 0, focus: true };
  closeMenus(link);
  window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
});

// Going back leads to where the reader was on that page, once the page is there again.
const keepScroll = () => history.replaceState({ ...history.state, top: window.scrollY }, "");
window.addEventListener("popstate", (event) => {
  scrollOnArrival = { top: (event.state && event.state.top) || 0, focus: false };
});
window.addEventListener("pagehide", keepScroll);

const closeMenus = (link) => {
  const menu = link.closest("details.menu");
  if (menu) menu.open = false;
};
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.activeElement && document.activeElement.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// The frame tells the window's title; a page that has arrived is scrolled to its place, and a
// reader who cannot see it is led to its beginning.
const arrived = (frame) => {
  if (document.title !== frame.dataset.title) document.title = frame.dataset.title;
  if (!scrollOnArrival || frame.dataset.address !== place()) return;
  const { top, focus } = scrollOnArrival;
  scrollOnArrival = null;
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target) {
    const folded = target.querySelector("details");
    if (folded) folded.open = true;
    target.scrollIntoView();
  } else window.scrollTo(0, top);
  if (focus) frame.querySelector("main").focus({ preventScroll: true });
};

// A chart is ready when it has drawn itself; every other page as soon as it is there.
const ready = (frame) => {
  const chart = frame.querySelector("[data-drawn-by-script]");
  return !chart || Boolean(chart.querySelector(".js-plotly-plot .main-svg"));
};

// The live page takes the place of the first answer, with the same thing in focus and open.
const takeOver = (frame) => {
  const first = firstPaint();
  if (!first || !frame.isConnected) return;
  const list = (root) => [...root.querySelectorAll("a[href], summary, input, button, [tabindex='0']")];
  const position = list(first).indexOf(document.activeElement);
  const open = [...first.querySelectorAll("details")].map((details) => details.open);
  frame.querySelectorAll("details").forEach((details, i) => { if (open[i]) details.open = true; });
  const { scrollX, scrollY } = window;
  first.remove();
  window.scrollTo(scrollX, scrollY);
  if (position >= 0 && list(frame)[position]) list(frame)[position].focus({ preventScroll: true });
  document.documentElement.classList.add("live");
};

const look = () => {
  const frame = document.querySelector("#react-entry-point .frame");
  if (!frame) return;
  // Adding a class that is there already would wake the observer again, for ever.
  if (!frame.classList.contains("page-ready") && ready(frame)) frame.classList.add("page-ready");
  if (frame.classList.contains("page-ready")) takeOver(frame);
  arrived(frame);
};
new MutationObserver(look).observe(document.getElementById("react-entry-point"), {
  childList: true, subtree: true, attributes: true, attributeFilter: ["data-title", "data-address", "class"],
});
look();
