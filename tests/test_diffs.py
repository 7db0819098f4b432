"""A diff of the files shows what changed, and nothing in it acts on a terminal."""

from tracker.diffs import diff
from tracker.store import Content

OLD = Content(b"id,title\na,1\nb,2\nc,3\n", None)


def test_nothing_is_said_of_what_stays(tmp_path):
    assert diff(tmp_path, OLD, OLD) == ""


def test_both_files_are_shown_under_their_names(tmp_path):
    new = Content(b"id,title\na,1\nb,9\nc,3\n", b"milestone\nb\n")
    assert diff(tmp_path, OLD, new).splitlines() == [
        f"--- {tmp_path}/milestones.csv",
        f"+++ {tmp_path}/milestones.csv",
        "@@ -2,3 +2,3 @@",
        " a,1",
        "-b,2",
        "+b,9",
        " c,3",
        "--- /dev/null",
        f"+++ {tmp_path}/announcements.csv",
        "@@ -0,0 +1,2 @@",
        "+milestone",
        "+b",
    ]


def test_a_missing_line_end_is_told(tmp_path):
    new = OLD._replace(milestones=OLD.milestones[:-1])
    assert diff(tmp_path, OLD, new).splitlines()[-3:] == [
        "-c,3",
        "+c,3",
        "\\ No newline at end of file",
    ]


def test_text_is_shown_whatever_its_encoding(tmp_path):
    old = Content("id;title\nа;Байтерек\n".encode("cp1251"), None)
    new = Content("id;title\nа;Восточный\n".encode("cp1251"), None)
    assert "+а;Восточный" in diff(tmp_path / "milestones.csv", old, new)


def test_nothing_acts_on_the_terminal(tmp_path):
    new = Content(b"id,title\na,\x1b[31m\xe2\x80\xae\tred\n", None)
    assert "+a,\\x1b[31m\\u202e\tred" in diff(tmp_path, OLD, new)
