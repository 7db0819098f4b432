"""How the report looks: the dashboard's own style sheet, and what paper and one long page need."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from dashboards.svg import STYLE as DRAWING
from dashboards.theme import FONT, LIGHT, css_variables

SHARED: Final = Path(__file__).parent / "assets" / "style.css"

SCREEN: Final = """
html { scrollbar-gutter: auto; scroll-padding-top: 12px; }
main { max-width: 1240px; }
.report-head {
  background: var(--paper); border-bottom: 1px solid var(--hairline); padding: 16px 28px 12px;
}
.report-head > * { max-width: 1184px; margin: 0 auto; }
.report-head h1 { font-size: var(--size-name); line-height: 24px; font-weight: 700; }
.report-head .muted { font-weight: 400; white-space: nowrap; }
.report-head p { font-size: var(--size-row); color: var(--muted); }
.contents {
  display: flex; flex-wrap: wrap; gap: 0 20px; font-size: var(--size-row); padding-top: 8px;
}
.panel h3 { font-size: var(--size-row); color: var(--ink); }
.panel h3 .muted { font-weight: 400; }
.rail { border-left: 4px solid var(--track, var(--muted)); }
.track-name { padding-left: 8px; margin: 12px 0 4px; }
.panel .tl text {
  paint-order: stroke; stroke: var(--paper); stroke-width: 6px; stroke-linejoin: round;
}
.panel .tl .pill { stroke: none; }
.rail .tl { --track: inherit; }
.register-track + .register-track { padding-top: 12px; }
.panel-register .table { table-layout: fixed; }
.panel-register th:first-child { width: 21%; }
.panel-register tbody th { font-weight: 600; }
.panel-register .state { width: 8.5%; }
.panel-register .when { width: 10%; }
.panel-register .slip-cell { width: 12%; }
.panel-register .table td.when { white-space: normal; font-weight: 400; }
.panel-register tr:target { outline: 2px solid var(--accent); outline-offset: 2px; }
.support, .notes { font-size: var(--size-label); color: var(--muted); overflow-wrap: anywhere; }
.support i { display: none; font-style: normal; }
.table .support a {
  color: var(--accent); text-decoration: underline; text-underline-offset: 2px;
}
figure { margin: 12px 0 0; }
figure .track-name { margin: 0; }
figure svg { display: block; width: 100%; height: auto; }
.wide-drawing { overflow-x: auto; }
.wide-drawing svg { min-width: 760px; }
.narrow-drawing { display: none; }
.panel-sources { display: none; }
.panel-about dl {
  display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px;
  font-size: var(--size-row); padding: 4px 0;
}
.panel-about dt { color: var(--muted); }
.panel-about dd { overflow-wrap: anywhere; }
.panel .prose { font-size: var(--size-row); padding: 4px 0; }

@media screen and (max-width: 640px) {
  .report-head { padding: 12px; }
  .wide-drawing { display: none; }
  .narrow-drawing { display: block; max-width: 520px; }
  .report-head .muted { display: block; }
  .panel-register .table, .panel-register .table tbody { display: block; }
  .panel-register .table thead {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  }
  .panel-register .table tbody tr {
    display: flex; flex-wrap: wrap; gap: 0 12px; padding: 8px 0;
    border-top: 1px solid var(--hairline);
  }
  .panel-register .table tbody > tr > * { display: block; border: 0; padding: 0; width: auto; }
  .panel-register .table tbody th, .panel-register .table .support-cell { flex: 0 0 100%; }
  .panel-register .table td:empty { display: none; }
  .panel-register .table td.when::before { content: attr(data-label) " "; color: var(--muted); }
  .panel-about dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .panel-about dd { padding-bottom: 8px; }
}
"""

PRINT: Final = """
@media print {
  :root {
    --size-sentence: 15pt; --size-figure: 18pt; --size-name: 13pt; --size-body: 9.5pt;
    --size-row: 8pt; --size-label: 7pt;
  }
  body { background: #fff; font-size: var(--size-body); line-height: 1.35; }
  main { padding: 0; max-width: none; }
  .contents, .skip { display: none; }
  .panel-sources { display: block; }
  .support i { display: inline; }
  .report-head { padding: 0 0 6pt; margin-bottom: 8pt; border-bottom: 1pt solid var(--ink); }
  .report-head > * { max-width: none; }
  .sentence { line-height: 1.3; margin-bottom: 10pt; max-width: none; }
  .sentence a, .table a.milestone { text-decoration: none; }
  .cards { grid-template-columns: repeat(6, minmax(0, 1fr)); gap: 6pt; margin-bottom: 6pt; }
  .card { padding: 6pt; border-radius: 4pt; break-inside: avoid; }
  .card-label, .card-note { line-height: 1.3; }
  .card-figure { line-height: 1.2; }
  .panel { border: 0; border-radius: 0; padding: 0; break-inside: auto; }
  .panel + .panel, .columns + .panel, .sentence + .panel { margin-top: 12pt; }
  .panel h2 { font-size: 11pt; border-bottom: .5pt solid var(--hairline); width: 100%; }
  .panel-head, h2, h3, .track-name { break-after: avoid; }
  .table { line-height: 1.35; }
  .table thead { display: table-header-group; }
  .table thead th { padding: 2pt 8pt 2pt 0; line-height: 1.3; }
  .table th, .table td { padding: 2.5pt 8pt 2pt 0; }
  .table tr, figure { break-inside: avoid; }
  .table .number { white-space: nowrap; }
  .panel-register, .panel-timeline { break-before: page; }
  .panel-register th:first-child { width: 19%; }
  .panel-register .state { width: 10.5%; }
  .wide-drawing { overflow: visible; }
  .wide-drawing svg { min-width: 0; }
  .notes { columns: 2; column-gap: 12pt; font-size: 6.5pt; line-height: 1.3; padding: 0; }
  .notes li { break-inside: avoid; margin-left: 20pt; }
  .table .support a { color: inherit; text-decoration: none; }
  p { orphans: 3; widows: 3; }
}
"""


@cache
def _sheet() -> str:
    return css_variables() + SHARED.read_text(encoding="utf-8") + DRAWING + SCREEN + PRINT


def style_sheet(*, foot: str) -> str:
    """The whole sheet. `foot` stands at the foot of every printed page, beside its number."""
    quoted = foot.translate({ord(sign): f"\\{ord(sign):x} " for sign in '\\"<\n'})
    type_ = f"font:7pt {FONT};color:{LIGHT.muted}"
    page = (
        "@page{size:A4;margin:15mm 14mm 18mm;"
        f'@bottom-left{{content:"{quoted}";{type_}}}'
        f'@bottom-right{{content:counter(page) " / " counter(pages);{type_}}}}}'
    )
    return _sheet() + page
