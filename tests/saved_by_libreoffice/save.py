"""Open the files of ``typed/`` in LibreOffice as a user of a country does, and save them over.

    PYTHONPATH=. python tests/saved_by_libreoffice/save.py

Writes a folder for each locale and each way; README.md says what is in them.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path
from typing import Final

from tracker import store
from tracker.exports.xlsx import workbook

HERE: Final = Path(__file__).resolve().parent
TYPED: Final = HERE / "typed"
LOCALES: Final = {"fr-FR": ";", "ru-RU": ";", "kk-KZ": ";", "en-US": ","}
# Whether texts that look like dates and numbers of the locale are taken for such on opening.
DETECT: Final = {"plain": "false", "detected": "true"}
UTF_8: Final = 76
DAY: Final = date(2026, 11, 22)
SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>{locale}</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse">
<value>false</value></prop></item>
</oor:items>
"""


def main() -> None:
    for locale, separator in LOCALES.items():
        with tempfile.TemporaryDirectory() as profile:
            settings = Path(profile) / "user" / "registrymodifications.xcu"
            settings.parent.mkdir()
            settings.write_text(SETTINGS.format(locale=locale), encoding="utf-8")
            for how, detect in DETECT.items():
                folder = HERE / f"{locale}-{how}"
                shutil.rmtree(folder, ignore_errors=True)
                files = sorted(TYPED.glob("*.csv"))
                as_csv = (
                    f"csv:Text - txt - csv (StarCalc):{ord(separator)},34,{UTF_8},1,,0,false,true"
                )
                convert(folder, Path(profile), files, to=as_csv, opening=detect)
            convert(folder, Path(profile), files[1:], to="xlsx", opening=detect)
            exported = Path(profile) / "exported.xlsx"
            exported.write_bytes(workbook(store.read(TYPED), as_of=DAY))
            convert(folder, Path(profile), [exported], to="xlsx")


def convert(folder: Path, profile: Path, files: list[Path], *, to: str, opening: str = "") -> None:
    """Open files and save them in another form; a CSV is opened with commas between its cells."""
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            *([f"--infilter=CSV:44,34,{UTF_8},1,,0,false,{opening}"] if opening else []),
            "--convert-to",
            to,
            "--outdir",
            str(folder),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    main()
