"""Bytes -> text: which encoding a file is in, and what is no table at all.

Nothing is guessed in silence. UTF-8 and marked UTF-16 are read; windows-1251 and windows-1252,
which spreadsheets with Russian or French settings write, are read with a warning when only one
of the two makes words; everything else is refused with the way out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tracker.faults import Place, fault
from tracker.messages import filled, message
from tracker.problems import Problem

MAX_BYTES: Final = 50_000_000
# The rows of so small a piece are gone again before the garbage collector looks at them.
PIECE_BYTES: Final = 1 << 16

UTF_32_MARKS: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
UTF_16_MARKS: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}

# Blanks in any encoding that is read, marks included.
BLANK_BYTES: Final = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"

# First bytes -> what the file really is.
SIGNATURES: Final = message(
    (
        (b"PK\x03\x04", "an Excel or LibreOffice workbook (or another zip file)"),
        (b"PK\x05\x06", "an empty zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook (.xls)"),
        (b"\x1f\x8b", "a gzip file"),
        (b"BZh", "a bzip2 file"),
        (b"\xfd7zXZ\x00", "an xz file"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip file"),
        (b"\x28\xb5\x2f\xfd", "a zstd file"),
        (b"%PDF", "a PDF document"),
        (b"\x89PNG", "a picture"),
        (b"SQLite format 3\x00", "a SQLite database"),
        (b"PAR1", "a Parquet file"),
        (b"{\\rtf", "an RTF document"),
        (b"version https://git-lfs", "a Git LFS pointer, not the file it points to"),
    )
)
# First characters after blanks and a mark, in lower case.
MARKUP: Final = (
    ("<?xml", "an XML document"),
    ("<!doctype", "an HTML page"),
    ("<html", "an HTML page"),
    ("<head", "an HTML page"),
    ("<body", "an HTML page"),
    ("<meta", "an HTML page"),
    ("<table", "an HTML page"),
    ("<div", "an HTML page"),
    ("<script", "an HTML page"),
    ("<!--", "an HTML page"),
    ('{"', "a JSON document"),
    ("[{", "a JSON document"),
)

# What Russian words look like, and what French, German or Spanish ones do. Inverted case
# ("оСЯЙ") is KOI8-R read as windows-1251.
CYRILLIC_WORD: Final = re.compile(r"№|[а-яёі]+|[А-ЯЁІ][А-ЯЁІа-яёі]*")
WESTERN: Final = frozenset("àâäæçèéêëîïôöœùûüÿñßáíóúãõåøÀÂÄÆÇÈÉÊËÎÏÔÖŒÙÛÜŸÑÁÍÓÚÃÕÅØ¡¿ªº¹²³")
UNDECIDED_WORD_BYTES: Final = bytes(
    byte
    for byte in range(0x80, 0x100)
    if bytes([byte]).decode("cp1251", "replace") != bytes([byte]).decode("cp1252", "replace")
)
LEGACY_WORD: Final = re.compile(rb"[A-Za-z" + re.escape(UNDECIDED_WORD_BYTES) + rb"]+")
CLEAR_MAJORITY: Final = 20


@dataclass(frozen=True, slots=True)
class Decoding:
    """How to read the bytes: ``encoding`` is "" when they cannot be read as text."""

    encoding: str
    start: int = 0
    end: int = 0
    problems: tuple[Problem, ...] = ()

    @property
    def bom(self) -> bool:
        return self.start > 0


def decoding(content: bytes, *, name: str) -> Decoding:
    """The encoding of a file's bytes, with what is wrong about it."""
    place = Place(name)
    if len(content) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1_000_000} MB"
        return Decoding("", problems=(fault("too-large", place, limit=limit),))
    if kind := disguise(content):
        return Decoding("", problems=(fault("not-a-table", place, kind=filled(kind)),))
    if is_blank(content):
        return Decoding("", problems=(fault("empty-file", place),))
    if content.startswith(UTF_32_MARKS):
        return Decoding("", problems=(fault("unknown-encoding", place, encoding="UTF-32"),))
    for mark, encoding in UTF_16_MARKS.items():
        if content.startswith(mark):
            return marked_utf_16(content, encoding, place)
    return unmarked(content, place)


def pieces(content: bytes, how: Decoding) -> Iterator[str]:
    """The text in parts of some 60,000 characters, each ending where a line ends.

    A table of 100,000 rows is never held as text besides its cells.
    """
    decoder = codecs.getincrementaldecoder(how.encoding)()
    waiting: list[str] = []
    for at in range(how.start, how.end, PIECE_BYTES):
        text = decoder.decode(content[at : min(at + PIECE_BYTES, how.end)])
        # A CR in the last place may be the first half of a CRLF.
        cut = (text.rfind("\n") + 1) or (text.rfind("\r", 0, -1) + 1)
        if cut:
            yield "".join((*waiting, text[:cut]))
            waiting = []
        waiting.append(text[cut:])
    if rest := "".join(waiting):
        yield rest


def is_blank(content: bytes) -> bool:
    return not (content[:1000].strip(BLANK_BYTES) or content.strip(BLANK_BYTES))


def disguise(content: bytes) -> str:
    """What the file is when it is no table, by its first bytes; "" when it may be one."""
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    start = content[:200].replace(b"\x00", b"").lstrip(BLANK_BYTES)
    opening = start.decode("latin-1").lower()
    return next((kind for begins, kind in MARKUP if opening.startswith(begins)), "")


