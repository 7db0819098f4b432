"""The Data view without a browser: what stands on the page, which columns are edited with what."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import TODAY, csv_bytes, milestone, programme_of, said

from dashboards import data_columns, data_words
from dashboards.app import create_app
from dashboards.dash_elements import Held
from dashboards.elements import Element, to_html
from dashboards.live import LiveProgramme
from dashboards.page import Page, page_of
from dashboards.views import data as view
from dashboards.views.milestone import content as milestone_page
from tracker import csvfile, schema
from tracker.programme import Programme, build
from tracker.store import Files
from tracker.words import words

SCRIPTS = Path(view.__file__).resolve().parent.parent / "assets"


def page(programme: Programme, search: str = "", **given: object) -> Page:
    made = page_of(programme, path="/data", search=search, today=TODAY)
    return replace(made, may_edit=True, **given)  # type: ignore[arg-type]


def two_rows() -> Programme:
    return programme_of(
        [milestone("first-flight", planned="2027"), milestone("second-flight", planned="soon")],
        [said("2026-01-10", "2027")],
    )


@pytest.mark.parametrize(
    ("table", "known"),
    [("milestones", schema.MILESTONE_COLUMNS), ("announcements", schema.ANNOUNCEMENT_COLUMNS)],
)
def test_every_column_of_a_file_has_an_editor_and_a_meaning(
    table: str, known: tuple[str, ...]
) -> None:
    told = data_columns.for_script(words("en"))["tables"][table]["columns"]
    assert set(told) == set(known)
    assert all(column["help"] for column in told.values())


def test_every_date_column_is_edited_as_words_with_their_reading() -> None:
    for table, dates in (
        ("milestones", schema.MILESTONE_DATES),
        ("announcements", schema.ANNOUNCEMENT_DATES),
    ):
        columns = data_columns.COLUMNS[table]  # type: ignore[index]
        assert {name for name, each in columns.items() if each.editor == "date"} == set(dates)


def test_closed_lists_are_those_of_the_schema() -> None:
    milestones, spoken = data_columns.COLUMNS["milestones"], data_columns.COLUMNS["announcements"]
    assert milestones["category"].choices == schema.CATEGORIES
    assert milestones["outcome"].choices == schema.OUTCOMES
    assert spoken["side"].choices == schema.SIDES
    assert spoken["confidence"].choices == schema.CONFIDENCES


def test_the_sentence_counts_rows_and_cells_with_problems() -> None:
    text = to_html(view.content(page(two_rows())))
    assert "2 milestones and 1 announcement are on file in invented; 2 cells have problems." in text


def test_the_address_says_which_file_is_shown() -> None:
    text = to_html(view.content(page(two_rows(), "?table=announcements")))
    assert re.search(r'href="/data\?table=announcements" aria-current="true"', text)
    assert "A. Speaker" in text


def test_the_plain_rows_are_searched_in_every_column() -> None:
    text = to_html(view.content(page(two_rows(), "?q=SECOND soon")))
    assert "second-flight" in text
    assert "first-flight" not in text


def test_a_search_that_finds_nothing_says_so() -> None:
    assert "No row matches “venus”." in to_html(view.content(page(two_rows(), "?q=venus")))


def test_the_plain_rows_are_searched_as_the_grid_is() -> None:
    text = to_html(view.content(page(programme_of([milestone("a", title="Отчёт")]), "?q=ОТЧЕТ")))
    assert "Отчёт</td>" in text


def ids(text: str) -> list[str]:
    return re.findall(r'<th scope="row">([^<]+)</th>', text)


def test_the_plain_rows_stand_in_the_order_of_the_address() -> None:
    rows = [
        milestone("late", planned="end of 2027"),
        milestone("none"),
        milestone("soon", planned="2027-Q1"),
        milestone("gone", planned="2027-Q1", category="ground"),
    ]
    programme = programme_of(rows)
    assert ids(to_html(view.content(page(programme, "?sort=planned+-category")))) == [
        "soon", "gone", "late", "none",
    ]  # fmt: skip
    launches = "?sort=-planned&filter=category.equals.launch"
    assert ids(to_html(view.content(page(programme, launches)))) == ["late", "soon", "none"]


def test_of_a_past_day_rows_are_counted_and_columns_chosen() -> None:
    text = to_html(view.content(page(two_rows(), "?as_of=2026-02-01&q=first&hide=note+place")))
    assert "1 of 2 rows" in text
    assert ">confidence<" in text
    assert 'scope="col"><a href="/data?as_of=2026-02-01&amp;q=first&amp;sort=note' not in text
    assert re.search(r'<a href="[^"]*hide=place[^"]*"><code>note</code></a>', text)
    assert re.search(
        r'<a href="[^"]*hide=note\+place\+title[^"]*" aria-current="true"><code>title</code></a>',
        text,
    )


def test_a_filter_that_no_row_passes_says_so() -> None:
    text = to_html(view.content(page(two_rows(), "?filter=place.notBlank")))
    assert "No row passes the filters." in text


def test_columns_of_ones_own_stand_in_the_plain_rows_where_the_file_has_them() -> None:
    header = ("id", "constructor", "title", "category", "__proto__")
    row = {**milestone("a"), "constructor": "Korolev", "__proto__": "x"}
    content = csv_bytes(header, [{name: row[name] for name in header}])
    files = Files(Path("invented"), csvfile.read(content, name="milestones.csv"), None, "0" * 64)
    text = to_html(view.content(page(build(files, as_of=TODAY))))
    heads = re.findall(r'<th scope="col"><a [^>]*>([^<]+)</a>', text)
    assert heads == list(header)
    assert "<td>Korolev</td>" in text


def test_plain_rows_are_bounded_and_say_so() -> None:
    programme = programme_of([milestone(f"m{n}") for n in range(450)])
    text = to_html(view.content(page(programme)))
    assert text.count('<th scope="row">') == 200
    assert "The first 200 of 450 rows." in text


def test_cells_are_shown_as_text_before_any_script_runs() -> None:
    row = milestone("first-flight", note="<img src=x onerror=alert(1)>")
    text = to_html(view.content(page(programme_of([row]))))
    assert "<img" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text


def test_without_scripts_the_page_says_how_the_files_are_edited() -> None:
    text = to_html(view.content(page(two_rows())))
    assert "Without them edit invented in any editor" in text


def test_today_is_edited_in_a_grid_and_a_past_day_is_a_table() -> None:
    programme = two_rows()
    assert isinstance(view.layout(page(programme)), Held)
    past = view.layout(page(programme, "?as_of=2026-05-01"))
    assert isinstance(past, Element)
    assert "Read-only: these are the rows as known then." in to_html(past)


def test_a_day_served_as_today_shows_no_more_than_was_known_then() -> None:
    programme = programme_of([milestone("first-flight")], [said("2026-11-20", "2031")])
    served_as_past = replace(
        page_of(programme, path="/data", search="?table=announcements", today=date(2026, 5, 1)),
        read_on=TODAY,
        may_edit=True,
    )
    assert isinstance(view.layout(served_as_past), Element)
    assert "2031" not in to_html(view.content(served_as_past))


def test_whoever_has_the_token_is_led_to_where_it_is_entered() -> None:
    asked = replace(page(two_rows()), may_edit=False, may_enter=True)
    told = to_html(view.layout(asked).head)
    assert "Read-only until the token is entered." in told
    assert '<a href="/enter" target="_self">Enter the token to edit →</a>' in told


def test_read_only_has_no_button_that_edits_and_says_why() -> None:
    asked = replace(page(two_rows()), may_edit=False)
    layout = view.layout(asked)
    assert "Read-only: this tracker is served for looking at" in to_html(layout.head)
    told = str(layout.body)
    assert "data-search" in told
    for name in ("data-save", "data-add", "data-record", "data-announce"):
        assert f'id="{name}"' not in told


def test_a_milestone_leads_to_its_row_only_where_it_may_be_edited() -> None:
    programme = two_rows()
    asked = page_of(programme, path="/milestone/first-flight", search="", today=TODAY)
    assert "/data?" not in to_html(milestone_page(asked))
    text = to_html(milestone_page(replace(asked, may_edit=True)))
    assert 'href="/data?record=first-flight"' in text
    assert 'href="/data?q=first-flight"' in text


def test_scripts_say_only_what_the_server_words() -> None:
    known = data_words.for_script(words("en"))
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(SCRIPTS.glob("data*.js")))
    asked = set(re.findall(r'say\("([a-z_]+)"', code))
    assert asked
    assert asked <= set(known)


def test_scripts_make_no_html_of_a_text_and_run_none() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(SCRIPTS.glob("data*.js")))
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function"):
        assert way not in code


@pytest.mark.parametrize(("path", "loads"), [("/data", True), ("/", False), ("/timeline", False)])
def test_only_the_data_view_loads_the_grid(path: str, loads: bool, data: Path) -> None:
    client = create_app(LiveProgramme(data, lambda: TODAY)).server.test_client()
    text = client.get(path).text
    assert ("/dash_ag_grid/" in text) is loads
    assert ("/assets/data" in text) is loads


def test_a_change_of_the_data_leaves_the_grid_alone(data: Path) -> None:
    app = create_app(LiveProgramme(data, lambda: TODAY))
    client = app.server.test_client()
    client.environ_base["HTTP_ORIGIN"] = "http://localhost"
    first, second = (_shown(client, kind) for kind in ("", "held /data"))
    assert "page" in first
    assert "page" not in second
    assert 'data-table="milestones"' in second["still"]["data-html"]


def _shown(client: object, kind: str) -> dict[str, dict[str, str]]:
    names = json.loads(client.get("/_dash-dependencies").text)  # type: ignore[attr-defined]
    show = next(each for each in names if "page.children" in each["output"])
    values = {"url.pathname": "/data", "url.search": "", "frame.data-kind": kind}
    outputs = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=True))
               for name in show["output"].strip(".").split("...")]  # fmt: skip

    def given(part: str) -> list[dict[str, object]]:
        return [
            {**each, "value": values.get(f"{each['id']}.{each['property']}")} for each in show[part]
        ]

    body = {
        "output": show["output"],
        "outputs": outputs,
        "inputs": given("inputs"),
        "state": given("state"),
    }
    return json.loads(client.post("/_dash-update-component", json=body).text)["response"]  # type: ignore[attr-defined, no-any-return]
