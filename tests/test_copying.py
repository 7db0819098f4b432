"""What can be copied, and what the server is asked to keep before it is handed out."""

from __future__ import annotations

from builders import TODAY, programme_of

from dashboards.copying import copied, copy_anchor, copy_links, copy_text
from dashboards.elements import to_html
from dashboards.page import page_of

PAGE = page_of(programme_of([]), path="/", search="?as_of=2024-10-15", today=TODAY)


def test_a_frozen_link_names_its_day_and_its_version_in_words() -> None:
    html = to_html(copy_links(PAGE))
    assert "Fixes the day, 15 Oct 2024, and the version of the data, 000000000000." in html
    assert 'data-as-of="2024-10-15" data-keep="/keep" data-version="000000000000"' in html


def test_only_what_pins_a_version_asks_to_keep_it() -> None:
    assert to_html(copy_links(PAGE)).count("data-keep") == 1
    assert "data-keep" in to_html(copy_text("cite-plain", "Copy", PAGE))
    assert "data-keep" not in to_html(copy_anchor("said-1", "link", "Copy"))


def test_what_needs_a_script_is_not_shown_without_one() -> None:
    assert "needs-script" in to_html(copy_links(PAGE))
    assert "needs-script" in to_html(copy_text("cite-plain", "Copy", PAGE))
    assert 'href="#said-1"' in to_html(copy_anchor("said-1", "link", "Copy"))


def test_what_was_copied_is_said_aloud() -> None:
    assert 'role="status" data-copied="Copied"' in to_html(copied(PAGE))


def at(origin: str) -> str:
    page = page_of(programme_of([]), path="/", search="", today=TODAY, origin=origin)
    return to_html(copy_links(page))


def test_an_address_of_this_computer_is_called_that() -> None:
    for origin in ("http://127.0.0.1:8050", "http://localhost:8050", "http://[::1]:8050"):
        assert "The address opens on this computer only." in at(origin)
    assert "this computer" not in at("https://baiterek.example.org")
