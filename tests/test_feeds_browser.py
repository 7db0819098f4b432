"""From the foot of a page to the list of feeds, and from there to the files."""

from __future__ import annotations

import json
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from builders import REAL_DATA
from conftest import Complaints, go, settle, until
from playwright.sync_api import Page


def test_the_foot_leads_to_the_list_and_the_list_to_the_files(
    standing: str, page: Page, complaints: Complaints
) -> None:
    # Beside a file that is no page a browser looks for a picture that there is none of.
    complaints.expected = ("404",)
    go(page, f"{standing}/?as_of=2024-10-15")
    page.get_by_role("link", name="Feeds and downloads").click()
    page.wait_for_url("**/sources?as_of=2024-10-15#feeds")
    settle(page)
    listed = page.locator("#feeds")
    listed.wait_for()
    until(page, "document.getElementById('feeds').getBoundingClientRect().top < 900")
    found = Axe().run(page, context="#feeds")
    assert found.violations_count == 0, found.generate_report()
    listed.get_by_role("link", name="milestones.json", exact=True).first.click()
    page.wait_for_url("**/milestones.json?as_of=2024-10-15")
    assert json.loads(page.evaluate("document.body.innerText"))["as_of"] == "2024-10-15"


def test_a_table_is_saved_as_it_stands(standing: str, page: Page) -> None:
    go(page, f"{standing}/sources")
    with page.expect_download() as saved:
        page.get_by_role("link", name="milestones.csv").click()
    assert saved.value.suggested_filename == "baiterek-2026-11-22-milestones.csv"
    assert Path(saved.value.path()).read_bytes() == (REAL_DATA / "milestones.csv").read_bytes()
