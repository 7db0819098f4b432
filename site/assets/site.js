// The scripts of a site: the day and the version in every foot, and a search. Nothing about a
// milestone is decided here; what is shown stands in files that were written with the pages.
(function () {
  "use strict";

  const MOST_SHOWN = 12;

  function tellEdition() {
    for (const place of document.querySelectorAll("[data-edition]")) {
      if (window.edition) place.textContent = window.edition;
    }
  }

  function prepareSearch(place) {
    const field = place.querySelector("input");
    const found = document.getElementById(field.getAttribute("aria-controls"));
    place.hidden = false;
    field.addEventListener("focus", () => fetchIndex(field), { once: true });
    field.addEventListener("input", () => show(field, found));
    field.addEventListener("keydown", (event) => leaveField(event, field, found));
    found.addEventListener("keydown", (event) => walk(event, field, found));
    place.addEventListener("focusout", (event) => {
      if (!place.contains(event.relatedTarget)) found.hidden = true;
    });
    field.addEventListener("focus", () => show(field, found));
  }

  // A page on a disk may read no file, but it may run a script beside it.
  function fetchIndex(field) {
    const script = document.createElement("script");
    script.src = field.dataset.index;
    script.addEventListener("load", () => field.dispatchEvent(new Event("input")));
    document.head.append(script);
  }

  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  // Every word of the search stands somewhere in the name of the file, the title or the date.
  function matches(words, row, statuses) {
    const text = plain(`${row[0]} ${row[1]} ${row[2]} ${statuses[row[3]][1]}`);
    return words.every((word) => text.includes(word));
  }

  function show(field, found) {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    if (!words.length || !window.milestones) {
      found.hidden = true;
      return;
    }
    const { rows, statuses } = window.milestones;
    const matching = rows.filter((row) => matches(words, row, statuses));
    const shown = matching.slice(0, MOST_SHOWN);
    const items = shown.map((row) => item(row, statuses, field.dataset.milestones));
    found.querySelector("ul").replaceChildren(...items);
    found.querySelector("p").textContent = count(matching.length, shown.length, found);
    found.hidden = false;
  }

  function count(all, shown, found) {
    const told = found.querySelector("p").dataset;
    if (!all) return told.none;
    return (shown < all ? told.more : told.found).replace("#", all).replace("%", shown);
  }

  function item(row, statuses, folder) {
    const [file, title, when, status] = row;
    const link = document.createElement("a");
    link.href = `${folder}${encodeURIComponent(file)}.html`;
    const state = document.createElement("span");
    state.className = "muted";
    state.textContent = `${statuses[status].join(" ")} · ${when}`;
    link.append(title, " ", state);
    const entry = document.createElement("li");
    entry.append(link);
    return entry;
  }

  function leaveField(event, field, found) {
    const first = found.querySelector("a");
    if (event.key === "Escape") {
      found.hidden = true;
    } else if (found.hidden || !first) {
      return;
    } else if (event.key === "ArrowDown") {
      event.preventDefault();
      first.focus();
    } else if (event.key === "Enter") {
      first.click();
    }
  }

  function walk(event, field, found) {
    const links = [...found.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      field.focus();
      found.hidden = true;
    } else if (step) {
      event.preventDefault();
      (links[at + step] || (step < 0 ? field : links[at])).focus();
    }
  }

  tellEdition();
  document.querySelectorAll(".search").forEach(prepareSearch);
})();
