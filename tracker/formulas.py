"""Text that a spreadsheet would run as a formula: escaped in exports only, and taken back for
certain. The data keep what was typed.

The rule is OWASP's ("CSV Injection"): an apostrophe before =, +, -, @, tab or CR. A text that has
apostrophes there already gets one more, so that taking one back is always right.
"""

from __future__ import annotations

import re
from typing import Final

BEGINS: Final = re.compile(r"[=+\-@\t\r]")
ESCAPED: Final = re.compile(r"'+[=+\-@\t\r]")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may run the text."""
    return BEGINS.match(text) is not None


def escaped(text: str) -> str:
    """
    >>> escaped("=1+1"), escaped("'=1+1"), escaped("1+1")
    ("'=1+1", "''=1+1", '1+1')
    """
    return "'" + text if is_formula(text) or ESCAPED.match(text) else text


def unescaped(text: str) -> str:
    """
    >>> unescaped("'=1+1"), unescaped("''=1+1"), unescaped("'tis")
    ('=1+1', "'=1+1", "'tis")
    """
    return text[1:] if ESCAPED.match(text) else text
