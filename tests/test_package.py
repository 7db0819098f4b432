"""The archive: read back by zipfile; the same bytes for the same edition."""

from __future__ import annotations

import io
import json
from datetime import date
from zipfile import ZipFile

from builders import REAL_DATA, TODAY

import tracker
from tracker import store
from tracker.exports.documents import DOCUMENTS
from tracker.exports.edition import Edition
from tracker.exports.package import archive, folder

real = tracker.load(REAL_DATA, as_of=TODAY)
content = store.content(REAL_DATA)
NOW = Edition(real, TODAY, content=content)
THEN = Edition(real, date(2024, 10, 15))


def test_the_archive_holds_every_file_and_the_data_to_the_byte() -> None:
    with ZipFile(io.BytesIO(archive(NOW))) as packed:
        assert packed.testzip() is None
        assert {name: packed.read(name) for name in packed.namelist()} == folder(NOW)
        assert packed.read("milestones.csv") == content.milestones
        assert packed.read("announcements.csv") == content.announcements


def test_each_document_finds_its_schema_beside_it() -> None:
    files = folder(NOW)
    for name in DOCUMENTS:
        assert json.loads(files[f"{name}.json"])["$schema"] in files


def test_the_readme_says_of_which_day_and_version_it_is_and_how_to_cite_it() -> None:
    now, then = (folder(edition)["README.md"].decode() for edition in (NOW, THEN))
    assert real.version in now
    assert "As of 22 Nov 2026, data version" in now
    assert "the files as they stand, to the byte" in now
    assert "the rows known on 15 Oct 2024, without what was said or happened since" in then


def test_the_same_edition_gives_the_same_bytes() -> None:
    again = Edition(tracker.load(REAL_DATA, as_of=TODAY), TODAY, content=store.content(REAL_DATA))
    assert archive(NOW) == archive(again)
    assert archive(NOW) != archive(THEN)


def test_files_have_the_day_that_they_tell_of() -> None:
    with ZipFile(io.BytesIO(archive(THEN))) as packed:
        assert {info.date_time[:3] for info in packed.infolist()} == {(2024, 10, 15)}
    # A zip file knows no year before 1980.
    with ZipFile(io.BytesIO(archive(Edition(real, date(1955, 6, 2))))) as packed:
        assert {info.date_time[:3] for info in packed.infolist()} == {(1980, 6, 2)}
