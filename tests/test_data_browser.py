"""Editing in the dashboard with mouse and keyboard: nothing is lost, nothing is written unseen."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import TODAY, csv_bytes, milestone
from conftest import Complaints, go, hang_up, served
from playwright.sync_api import Locator, Page, expect
from waitress.server import create_server

from dashboards.app import WAITRESS, create_app
from dashboards.door import Door
from dashboards.live import LiveProgramme

Open = Callable[..., Page]
FLIGHT = "soyuz5-second-flight"
TRICKS = ("<img src=x onerror=alert(1)>", '=HYPERLINK("http://e.org")', "</script><b>bold</b>")


def open_data(page: Page, address: str, query: str = "") -> None:
    go(page, f"{address}/data{query}")
    page.wait_for_selector("#data-live.arrived .ag-row, #data-nothing:visible")


def cell(page: Page, key: str, column: str) -> Locator:
    """A cell of a row that is in sight, by what its first column says."""
    row = page.locator(f'#data-grid .ag-row[row-id*="{key}"]')
    return row.locator(f'[col-id="{column}"]').first


def write(page: Page, key: str, column: str, text: str) -> None:
    """What a reader does with the keyboard: to the cell, type, Enter."""
    target = cell(page, key, column)
    target.click()
    page.keyboard.press("Enter")
    page.wait_for_selector(".data-field-in-cell")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator(".data-field-in-cell")).to_have_count(0)


def save(page: Page) -> None:
    page.click("#data-save")
    expect(page.locator("#data-told")).to_have_text("Saved.")


def count(page: Page) -> Locator:
    return page.locator("#data-count")


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_one_cell_edited_and_saved_is_one_line_of_the_file(
    dashboard: str, data: Path, page: Page
) -> None:
    before = lines(data / "milestones.csv")
    open_data(page, dashboard, f"?q={FLIGHT}")
    cell(page, FLIGHT, "planned").dblclick()
    page.keyboard.press("Control+A")
    page.keyboard.type("2027-H1")
    expect(page.locator("#data-reading")).to_have_text("1 Jan – 30 Jun 2027")
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text("1 change in 1 row")
    page.click("#data-show")
    expect(page.locator(".diff-added mark")).to_have_text("2027-H1")
    save(page)
    after = lines(data / "milestones.csv")
    changed = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    assert [(old.replace(",2026,", ",2027-H1,", 1) == new) for old, new in changed] == [True]
    expect(cell(page, FLIGHT, "planned")).to_contain_text("2027-H1")
    page.click("#data-take-back")
    expect(count(page)).to_have_text("1 change in 1 row")
    save(page)
    assert lines(data / "milestones.csv") == before


def test_what_cannot_be_read_says_why_and_is_refused(
    dashboard: str, data: Path, page: Page
) -> None:
    before = (data / "milestones.csv").read_bytes()
    open_data(page, dashboard, f"?q={FLIGHT}")
    cell(page, FLIGHT, "planned").dblclick()
    page.keyboard.press("Control+A")
    page.keyboard.type("03/04/2027")
    expect(page.locator("#data-reading.refused")).to_contain_text("2027-04-03")
    page.keyboard.press("Enter")
    mark = cell(page, FLIGHT, "planned").locator(".data-mark.error")
    expect(mark).to_have_attribute("aria-label", re.compile("^Error: "))
    expect(page.locator("#data-tip")).to_contain_text("2027-04-03")
    page.click("#data-save")
    expect(page.locator("#data-told")).to_contain_text("Not saved.")
    expect(page.locator("#data-objections")).to_contain_text(f"{FLIGHT} · planned")
    expect(cell(page, FLIGHT, "planned")).to_contain_text("03/04/2027")
    assert (data / "milestones.csv").read_bytes() == before


def test_a_page_in_another_language_is_answered_in_it(
    dashboard: str, data: Path, page: Page
) -> None:
    before = (data / "milestones.csv").read_bytes()
    open_data(page, dashboard, f"?q={FLIGHT}&lang=ru")
    cell(page, FLIGHT, "planned").dblclick()
    page.keyboard.press("Control+A")
    page.keyboard.type("2027-H1")
    expect(page.locator("#data-reading")).to_have_text(re.compile("янв.*июн"))
    page.keyboard.press("Control+A")
    page.keyboard.type("17")
    page.keyboard.press("Enter")
    with page.expect_request("**/data/save?lang=ru"):
        page.click("#data-save")
    expect(page.locator("#data-objections")).to_contain_text("не дата")
    page.click("#data-discard")
    assert (data / "milestones.csv").read_bytes() == before


def test_the_keyboard_alone_edits_undoes_blanks_and_leaves(dashboard: str, page: Page) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    cell(page, FLIGHT, "title").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("F2")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(cell(page, FLIGHT, "category")).to_have_text("launch")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("2025")
    page.keyboard.press("Tab")
    expect(cell(page, FLIGHT, "start")).to_contain_text("2025")
    expect(page.locator(".data-field-in-cell")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".data-field-in-cell")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    expect(count(page)).to_have_text("3 changes in 1 row")
    for left in ("2 changes in 1 row", "1 change in 1 row"):
        page.keyboard.press("Control+z")
        expect(count(page)).to_have_text(left)
    page.keyboard.press("Control+y")
    expect(count(page)).to_have_text("2 changes in 1 row")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "data-search"


def test_escape_leaves_the_cell_as_it_was(dashboard: str, page: Page) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    cell(page, FLIGHT, "title").click()
    page.keyboard.type("Never")
    page.keyboard.press("Escape")
    expect(cell(page, FLIGHT, "title")).to_have_text("Soyuz-5 second flight")
    expect(page.locator("#data-bar")).to_be_hidden()


def test_rows_are_added_duplicated_deleted_and_brought_back(dashboard: str, page: Page) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    cell(page, FLIGHT, "title").click()
    page.click("#data-duplicate")
    expect(page.locator("#data-shown")).to_contain_text("3 of 174 rows")
    expect(page.locator("#data-grid .data-error").first).to_be_visible()
    page.click("#data-undo")
    expect(page.locator("#data-bar")).to_be_hidden()
    cell(page, FLIGHT, "title").click()
    page.click("#data-delete")
    expect(page.locator("#data-grid .ag-row.data-removed").first).to_be_visible()
    expect(page.locator("#data-delete")).to_have_text("Keep")
    page.click("#data-delete")
    expect(page.locator("#data-bar")).to_be_hidden()
    page.click("#data-add")
    expect(page.locator("#data-shown")).to_have_text("174 rows")
    expect(page.locator("#data-grid .ag-row.data-added").first).to_be_visible()
    page.click("#data-discard")
    expect(page.locator("#data-told")).to_have_text("Discarded.")
    page.click("#data-take-back")
    expect(count(page)).to_have_text("1 change in 1 row")
    page.click("#data-discard")


def test_an_added_row_is_filled_in_and_saved(dashboard: str, data: Path, page: Page) -> None:
    open_data(page, dashboard)
    page.click("#data-add")
    new = "new|"
    for column, text in (("id", "a-new-one"), ("title", "A new one")):
        write(page, new, column, text)
    cell(page, new, "category").click()
    page.keyboard.type("l")
    page.keyboard.press("Enter")
    page.click("#data-save")
    expect(page.locator("#data-told")).to_have_text("Saved.")
    assert any(
        line.startswith("a-new-one,A new one,launch,") for line in lines(data / "milestones.csv")
    )


def test_a_cell_is_copied_and_pasted_as_text(dashboard: str, new_page: Open) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    open_data(page, dashboard, f"?q={FLIGHT}")
    cell(page, FLIGHT, "baseline").click()
    page.keyboard.press("Control+c")
    cell(page, FLIGHT, "planned").click()
    page.keyboard.press("Control+v")
    expect(cell(page, FLIGHT, "planned")).to_contain_text("2026-10")
    expect(count(page)).to_have_text("1 change in 1 row")
    page.click("#data-discard")


def test_texts_that_look_like_code_are_shown_as_typed(
    dashboard: str, data: Path, page: Page
) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    for text in TRICKS:
        write(page, FLIGHT, "title", text)
        expect(cell(page, FLIGHT, "title")).to_have_text(text)
        cell(page, FLIGHT, "title").hover()
    page.click("#data-show")
    expect(page.locator("#data-diff")).to_contain_text("</script><b>bold</b>")
    assert page.locator("#data-live b", has_text=re.compile("^bold$")).count() == 0
    save(page)
    assert any("</script><b>bold</b>" in line for line in lines(data / "milestones.csv"))


def test_an_announcement_is_recorded_from_a_milestone(
    dashboard: str, data: Path, page: Page
) -> None:
    before = {name: lines(data / f"{name}.csv") for name in ("milestones", "announcements")}
    go(page, f"{dashboard}/milestone/{FLIGHT}")
    page.get_by_role("link", name="Record an announcement").click()
    page.wait_for_selector("#data-announce[open]")
    assert page.input_value("#data-announce-milestone") == FLIGHT
    fill(page, announced="2026-11-20", target="tbd", organisation="Roscosmos", side="ru")
    expect(page.locator("#data-announce-target-hint")).to_have_text("withdrawn, no new date")
    fill(page, target="2027-H1", source="https://example.org/said", wording="first half of 2027")
    expect(page.locator("#data-announce-target-hint")).to_have_text("1 Jan – 30 Jun 2027")
    page.get_by_role("button", name="Stage it").click()
    expect(count(page)).to_have_text("2 changes in 2 rows")
    save(page)
    after = {name: lines(data / f"{name}.csv") for name in before}
    assert len(after["announcements"]) == len(before["announcements"]) + 1
    assert (
        sum(old != new for old, new in zip(before["milestones"], after["milestones"], strict=True))
        == 1
    )


def fill(page: Page, **facts: str) -> None:
    for name, text in facts.items():
        field = page.locator(f"#data-announce-{name}")
        if name in ("side", "confidence"):
            field.select_option(text)
        else:
            field.fill(text)


def test_a_planned_cell_edited_directly_offers_to_record_who_said_it(
    dashboard: str, page: Page
) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    write(page, FLIGHT, "planned", "2027-Q2")
    page.get_by_role("button", name="Record who said it").click()
    assert page.input_value("#data-announce-target") == "2027-Q2"
    fill(
        page, announced="2026-11-20", organisation="A paper", side="press", source="https://e.org/x"
    )
    page.get_by_role("button", name="Stage it").click()
    expect(page.locator("#data-told")).to_contain_text("only a partner's word moves it")
    expect(count(page)).to_have_text("1 change in 1 row")
    page.click("#data-discard")


def test_what_happened_is_recorded_with_its_source(dashboard: str, page: Page) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    write(page, FLIGHT, "actual", "2026-11-21")
    page.get_by_role("button", name="Mark as happened").click()
    assert page.input_value("#data-complete-actual") == "2026-11-21"
    page.fill("#data-complete-source", "https://example.org/flew")
    page.select_option("#data-complete-outcome", "success")
    page.locator("#data-complete").get_by_role("button", name="Stage it").click()
    expect(count(page)).to_have_text("3 changes in 1 row")
    expect(cell(page, FLIGHT, "outcome")).to_have_text("success")
    page.click("#data-discard")


def test_leaving_with_unsaved_changes_asks(dashboard: str, page: Page) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    write(page, FLIGHT, "title", "Second flight")
    page.get_by_role("link", name="Timeline").click()
    expect(page.locator("#data-unsaved")).to_contain_text("1 change is not saved.")
    page.get_by_role("button", name="Stay").click()
    assert "/data" in page.url
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
    expect(count(page)).to_have_text("1 change in 1 row")
    page.get_by_role("link", name="Timeline").click()
    page.get_by_role("button", name="Leave").click()
    page.wait_for_url("**/timeline*")
    page.go_back()
    expect(cell(page, FLIGHT, "title")).to_have_text("Second flight")
    expect(count(page)).to_have_text("1 change in 1 row")
    page.click("#data-undo")
    expect(cell(page, FLIGHT, "title")).to_have_text("Soyuz-5 second flight")
    page.click("#data-redo")
    page.click("#data-discard")


def two_tabs(page: Page, address: str) -> tuple[Page, Page]:
    other = page.context.new_page()
    for tab in (page, other):
        open_data(tab, address, "?q=soyuz5")
    return page, other


def test_two_tabs_that_edit_different_rows_both_survive(
    dashboard: str, data: Path, page: Page
) -> None:
    one, other = two_tabs(page, dashboard)
    write(one, FLIGHT, "title", "Flight two")
    write(other, "soyuz5-third-flight", "title", "Flight three")
    save(one)
    expect(cell(other, FLIGHT, "title")).to_have_text("Flight two")
    expect(cell(other, "soyuz5-third-flight", "title")).to_have_text("Flight three")
    save(other)
    text = (data / "milestones.csv").read_text(encoding="utf-8")
    assert "Flight two" in text
    assert "Flight three" in text


@pytest.mark.parametrize(
    ("choice", "stands"), [("Keep mine", "Mine"), ("Take theirs", "Theirs"), ("Reload", "Theirs")]
)
def test_the_same_cell_in_two_tabs_shows_both_texts_and_leaves_the_choice(
    dashboard: str, data: Path, page: Page, choice: str, stands: str
) -> None:
    one, other = two_tabs(page, dashboard)
    write(other, FLIGHT, "title", "Mine")
    write(one, FLIGHT, "title", "Theirs")
    one.click("#data-show")
    one.fill("#data-by", "Anna")
    save(one)
    conflict = other.locator(".data-conflict")
    expect(conflict).to_contain_text("Mine")
    expect(conflict).to_contain_text("Theirs")
    expect(conflict).to_contain_text("by Anna")
    expect(cell(other, FLIGHT, "title")).to_have_text("Mine")
    other.locator("#data-conflicts").get_by_role("button", name=choice).click()
    expect(conflict).to_have_count(0)
    if stands == "Mine":
        save(other)
    else:
        expect(count(other)).to_have_text("")
    expect(cell(other, FLIGHT, "title")).to_have_text(stands)
    assert stands in (data / "milestones.csv").read_text(encoding="utf-8")


def test_an_outside_edit_is_merged_and_leaves_focus_and_scrolling(
    dashboard: str, data: Path, page: Page
) -> None:
    open_data(page, dashboard)
    page.evaluate(
        "dataView.grid.goTo(dataView.rows.idOf('milestones', ['soyuz5-second-flight']), 'title')"
    )
    write(page, FLIGHT, "title", "Edited here")
    grid = page.evaluate_handle("document.querySelector('#data-grid .ag-root-wrapper')")
    top = page.evaluate("document.querySelector('.ag-body-viewport').scrollTop")
    assert top > 0
    path = data / "milestones.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Soyuz-5 third flight", "Edited outside", 1), encoding="utf-8")
    expect(cell(page, "soyuz5-third-flight", "title")).to_have_text("Edited outside")
    expect(cell(page, FLIGHT, "title")).to_have_text("Edited here")
    assert page.evaluate("document.querySelector('.ag-body-viewport').scrollTop") == top
    assert page.evaluate("grid => grid.isConnected", grid)
    assert page.evaluate("dataView.grid.focused().row.key[0]") == FLIGHT
    save(page)
    assert "Edited here" in path.read_text(encoding="utf-8")
    assert "Edited outside" in path.read_text(encoding="utf-8")


class Restarting:
    """A server that is stopped and started again at the same address."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = 0
        self.start()

    def start(self) -> None:
        app = create_app(LiveProgramme(self.data, lambda: TODAY))
        self.server = create_server(app.server, host="127.0.0.1", port=self.port, **WAITRESS)
        self.port = int(self.server.effective_port)
        self.loop = threading.Thread(target=self._run, daemon=True)
        self.loop.start()

    def _run(self) -> None:
        with suppress(OSError, ValueError):
            self.server.run()

    def stop(self) -> None:
        self.server.task_dispatcher.shutdown()
        self.server.close()
        # While a connection is open the loop goes on; one just let in is found after its end.
        hang_up(self.server)
        self.loop.join(timeout=5)
        hang_up(self.server)


