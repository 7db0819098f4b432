"""What is typed in the Data view shows as typed: in forms, diff, conflicts and messages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import csv_bytes, milestone
from conftest import served, until
from playwright.sync_api import Locator, Page, expect
from test_data_browser import count, open_data
from test_hostile_cells import CANARY, VIOLATIONS, unharmed

from tracker import schema
from tracker.problems import visible

TYPED = {
    "script": "</textarea><script>ran.push('script')</script>",
    "image": "<img src=x class=canary onerror=ran.push('image')>",
    "formula": "=1+1|'cmd'!A0",
    "backwards": "abc\u202egnp.exe",
    "unbroken": "ы" * 300,
    "emoji": "🚀👩‍🚀 2027",
    "template": "{{7*7}} ${7*7} {n} {title}",
}
TYPE = """([id, text]) => dataView.desk.edited(
  dataView.rows.shown("milestones").find((row) => row.base.id === id), "note", text)"""


def rows(note: Callable[[str], str]) -> bytes:
    """A milestone for each text, with what stands in its note."""
    made = [milestone(name, note=note(text)) for name, text in TYPED.items()]
    return csv_bytes(schema.MILESTONE_COLUMNS, made)


def keeps_to_the_window(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    inside = "node => node.scrollWidth <= node.clientWidth + 1"
    for part in page.locator("#data-conflicts, #data-review, dialog[open]").all():
        assert part.evaluate(inside)


def shows(place: Locator, text: str) -> None:
    """Characters that act on a text are told by their codes in messages and in the diff."""
    assert text in (place.text_content() or "")


@pytest.mark.parametrize("width", [1440, 390])
def test_what_is_typed_shows_as_typed_wherever_it_is_told(
    tmp_path: Path, new_page: Callable[..., Page], width: int
) -> None:
    path = tmp_path / "milestones.csv"
    path.write_bytes(rows(lambda _: ""))
    with served(path) as address:
        page = new_page(viewport={"width": width, "height": 900})
        page.add_init_script(CANARY + VIOLATIONS)
        open_data(page, address)
        for name, text in TYPED.items():
            page.evaluate(TYPE, [name, text])
        expect(count(page)).to_have_text("7 changes in 7 rows")
        page.click("#data-show")
        diff = page.locator("#data-diff")
        expect(diff).to_contain_text(TYPED["script"])
        for text in TYPED.values():
            shows(diff, visible(text))
        keeps_to_the_window(page)
        path.write_bytes(rows(lambda text: f"theirs {text}"))
        until(page, "() => document.querySelectorAll('.data-conflict').length === 7")
        for conflict, text in zip(
            page.locator(".data-conflict").all(), TYPED.values(), strict=True
        ):
            assert conflict.locator("dd").all_text_contents() == [text, f"theirs {text}"]
        keeps_to_the_window(page)
        page.click("#data-discard")
        unharmed(page)
        page.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_forms_tell_what_was_typed_as_typed(
    tmp_path: Path, new_page: Callable[..., Page], width: int
) -> None:
    (tmp_path / "milestones.csv").write_bytes(rows(lambda _: ""))
    with served(tmp_path) as address:
        page = new_page(viewport={"width": width, "height": 900})
        page.add_init_script(CANARY + VIOLATIONS)
        open_data(page, address)
        page.click("#data-record")
        for text in (TYPED["script"], TYPED["image"], TYPED["formula"], TYPED["emoji"]):
            for column in ("milestone", "target"):
                page.fill(f"#data-announce-{column}", text)
            with page.expect_response("**/data/plan*"):
                page.get_by_role("button", name="Stage it").click()
            for column in ("milestone", "target"):
                expect(page.locator(f"#data-announce-{column}-fault")).to_contain_text(
                    visible(text)
                )
            keeps_to_the_window(page)
        page.fill("#data-announce-milestone", TYPED["unbroken"])
        with page.expect_response("**/data/plan*"):
            page.get_by_role("button", name="Stage it").click()
        keeps_to_the_window(page)
        unharmed(page)
        page.close()
