// Links within the product change the page in place: the address moves on, Dash follows it.
// Anything the browser should do itself (new tab, download, another host) is left to it, and so is
// everything while the server's first answer still stands for the page.
const firstPaint = () => document.getElementById("first-paint");
const place = () => location.pathname + location.search;
let scrollOnArrival = null;

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest && event.target.closest("a[href]");
  if (!link || link.origin !== location.origin || link.target || "anew" in link.dataset || link.hasAttribute("download")) return;
  if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
  if (firstPaint()) return;
  event.preventDefault();
  closeMenus(link);
  goTo(link);
});

// The Data view brings scripts that no other page loads, the Forecast view a style.
const lacksOwn = ({ pathname }) =>
  (pathname === "/data" && !window.dash_ag_grid) ||
  (pathname === "/forecast" && !document.querySelector('link[href^="/assets/forecast"]'));

// The page at another address, in place. The same view is left where it is scrolled to.
const goTo = (address) => {
  if (lacksOwn(address)) return location.assign(address.href);
  const sameView = address.pathname === location.pathname;
  keepScroll();
  history.pushState({}, "", address.href);
  scrollOnArrival = sameView && !address.hash ? null : { top: 0, focus: !sameView };
  window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
};

// Going back leads to where the reader was on that page, once the page is there again. A page that
// is loaded anew is whole at once: there the browser does it.
const keepScroll = () => history.replaceState({ ...history.state, top: window.scrollY }, "");
const scrollByUs = () => { if (!firstPaint()) history.scrollRestoration = "manual"; };
window.addEventListener("popstate", (event) => {
  if (lacksOwn(location)) return location.reload();
  if (event.state) scrollOnArrival = { top: event.state.top || 0, focus: false };
});
window.addEventListener("pageshow", scrollByUs);
window.addEventListener("pagehide", () => { keepScroll(); history.scrollRestoration = "auto"; });

// A folded list opens for whoever is led to it.
const unfoldTarget = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const folded = target && target.querySelector("details");
  if (folded) folded.open = true;
  return target;
};
window.addEventListener("hashchange", unfoldTarget);

// What an address leads to is marked. (:target knows only what the browser itself has loaded.)
const markTarget = () => {
  const name = location.hash.slice(1);
  for (const shown of document.querySelectorAll(".targeted")) {
    if (shown.id !== name) shown.classList.remove("targeted");
  }
  const target = name && document.getElementById(name);
  // Marking it twice would be a change of the page, and every change is looked at again.
  if (target && !target.classList.contains("targeted")) target.classList.add("targeted");
};
window.addEventListener("hashchange", markTarget);
document.addEventListener("DOMContentLoaded", markTarget);

// Who was admitted by the token signs out: the page is asked for anew, as anybody has it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest && event.target.closest("[data-leave]");
  if (!button) return;
  const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" };
  const answer = await fetch(button.dataset.leave, request).catch(() => null);
  if (answer && answer.ok) location.reload();
});

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
