"""Bring the files of `tracker/locale` in step with the code: new messages in, old ones out.

What is translated already stays as it is; what is missing is told. Exit code 1 when any is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from catalogue.extraction import Said, said_in_product
from tracker.messages import LOCALE
from tracker.schema import LANGUAGES

ENGLISH = LANGUAGES[0]
LINE_WIDTH = 100


def main() -> int:
    template = template_of(said_in_product())
    missing = {lang: brought_up_to_date(lang, template) for lang in LANGUAGES if lang != ENGLISH}
    for lang, n in missing.items():
        print(f"{lang}: {len(template)} messages, {n} to be translated")
    return 1 if any(missing.values()) else 0


def template_of(said: Iterable[Said]) -> Catalog:
    """The messages without a translation. Two that differ only in their plural are one."""
    template = Catalog(charset="utf-8")
    for each in said:
        names = (each.text, each.many) if each.many else each.text
        template.add(names, locations=[(each.file, 0)])
    return template


def brought_up_to_date(lang: str, template: Catalog) -> int:
    """Write a language's file anew; how many of its messages are not translated."""
    path = LOCALE / f"{lang}.po"
    known = Catalog(locale=lang)
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=lang)
    fresh = Catalog(locale=lang, charset="utf-8", fuzzy=False)
    for entry in template:
        if entry.id:
            old = known.get(entry.id[0] if isinstance(entry.id, tuple) else entry.id)
            # What has come to be counted, or is counted no more, is translated anew.
            is_same = old is not None and isinstance(old.id, tuple) == isinstance(entry.id, tuple)
            told = old.string if old is not None and is_same and old.string else None
            fresh.add(entry.id, told, locations=[(name, 0) for name, _ in entry.locations])
    with path.open("wb") as file:
        file.write(header(fresh).encode())
        write_po(file, fresh, width=LINE_WIDTH, omit_header=True)
    return sum(1 for entry in fresh if entry.id and not is_translated(entry.string))


def header(catalog: Catalog) -> str:
    """What stands above the messages: how the file is read, and nothing that changes by itself."""
    told = {
        "Language": catalog.locale_identifier,
        "Plural-Forms": catalog.plural_forms,
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = [f'"{name}: {value}\\n"' for name, value in told.items()]
    return "\n".join(['msgid ""', 'msgstr ""', *lines, "", ""])


def is_translated(told: object) -> bool:
    return all(told) if isinstance(told, (tuple, list)) else bool(told)


if __name__ == "__main__":
    sys.exit(main())
