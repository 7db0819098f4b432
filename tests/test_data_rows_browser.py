"""Rows in the Data view: new ones cell by cell, pasted ones, deleted ones with what names them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from builders import csv_bytes, milestone
from conftest import Complaints, served
from playwright.sync_api import Locator, Page, expect
from test_data_browser import FLIGHT, Restarting, cell, count, lines, open_data, save, write
from test_data_browser import restarting as restarting  # a fixture

Open = Callable[..., Page]
NEW = "new|"
PASTING = {"permissions": ["clipboard-read", "clipboard-write"]}


def paste(page: Page, text: str, html: str = "") -> None:
    """Put a text on the clipboard, as another program does, and paste it."""
    page.evaluate(
        """([text, html]) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          if (html) data.setData("text/html", html);
          const told = { clipboardData: data, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", told));
        }""",
        [text, html],
    )


def rows(data: Path, name: str = "milestones") -> list[dict[str, str]]:
    with (data / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# New rows ---------------------------------------------------------------------------------------


def test_an_empty_new_row_is_no_fault_and_is_in_the_way_of_no_other_edit(
    dashboard: str, page: Page
) -> None:
    open_data(page, dashboard)
    page.click("#data-add")
    expect(page.locator("#data-tip")).to_have_text("New row, not filled in yet")
    write(page, "baikonur-lease-1994", "actual", "soon")
    mark = cell(page, "baikonur-lease-1994", "actual").locator(".data-mark.error")
    expect(mark).to_be_visible()
    expect(page.locator("#data-told")).to_have_text("")
    assert page.locator(".ag-row[row-id^=new] .data-mark").count() == 0
    page.click("#data-discard")


def test_what_a_new_row_lacks_is_not_filled_in_yet_until_it_is_saved(
    dashboard: str, page: Page
) -> None:
    open_data(page, dashboard)
    page.click("#data-add")
    write(page, NEW, "title", "A new one")
    mark = cell(page, NEW, "id").locator(".data-mark")
    expect(mark).to_have_attribute("aria-label", "Not filled in yet")
    assert page.locator(".ag-row[row-id^=new] .data-error").count() == 0
    expect(page.locator("#data-problem-count")).to_have_text("13 cells with problems")
    page.click("#data-save")
    expect(page.locator("#data-told")).to_contain_text("Not saved.")
    expect(cell(page, NEW, "id").locator(".data-mark.error")).to_be_visible()
    page.click("#data-add")
    write(page, f"{NEW}", "title", "Another")
    expect(page.locator(".ag-row[row-id^=new] .data-mark.unfilled").first).to_be_visible()
    page.click("#data-discard")


def test_a_new_row_is_filled_in_cell_by_cell_with_the_keyboard_alone(
    dashboard: str, data: Path, page: Page
) -> None:
    open_data(page, dashboard)
    page.focus("#data-add")
    page.keyboard.press("Enter")
    expect(page.locator(".ag-row[row-id^=new] .ag-cell-focus")).to_be_visible()
    for text in ("a-new-one", "A new one", "launch", "", "2026-Q3", "end of 2027"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
        expect(page.locator(".data-field-in-cell")).to_be_focused()
    page.keyboard.press("Escape")
    save(page)
    row = next(row for row in rows(data) if row["id"] == "a-new-one")
    said = [row[name] for name in ("title", "category", "start", "baseline", "planned")]
    assert said == ["A new one", "launch", "", "2026-Q3", "end of 2027"]


# Pasting ----------------------------------------------------------------------------------------


def test_rows_and_columns_of_a_spreadsheet_are_pasted_and_undone_in_one_step(
    dashboard: str, page: Page
) -> None:
    open_data(page, dashboard, "?q=soyuz5&sort=id")
    page.locator('.ag-row[row-index="0"] [col-id="baseline"]').click()
    paste(page, 'one\t"two\nlines"\r\n\t"said ""so"""\r\n', "<table></table>")
    expect(page.locator("#data-told")).to_have_text("4 cells pasted.")
    said = [
        page.evaluate(
            "i => { const { cells } = dataView.grid.api().getDisplayedRowAtIndex(i).data;"
            "return [cells.baseline, cells.planned]; }",
            row,
        )
        for row in (0, 1)
    ]
    assert said == [["one", "two\nlines"], ["", 'said "so"']]
    page.keyboard.press("Control+z")
    expect(page.locator("#data-bar")).to_be_hidden()
    page.keyboard.press("Control+y")
    expect(count(page)).to_contain_text("in 2 rows")
    page.click("#data-discard")


