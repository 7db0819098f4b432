/* Draws the timelines of a report with the plotly.js that stands packed in the file. Whatever goes
   wrong, the drawings that are there already stay. It decides nothing about a milestone. */

/** So many pixels words may need after a mark. */
const ROOM = 190;
/** On a narrow screen a name stands above its marks, and a line is so high. */
const NARROW = 640, TALL = 46;

/** The bytes of a text in which two of 91 signs hold 13 bits (dashboards/report_scripts.py): all
    printable ones of ASCII but three that are markup. */
function unpacked(text, size) {
  const values = new Uint8Array(128);
  for (let code = 33, value = 0; code < 127; code += 1) {
    if (!"<>&".includes(String.fromCharCode(code))) { values[code] = value; value += 1; }
  }
  const bytes = new Uint8Array(size);
  let held = 0, bits = 0, at = 0;
  for (let n = 0; n < text.length; n += 2) {
    held |= (values[text.charCodeAt(n)] + 91 * values[text.charCodeAt(n + 1)]) << bits;
    bits += 13;
    while (bits > 7 && at < size) {
      bytes[at] = held & 255;
      at += 1;
      held >>>= 8;
      bits -= 8;
    }
  }
  return bytes;
}

/** What stands packed in the file under a name, as text. */
function inflated(name) {
  const place = document.getElementById(name);
  const bytes = unpacked(place.textContent, Number(place.dataset.packed));
  return new TextDecoder().decode(decompressed(bytes, Number(place.dataset.size)));
}

/** Runs a script of the file, which the file's own policy knows by its hash. */
function run(source) {
  const script = document.createElement("script");
  script.textContent = source;
  document.head.append(script);
}

/** A figure with the names of colours ("--accent") replaced by those of the page. */
function coloured(part, style) {
  if (typeof part === "string") {
    if (part.startsWith("--")) return style.getPropertyValue(part).trim();
    return part.replace(/color:(--[a-z-]+)/g, (_, name) => `color:${style.getPropertyValue(name).trim()}`);
  }
  if (Array.isArray(part)) return part.map((inside) => coloured(inside, style));
  if (part && typeof part === "object") {
    return Object.fromEntries(Object.entries(part).map(([name, inside]) => [name, coloured(inside, style)]));
  }
  return part;
}

/** The names of the lines: beside the days, on a narrow screen above their marks. */
function names(figure, narrow, layout) {
  const font = { ...layout.font, size: 13 };
  return figure.lines.map((line, y) => ({
    text: line.name, xref: "paper", x: 0, xanchor: "left", y, showarrow: false, align: "left",
    xshift: narrow ? 0 : 14 - layout.margin.l, yshift: narrow ? 15 : 0,
    font: line.id ? { ...font, color: layout.hoverlabel.font.color } : layout.font,
    bgcolor: narrow ? layout.hoverlabel.bgcolor : undefined, borderpad: 0,
  }));
}

/** The words of each line: beside its marks where these are in view, before them where there is no
    room after, at the edge when they lie beyond it. */
function words(figure, layout, narrow, width) {
  const [first, last] = layout.xaxis.range.map((day) => new Date(day).getTime());
  const days = (last - first) / (width - layout.margin.l - layout.margin.r);
  const told = [];
  figure.lines.forEach((line, y) => {
    if (!line.first && !line.beside) return;
    const from = new Date(line.first).getTime(), until = new Date(line.last).getTime();
    const at = { y, yshift: narrow ? -3 : 0, showarrow: false, font: layout.font,
      bgcolor: layout.hoverlabel.bgcolor, borderpad: 0 };
    if (!line.first) told.push({ ...at, text: line.beside, xref: "paper", x: 1, xanchor: "right" });
    else if (until < first) told.push({ ...at, text: `◂ ${line.edge}`, xref: "paper", x: 0, xanchor: "left" });
    else if (from > last) told.push({ ...at, text: `${line.edge} ▸`, xref: "paper", x: 1, xanchor: "right" });
    else if (until + ROOM * days < last) told.push({ ...at, text: line.beside, x: line.last, xanchor: "left", xshift: 8 });
    else if (from > first) told.push({ ...at, text: line.beside, x: line.first, xanchor: "right", xshift: -8 });
  });
  return told;
}

/** What is drawn for the width of a place, in the colours of the page. */
function laidOut(place, figure) {
  const layout = coloured(figure.layout, getComputedStyle(document.documentElement));
  const narrow = place.clientWidth < NARROW;
  if (narrow) {
    layout.height = layout.margin.t + figure.lines.length * TALL;
    layout.margin.l = 4;
    layout.xaxis.nticks = 7;
  }
  if (place.layout) layout.xaxis.range = place.layout.xaxis.range.slice();
  layout.annotations = notes(place, figure, layout);
  return layout;
}

function notes(place, figure, layout) {
  const narrow = place.clientWidth < NARROW;
  const style = getComputedStyle(document.documentElement);
  const shown = [...words(figure, layout, narrow, place.clientWidth), ...names(figure, narrow, layout)];
  return coloured(shown, style);
}

/** Draws a figure in its place, or again in other colours; keeps the days that were zoomed to. */
function draw(place, figure, config) {
  const data = coloured(figure.data, getComputedStyle(document.documentElement));
  return Plotly.react(place, data, laidOut(place, figure), config);
}

/** Zooming one track zooms all; a click leads to the milestone in the register. */
function connect(place, places, figures) {
  place.on("plotly_relayout", (changed) => {
    if (!Object.keys(changed).some((name) => name.startsWith("xaxis.")) || changed.annotations) return;
    const range = place.layout.xaxis.range.map(String);
    places.forEach((other, n) => {
      const layout = { ...other.layout, xaxis: { ...other.layout.xaxis, range } };
      Plotly.relayout(other, { "xaxis.range": range.slice(), annotations: notes(other, figures[n], layout) });
    });
  });
  place.on("plotly_click", (clicked) => {
    const line = figures[places.indexOf(place)].lines[clicked.points[0].y];
    if (line.id) location.hash = `m-${line.id}`;
  });
}

/** Puts a chart before the first drawing of each track, and hides those once all are drawn. */
async function begin() {
  const told = JSON.parse(inflated("figures"));
  run(inflated("plotly"));
  const section = document.getElementById("timeline");
  const places = told.figures.map((figure) => {
    const place = document.createElement("div");
    place.className = "live-chart";
    place.setAttribute("role", "group");
    place.setAttribute("aria-label", figure.name);
    section.querySelector(`figure.t-${figure.track} h3`).after(place);
    return place;
  });
  const redraw = () => Promise.all(places.map((place, n) => draw(place, told.figures[n], told.config)));
  await redraw();
  places.forEach((place) => connect(place, places, told.figures));
  section.classList.add("drawn");
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth !== width) redraw();
    width = innerWidth;
  });
}

begin();