@pytest.fixture
def restarting(data: Path) -> Iterator[Restarting]:
    server = Restarting(data)
    yield server
    server.stop()


def test_twenty_restarts_under_an_open_page_lose_nothing(
    restarting: Restarting, data: Path, page: Page, complaints: Complaints
) -> None:
    complaints.expected = ("Failed to load resource", "Failed to fetch", "Callback")
    open_data(page, f"http://127.0.0.1:{restarting.port}", f"?q={FLIGHT}")
    for n in range(20):
        write(page, FLIGHT, "place", f"Site {n}")
        if n % 5 == 0:
            restarting.stop()
            page.click("#data-save")
            expect(page.locator("#data-told")).to_contain_text("your changes stay in this tab")
            restarting.start()
        else:
            restarting.stop()
            restarting.start()
        expect(cell(page, FLIGHT, "place")).to_have_text(f"Site {n}")
        expect(count(page)).to_have_text("1 change in 1 row")
    page.click("#data-save")
    expect(page.locator("#data-told")).to_have_text("Saved.")
    assert sum("Site 19" in line for line in lines(data / "milestones.csv")) == 1


def test_read_only_shows_the_rows_and_nothing_to_edit_them_with(data: Path, page: Page) -> None:
    with served(data, door=Door(may_edit=False)) as address:
        open_data(page, address, f"?q={FLIGHT}")
        expect(page.locator(".data-read-only")).to_contain_text("Read-only")
        assert page.locator("#data-actions, #data-save, #data-record").count() == 0
        cell(page, FLIGHT, "title").dblclick()
        page.keyboard.type("x")
        page.keyboard.press("Delete")
        expect(cell(page, FLIGHT, "title")).to_have_text("Soyuz-5 second flight")
        page.context.close()