def marked_utf_16(content: bytes, encoding: str, place: Place) -> Decoding:
    try:
        text = content[2:].decode(encoding)
    except UnicodeDecodeError as error:
        readable = 2 + error.start
        key = "truncated-character" if error.end >= len(content) - 2 else "broken-character"
        at = place.on(line_of(content[2:readable].decode(encoding)))
        end = readable if key == "truncated-character" else 0
        return Decoding(encoding if end else "", 2, end, (fault(key, at, encoding="UTF-16"),))
    if "\x00" in text:
        at = place.on(line_of(text[: text.index("\x00")]))
        return Decoding("", problems=(fault("nul-byte", at),))
    return Decoding(encoding, 2, len(content))


def unmarked(content: bytes, place: Place) -> Decoding:
    if b"\x00" in content:
        return with_nul(content, place)
    start = 3 if content.startswith(codecs.BOM_UTF8) else 0
    if is_utf_8(content):
        return Decoding("utf-8", start, len(content))
    return not_utf_8(content, start, place)


def with_nul(content: bytes, place: Place) -> Decoding:
    at = place.on(content.count(b"\n", 0, content.index(b"\x00")) + 1)
    # Text of two bytes a character has a NUL in nearly every other place.
    unmarked_utf_16 = content.count(b"\x00") > len(content) // 3
    key = "nul-byte:utf-16" if unmarked_utf_16 else "nul-byte"
    return Decoding("", problems=(fault(key, at),))


def is_utf_8(content: bytes) -> bool:
    """Looked at in parts: 50 MB are not held as text only to know this."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(content), PIECE_BYTES):
            decoder.decode(content[at : at + PIECE_BYTES])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def not_utf_8(content: bytes, start: int, place: Place) -> Decoding:
    """UTF-8 with a fault in it, or one of the two encodings that spreadsheets write."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    if not start and sound <= broken:
        return legacy(content, place)
    at = place.on(line_of(text[: text.index("\ufffd")]))
    cut = broken == 1 and text.endswith("\ufffd")
    if not cut:
        return Decoding("", problems=(fault("broken-character", at, encoding="UTF-8"),))
    whole = len(text[:-1].encode("utf-8"))
    found = fault("truncated-character", at, encoding="UTF-8")
    return Decoding("utf-8", start, whole, (found,))


def legacy(content: bytes, place: Place) -> Decoding:
    """windows-1251 or windows-1252 when only one of them makes words of the bytes."""
    if not first_legacy_word(content):
        return accepted(content, "cp1252", place)  # quotes and dashes: the same in both
    cyrillic = western = neither = 0
    for word in set(LEGACY_WORD.findall(content)):
        if word.isascii() or len(word) == 1:
            continue
        readings = (is_cyrillic(word), is_western(word))
        cyrillic += readings == (True, False)
        western += readings == (False, True)
        neither += readings == (False, False)
    if neither * 10 > cyrillic + western:
        return Decoding(
            "", problems=(fault("unknown-encoding", place, encoding=filled("not UTF-8")),)
        )
    if cyrillic > CLEAR_MAJORITY * western:
        return accepted(content, "cp1251", place)
    if western > CLEAR_MAJORITY * cyrillic:
        return accepted(content, "cp1252", place)
    return ambiguous(content, place)


def accepted(content: bytes, encoding: str, place: Place) -> Decoding:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return Decoding(
            "", problems=(fault("unknown-encoding", place, encoding=filled("not UTF-8")),)
        )
    sample = first_legacy_word(content) or re.findall(rb"[\x80-\xff]", content)[0]
    line = content.count(b"\n", 0, content.index(sample)) + 1
    found = fault(
        "legacy-encoding",
        place.on(line),
        sample.decode(encoding),
        encoding=encoding.replace("cp", "windows-"),
    )
    return Decoding(encoding, 0, len(content), (found,))


def ambiguous(content: bytes, place: Place) -> Decoding:
    sample = first_legacy_word(content)
    found = fault(
        "ambiguous-encoding",
        place.on(content.count(b"\n", 0, content.index(sample)) + 1),
        cyrillic=sample.decode("cp1251", "replace"),
        western=sample.decode("cp1252", "replace"),
    )
    return Decoding("", problems=(found,))


def first_legacy_word(content: bytes) -> bytes:
    """The first word that tells the two apart, if possible one of more than a letter."""
    words = (found[0] for found in LEGACY_WORD.finditer(content) if not found[0].isascii())
    first = next(words, b"")
    return first if len(first) != 1 else next((word for word in words if len(word) > 1), first)


def is_cyrillic(word: bytes) -> bool:
    return CYRILLIC_WORD.fullmatch(word.decode("cp1251", "replace")) is not None


def is_western(word: bytes) -> bool:
    """Accents are rare in a western word: two of them in "été", never a whole word of them."""
    letters = word.decode("cp1252", "replace")
    accented = [letter for letter in letters if not letter.isascii()]
    return len(accented) * 2 <= len(letters) + 1 and WESTERN.issuperset(accented)


def line_of(before: str) -> int:
    """The line, from 1, on which the text after ``before`` begins."""
    return len(re.findall(r"\r\n|\r|\n", before)) + 1
