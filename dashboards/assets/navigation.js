// Links within the product change the page in place: the address moves on, Dash follows it.
// Anything the browser should do itself (new tab, download, another host) is left to it.
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest && event.target.closest("a[href]");
  if (!link || link.origin !== location.origin || link.target || link.hasAttribute("download")) return;
  if (link.hash && link.pathname === location.pathname && link.search === location.search) return;
  event.preventDefault();
  const samePage = link.pathname === location.pathname;
  history.pushState({}, "", link.href);
  window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  if (!samePage) window.scrollTo(0, 0);
});