def test_a_column_of_ones_own_stands_in_its_place_and_can_be_hidden(
    tmp_path: Path, page: Page
) -> None:
    columns = ("id", "desk.note", "title", "category", "source", "confidence")
    rows = [milestone("first-flight", **{"desk.note": "ask Astana"})]
    (tmp_path / "milestones.csv").write_bytes(csv_bytes(columns, rows))
    with served(tmp_path) as address:
        open_data(page, address)
        heads = page.locator("#data-grid .ag-header-cell-text").all_inner_texts()
        assert heads == list(columns)
        write(page, "first-flight", "desk.note", "asked")
        expect(cell(page, "first-flight", "desk.note")).to_have_text("asked")
        page.click("#data-columns")
        page.get_by_role("checkbox", name="category").uncheck()
        assert "category" not in page.locator("#data-grid .ag-header-cell-text").all_inner_texts()
        page.keyboard.press("Escape")
        page.click(".data-tabs a >> nth=1")
        expect(page.locator("#data-nothing")).to_contain_text("No announcement is on record.")
        page.click(".data-tabs a >> nth=0")
        page.click("#data-discard")
        page.context.close()


def test_problems_lead_to_their_cells_and_are_told_under_keyboard_focus(
    dashboard: str, page: Page
) -> None:
    open_data(page, dashboard)
    page.click("#data-problem-count")
    way = page.locator("#data-problem-list .data-way").first
    name = way.inner_text().split(" · ")
    way.click()
    assert page.evaluate("dataView.grid.focused().row.key[0]") == name[0]
    expect(page.locator("#data-tip")).to_be_visible()
    expect(page.locator("#data-cell")).to_contain_text(name[1])


SIZES = ((1440, "light"), (1440, "dark"), (390, "light"))


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_the_view_has_no_accessibility_fault_and_keeps_to_the_page(
    dashboard: str, new_page: Open, width: int, scheme: str
) -> None:
    page = new_page(viewport={"width": width, "height": 844}, color_scheme=scheme)
    open_data(page, dashboard, f"?q={FLIGHT}")
    write(page, FLIGHT, "title", "Another name")
    page.click("#data-show")
    expect(page.locator(".diff-added mark")).to_be_visible()
    assert faults(page) == []
    page.click("#data-record")
    assert faults(page) == []
    page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("#data-discard")


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
