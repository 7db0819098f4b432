"""Every sentence of a command, of its help and of what it is refused for comes from the catalogue.

The commands answer in the language that `test_languages` made up: a Latin letter outside the
brackets is a text that nobody can translate, unless it is a code, an option or a name.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from builders import REAL_DATA, csv_bytes, milestone, said
from test_languages import SAME, outside, pseudo

from tracker import cli, schema
from tracker.cli import main
from tracker.exchange_commands import agreed
from tracker.messages import Messages
from tracker.words import Words

Capture = pytest.CaptureFixture[str]

DAY = "2026-11-22"
COLUMNS = {*schema.MILESTONE_COLUMNS, *schema.ANNOUNCEMENT_COLUMNS, *schema.CATEGORIES}
# What is typed and read as it is: options, commands, columns, formats; lists of words to choose
# from; lines of a file.
TYPED = re.compile(
    SAME.pattern
    + r"|(?<![\w-])--?[a-z][a-z-]*|\{[a-z0-9,-]+\}|^ *\d* \| .*$|\[[a-z-]+\]"
    + r"|\b(?:tracker|URL|HEAD|MB|git|Soyuz-5|TRACKER_\w+)\b"
    + rf"|\b(?:{'|'.join(sorted(COLUMNS, key=len, reverse=True))})\b",
    re.MULTILINE,
)
COMMANDS = tuple(next(action.choices for action in cli.parser()._actions if action.choices) or ())
FORMS = r"\b(?:ics|atom|json|md|xlsx|zip|text|github)\b"


def untranslated(text: str) -> list[str]:
    """The lines in which something stands outside the brackets that a translator should see."""
    left = TYPED.sub("", outside(text))
    return [line for line in left.splitlines() if re.search("[A-Za-z]", line)]


@pytest.fixture(autouse=True)
def where_nothing_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What a command writes without being told where is not left beside the code."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def in_made_up_language(monkeypatch: pytest.MonkeyPatch) -> None:
    def words(lang: str) -> Words:
        return pseudo() if lang == "ru" else Words(lang)

    monkeypatch.setattr(cli, "words", words)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return greek_folder(tmp_path / "data")


def greek_folder(data: Path) -> Path:
    """A small record in letters that no message has: a flight that slipped, one without a date,
    one that happened, one that was given up."""
    written = {"title": "Πτήση", "title_ru": "Полёт", "source": "https://e.org/a"}
    rows = [
        milestone("flight-1", **written, baseline="2022", planned="2027"),
        milestone("flight-2", title="Άλλη", title_ru="Другой", source="", confidence="low"),
        milestone("flight-3", **written, actual="2024"),
        milestone("flight-4", **written, outcome="cancelled"),
    ]
    facts = {"milestone": "flight-1", "speaker": "Α. Β.", "organisation": "Γ", "publisher": "Δ"}
    record = [said("2020-01-01", "2022", **facts), said("2026-10-01", "2027", **facts)]
    data.mkdir()
    (data / "milestones.csv").write_bytes(csv_bytes(schema.MILESTONE_COLUMNS, rows))
    (data / "announcements.csv").write_bytes(csv_bytes(schema.ANNOUNCEMENT_COLUMNS, record))
    return data


def told(capsys: Capture, *arguments: object) -> str:
    with suppress(SystemExit):  # argparse ends the process after its help or its complaint
        main(["--lang", "ru", *map(str, arguments)])
    return "".join(capsys.readouterr())


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_of_a_command_comes_from_the_catalogue(capsys: Capture, command: str) -> None:
    shown = told(capsys, *filter(None, [command]), "--help")
    assert "⟦" in shown
    # The list of commands and what stands before each.
    names = rf"\b(?:{'|'.join(COMMANDS)})\b|{FORMS}"
    assert untranslated(re.sub(names, "", shown)) == []


ANSWERED: tuple[tuple[object, ...], ...] = (
    *(("check",), ("check", "--format", "github"), ("check", "--fix"), ("status",), ("list",)),
    *(("check", "--health"), ("check", "--health", "--format", "github")),
    *(("show", "flight-1"), ("show", "flight-2"), ("sources",), ("date", "IV кв. 2025")),
    *(("date", "32 мая 2025"), ("date", "03/04/2026"), ("changes", "--since", "2019-01-01")),
    ("changes", "--since", DAY, "--as-of", DAY),
    *(("forecast",), ("forecast", "flight-1"), ("forecast", "--backtest"), ("forecast", "ничто")),
    ("list", "--as-of", "2099-01-01"),
    *(("fmt", "--sort", "--dry-run"), ("fmt", "--dates", "--column", "source")),
    ("complete", "flight-1", "2026-05", "--source", "https://e.org/b", "--dry-run"),
    ("add", "flight-3", "--title", "Новый", "--category", "launch", "--dry-run"),
)
REFUSED: tuple[tuple[object, ...], ...] = (
    *((), ("nothing",), ("show",), ("list", "--json=1"), ("list", "--as-of"), ("list", "17")),
    *(("list", "--as-of", "2026"), ("list", "--as-of", "когда"), ("list", "--d", "1", "--x")),
    *(("show", "flight-9"), ("show", "ничто"), ("show", "flight-2", "--as-of", "1999-01-01")),
    *(("changes",), ("changes", "--since", "2099-01-01")),
    ("changes", "--since", "2026-02-01", "--until", "2026-01-01"),
    ("changes", "--since", "2026-02-01", "--as-of", "2026-01-01"),
    *(("changes", "--against", "ничто"), ("check", "--fix", "--format", "json")),
    ("check", "--fix", "--health"),
    *(("serve", "--port", "много"), ("serve", "--host", "0.0.0.0"), ("serve", "--hosts", "*")),
    *(("serve", "--read-only", "--allow-edit"), ("fmt",), ("fmt", "--column", "ничто")),
    ("complete", "flight-1", "когда", "--source", "https://e.org/b"),
    ("complete", "flight-9", "2026", "--source", "https://e.org/b"),
    ("complete", "flight-1", "2099-01-01", "--source", "https://e.org/b"),
    ("add", "flight-1", "--title", "Новый", "--category", "launch"),
    *(("export", "pdf"), ("export", "ics", "-o", "/ничто/a.ics"), ("import", "/ничто.xlsx")),
    *(("report", "--only", "flight-9"), ("report", "--only", "ground"), ("report", "-o", "/a/b")),
    ("report", "--since", "2099-01-01"),
    ("report", "--pdf", "--browser", "/ничто"),
    *(("site", "--base", "ничто"), ("site", "-o", "/dev/null/a"), ("site", "--browser", "/ничто")),
)


@pytest.mark.parametrize("arguments", [*ANSWERED, *REFUSED], ids=lambda a: " ".join(map(str, a)))
def test_what_a_command_says_comes_from_the_catalogue(
    capsys: Capture, folder: Path, arguments: tuple[object, ...]
) -> None:
    where = ("--data", folder) if arguments and arguments[0] in COMMANDS else ()
    shown = told(capsys, *arguments, *where)
    shown = re.sub(rf"^tracker (?:{'|'.join(COMMANDS)}): ", "", shown)
    # The lines of a diff are those of the files; what GitHub reads has names of its own.
    shown = re.sub(r"^::\w+ file=.*::", "", shown, flags=re.MULTILINE)
    shown = re.sub(r"^[-+ @].*,.*$|^(?:---|\+\+\+) .*$|^@@ .*$", "", shown, flags=re.MULTILINE)
    assert shown
    assert untranslated(shown) == []


@pytest.mark.parametrize("arguments", [(), ("flight-1",), ("--backtest",)])
def test_a_forecast_says_all_of_it_in_the_reader_s_language(
    capsys: Capture, folder: Path, arguments: tuple[str, ...]
) -> None:
    shutil.copytree(REAL_DATA / "reference", folder / "reference")
    shown = told(capsys, "forecast", *arguments, "--data", folder, "--as-of", DAY)
    assert "⟦" in shown
    formula = r"^ *ln r ~ .*$"
    assert untranslated(re.sub(formula, "", shown, flags=re.MULTILINE)) == []


def test_an_import_says_all_of_it_in_the_reader_s_language(
    capsys: Capture, folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.csv"
    rows = (folder / "milestones.csv").read_text("utf-8").replace("2027", "2028").splitlines(True)
    copy.write_text("".join(rows[:2]), "utf-8")
    shown = told(capsys, "import", copy, "--dry-run", "--data", folder)
    assert untranslated(shown.replace(str(tmp_path), "").replace("2027 -> 2028", "")) == []
    assert untranslated(told(capsys, "import", copy, "--data", folder)) == []


@pytest.mark.parametrize("answer", ["y", "YES", "Да", "д"])
def test_a_question_takes_the_answers_of_its_language_and_y(
    monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    say = Words("ru", Messages({"Make these changes? [y/N]": "Внести? [д/Н]", "y yes": "д да"}))
    asked: list[str] = []
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda text: asked.append(text) or answer)
    assert agreed("...", say, yes=False)
    assert asked == ["Внести? [д/Н] "]
    monkeypatch.setattr("builtins.input", lambda _: "н")
    assert not agreed("...", say, yes=False)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_english_needs_no_catalogue() -> None:
    code = "import sys; from tracker.cli import main; main(['date', '2025']); print(*sys.modules)"
    asked = [sys.executable, "-c", code]
    loaded = subprocess.run(asked, capture_output=True, text=True, cwd=REAL_DATA.parent).stdout
    assert "tracker.words" in loaded
    assert "babel" not in loaded