def test_what_finds_no_cell_is_told(dashboard: str, page: Page) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}&hide=title_fr+title_ru")
    page.evaluate("dataView.grid.goTo(dataView.grid.api().getDisplayedRowAtIndex(0).id, 'note')")
    last = page.evaluate("dataView.grid.api().getDisplayedRowCount()")
    paste(page, "\n".join(["a\tb\tc"] * last))
    expect(page.locator("#data-told")).to_have_text(
        f"{2 * last} cells pasted. "
        f"{last} cells found no place: the rows and columns shown end here."
    )
    page.click("#data-discard")


def test_a_text_of_several_lines_is_one_note(dashboard: str, page: Page) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    page.evaluate(
        "id => dataView.grid.goTo(dataView.rows.idOf('milestones', [id]), 'note')", FLIGHT
    )
    paste(page, "first line\r\nsecond line\r\n")
    expect(count(page)).to_have_text("1 change in 1 row")
    told = page.evaluate("dataView.grid.focused().row.cells.note")
    assert told == "first line\nsecond line"
    page.click("#data-discard")


def test_the_keys_are_told_below_the_grid(dashboard: str, page: Page) -> None:
    open_data(page, dashboard)
    page.click("#data-keys summary")
    expect(page.locator("#data-keys")).to_contain_text("from a spreadsheet rows and columns")


# Deleting ---------------------------------------------------------------------------------------


def test_a_milestone_is_deleted_with_all_that_names_it(
    dashboard: str, data: Path, page: Page
) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    said = [row for row in rows(data, "announcements") if row["milestone"] == FLIGHT]
    cell(page, FLIGHT, "title").click()
    page.click("#data-delete")
    expect(page.locator("#data-left")).to_contain_text(
        f"{len(said)} announcements are still of {FLIGHT}, which is deleted."
    )
    page.click("#data-show")
    objections = page.locator("#data-objections li")
    expect(objections.first).to_contain_text(f"{len(said)} rows")
    expect(page.locator("#data-objections")).not_to_contain_text("Did you mean")
    page.get_by_role("button", name="Delete what names it too").click()
    expect(page.locator("#data-left")).to_be_hidden()
    expect(objections).to_have_count(0)
    page.click("#data-undo")
    expect(count(page)).to_have_text("1 change in 1 row")
    page.click("#data-redo")
    save(page)
    assert FLIGHT not in {row["milestone"] for row in rows(data, "announcements")}
    assert not any(FLIGHT in (row["id"], *row["depends_on"].split()) for row in rows(data))
    page.click("#data-take-back")
    save(page)
    assert sum(row["milestone"] == FLIGHT for row in rows(data, "announcements")) == len(said)


def test_a_milestone_that_is_named_elsewhere_may_be_kept(dashboard: str, page: Page) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    cell(page, FLIGHT, "title").click()
    page.click("#data-delete")
    page.get_by_role("button", name="Keep the milestone").click()
    expect(page.locator("#data-bar")).to_be_hidden()


# What is told -----------------------------------------------------------------------------------


def test_the_sentence_on_top_says_what_the_changes_do_to_the_problems(
    dashboard: str, page: Page
) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    write(page, FLIGHT, "baseline", "soon")
    told = page.locator("#data-staged")
    expect(told).to_have_text("With your changes 14 cells have problems.")
    both = cell(page, FLIGHT, "baseline")
    assert "data-changed" in (both.get_attribute("class") or "")
    expect(both.locator(".data-mark.error")).to_be_visible()
    page.click("#data-undo")
    expect(told).to_have_text("")


