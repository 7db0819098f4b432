// The as-of day by key and by form. Shift with an arrow is no character of any keyboard layout, is
// taken by no browser and left alone by screen readers in their reading mode, which have the same
// steps as links; while something is typed or selected the keys keep their usual meaning.
(() => {
  const STEPS = { ArrowLeft: "as-of-previous", ArrowRight: "as-of-next", End: "as-of-today" };
  const TYPING = "input, textarea, select, [contenteditable]";
  const shownFrame = () => firstPaint() || document.getElementById("frame");

  document.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || !event.shiftKey || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest(TYPING) || !getSelection().isCollapsed) return;
    const link = shownFrame().querySelector(`#${step}`);
    if (!link || !link.href) return;
    event.preventDefault();
    link.click();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target.closest(".as-of-form");
    if (!form || firstPaint()) return;
    event.preventDefault();
    const menu = form.closest("details");
    menu.open = false;
    menu.querySelector("summary").focus();
    goTo(new URL(`?${new URLSearchParams(new FormData(form))}`, location));
  });

  // A day that was typed and not asked for is forgotten: the field shows the day of the page.
  document.addEventListener("toggle", (event) => {
    const form = event.target.open && event.target.querySelector?.(".as-of-form");
    if (form) form.reset();
  }, true);
})();
