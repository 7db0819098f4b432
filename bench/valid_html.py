"""Is the HTML valid? Views, report and site through the Nu Html Checker: `make valid`.

The checker is a Java program that npm brings into a folder that git ignores; it is for development
alone, and no test asks for it.

    python bench/valid_html.py FOLDER_OF_VNU_JAR
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import date
from itertools import product
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

DAY: Final = date(2026, 11, 22)
MILESTONE: Final = "soyuz5-first-flight"
FORMS: Final = ("/timeline?form=table", "/slips?form=table", "/nowhere", "/enter")
TOKEN: Final = "a-token-to-have-the-page-where-it-is-typed"
# The checker does not know this property of SVG 2, which every browser has had since 2017; nor that
# a policy may name scripts by their hashes.
KNOWN: Final = r".*(paint-order|Inline script violates Content Security Policy).*"


def main() -> int:
    """Write each page to a folder and have all of them checked at once."""
    jar = next(Path(sys.argv[1]).rglob("vnu.jar"))
    with tempfile.TemporaryDirectory() as folder:
        pages = [*views(Path(folder)), *reports(Path(folder)), *site(Path(folder))]
        command = ["java", "-jar", str(jar), "--errors-only", "--filterpattern", KNOWN, *pages]
        checked = subprocess.run(command, check=False)
    print(f"{len(pages)} pages, {'no errors' if not checked.returncode else 'errors above'}.")
    return checked.returncode


def views(folder: Path) -> list[str]:
    """The first answer of the server for every view, in every language."""
    from dashboards.app import VIEWS, create_app
    from dashboards.door import Door
    from dashboards.live import LiveProgramme
    from tracker.schema import LANGUAGES

    live = LiveProgramme(ROOT / "data", lambda: DAY)
    client = create_app(live, door=Door(token=TOKEN)).server.test_client()
    paths = [view.PATH + MILESTONE * view.PATH.endswith("milestone/") for view in VIEWS]
    written = []
    for lang in LANGUAGES:
        for number, path in enumerate((*paths, *FORMS)):
            address = f"{path}{'&' if '?' in path else '?'}lang={lang}"
            file = folder / f"{lang}-{number}.html"
            file.write_bytes(client.get(address).data)
            written.append(str(file))
    return written


def reports(folder: Path) -> list[str]:
    """The report in its forms, in every language."""
    import tracker
    from dashboards.report import report
    from dashboards.report_asked import Asked
    from tracker.schema import LANGUAGES

    programme = tracker.load(ROOT / "data", as_of=DAY)
    forms = {
        "report": Asked(),
        "interactive": Asked(interactive=True, landscape=True),
        "since": Asked(since=date(2025, 12, 1), title="Since December"),
        "part": Asked(only=frozenset([MILESTONE]), named=(MILESTONE,)),
    }
    written = []
    for lang, (name, asked) in product(LANGUAGES, forms.items()):
        file = folder / f"{name}-{lang}.html"
        file.write_text(report(programme, as_of=DAY, lang=lang, asked=asked), encoding="utf-8")
        written.append(str(file))
    return written


def site(folder: Path) -> list[str]:
    """Each kind of page of a site, in every language."""
    import tracker
    from dashboards.site import files
    from dashboards.site_asked import Asked
    from tracker.exports.edition import Edition
    from tracker.schema import LANGUAGES

    edition = Edition(tracker.load(ROOT / "data", as_of=DAY), DAY)
    asked = Asked(edition, read_on=DAY, langs=LANGUAGES, base="https://example.org/")
    written = []
    for number, made in enumerate(files(asked)):
        is_kind = "milestone/" not in made.path or MILESTONE in made.path
        if made.path.endswith(".html") and is_kind:
            file = folder / f"site-{number}.html"
            file.write_bytes(made.make())
            written.append(str(file))
    return written


if __name__ == "__main__":
    sys.exit(main())
