// Copying addresses and citations. What pins a version is handed out only once the server has kept
// it; what the browser does not let a page copy is put in a field, selected.
(() => {
  const SHOWN_MS = 2000;
  const voice = () => (firstPaint() || document).querySelector("#copied");
  const addressOf = {
    address: () => location.href,
    anchor: (control) => control.href,
    frozen: (control) => {
      const address = new URL(location);
      address.searchParams.set("as_of", control.dataset.asOf);
      address.searchParams.set("version", control.dataset.version);
      return address.href;
    },
    text: (control) => document.getElementById(control.dataset.of).textContent,
  };

  // Why the server has not kept the version, "" when it has.
  const refused = async ({ keep, version }) => {
    const headers = { "Content-Type": "application/json" };
    const request = { method: "POST", keepalive: true, headers, body: JSON.stringify({ version }) };
    const answer = await fetch(keep, request).then((response) => response.json()).catch(() => null);
    return answer ? answer.reason : voice().dataset.silent;
  };

  const tell = (text) => { voice().textContent = text; voice().classList.add("told"); };

  const offer = (text) => {
    const field = document.createElement(text.includes("\n") ? "textarea" : "input");
    field.readOnly = true;
    field.value = text;
    tell(`${voice().dataset.byHand} `);
    field.setAttribute("aria-label", voice().dataset.byHand);
    voice().append(field);
    field.focus();
    field.select();
  };

  const confirm = (control) => {
    voice().textContent = voice().dataset.copied;
    control.dataset.done = voice().dataset.copied;
    setTimeout(() => {
      delete control.dataset.done;
      if (voice().textContent === voice().dataset.copied) voice().textContent = "";
    }, SHOWN_MS);
  };

  // What the copied address leads to is marked where it stands: nobody asked to be led there.
  const mark = (event, control) => {
    event.preventDefault();
    history.replaceState(history.state, "", control.hash);
    markTarget();
  };

  const copy = async (control) => {
    voice().classList.remove("told");
    voice().textContent = "";
    const text = addressOf[control.dataset.copy](control);
    const reason = control.dataset.keep ? await refused(control.dataset) : "";
    if (reason) return tell(reason);
    const written = await navigator.clipboard?.writeText(text).then(() => true).catch(() => false);
    if (written) confirm(control);
    else offer(text);
  };

  document.addEventListener("click", (event) => {
    const control = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && event.target.closest("[data-copy]");
    if (!control) return;
    if (control.dataset.copy === "anchor") mark(event, control);
    copy(control);
  });
  // The version of a workbook that is fetched to be edited is kept for when it comes back. Without it
  // the copy is held against the data as they are then, so that the file need not wait for this.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-keep]:not([data-copy])");
    if (link) refused(link.dataset);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !voice()?.classList.contains("told")) return;
    voice().classList.remove("told");
    voice().textContent = "";
  });
})();