def test_a_diff_marks_the_words_that_differ_and_line_breaks(dashboard: str, page: Page) -> None:
    open_data(page, dashboard)
    diff = """--- a\n+++ a\n@@ -1 +1,2 @@\n-x,one two,end\n+x,"one\n+three",end\n"""
    told = page.evaluate(
        """diff => dataView.diff(diff).slice(3).map((line) => [
          line.className, [...line.querySelectorAll("mark")].map((one) => one.textContent)])""",
        diff,
    )
    assert told == [
        ["diff-removed", [" two"]],
        ["diff-added", ['"', "↵"]],
        ["diff-added", ['three"']],
    ]


def test_a_message_goes_with_what_it_was_about(dashboard: str, page: Page) -> None:
    open_data(page, dashboard, f"?q={FLIGHT}")
    write(page, FLIGHT, "actual", "soon")
    page.click("#data-save")
    told = page.locator("#data-told")
    expect(told).to_contain_text("Not saved.")
    page.click("#data-undo")
    expect(page.locator("#data-bar")).to_be_hidden()
    page.click("#data-redo")
    expect(count(page)).to_have_text("1 change in 1 row")
    expect(told).to_have_text("")
    page.click("#data-discard")
    expect(told).to_have_text("Discarded.")
    page.click("#data-undo")
    expect(told).to_have_text("")
    page.click("#data-discard")


def test_a_tracker_that_answers_again_is_heard(
    restarting: Restarting, page: Page, complaints: Complaints
) -> None:
    complaints.expected = ("Failed to load resource", "Failed to fetch", "Callback")
    open_data(page, f"http://127.0.0.1:{restarting.port}", f"?q={FLIGHT}")
    write(page, FLIGHT, "place", "Site 45")
    expect(page.locator("#data-told")).to_have_text("")
    restarting.stop()
    page.click("#data-save")
    expect(page.locator("#data-told")).to_contain_text("does not answer")
    restarting.start()
    expect(page.locator("#data-told")).to_have_text("")
    save(page)


# Columns of the reader's own --------------------------------------------------------------------


def own_cell(page: Page, key: str, name: str) -> Locator:
    return page.locator(f'#data-grid .ag-row[row-id*="{key}"] [col-id^="{name}"]').first


def fill_in(page: Page, key: str, name: str, text: str) -> None:
    own_cell(page, key, name).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator(".data-field-in-cell")).to_have_count(0)


def test_columns_with_names_of_the_language_are_shown_edited_and_saved(
    tmp_path: Path, page: Page
) -> None:
    own = ("constructor", "__proto__", "toString")
    header = ("id", *own, "title", "category", "source", "confidence")
    row = {name: "" for name in header} | milestone("first-flight")
    row |= {name: f"was {name}" for name in own}
    (tmp_path / "milestones.csv").write_bytes(csv_bytes(header, [row]))
    with served(tmp_path) as address:
        open_data(page, address)
        heads = page.locator("#data-grid .ag-header-cell-text").all_inner_texts()
        assert heads == list(header)
        for name in own:
            expect(own_cell(page, "first-flight", name)).to_have_text(f"was {name}")
            fill_in(page, "first-flight", name, f"is {name}")
            expect(own_cell(page, "first-flight", name)).to_contain_text(f"is {name}")
        page.click("#data-add")
        write(page, NEW, "id", "second-flight")
        for name in own:
            expect(own_cell(page, NEW, name)).to_have_text("")
            fill_in(page, NEW, name, "new")
        page.click('.ag-header-cell[col-id^="constructor"] .ag-header-cell-label')
        page.reload()
        expect(own_cell(page, "first-flight", "__proto__")).to_have_text("is __proto__")
        cell(page, NEW, "category").click()
        page.keyboard.type("launch")
        page.keyboard.press("Enter")
        save(page)
        page.context.close()
    said = lines(tmp_path / "milestones.csv")
    assert said[1].startswith("first-flight,is constructor,is __proto__,is toString,")
    assert said[2].startswith("second-flight,new,new,new,")
