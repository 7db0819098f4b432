"""The pages that a report rests on: each has one number, wherever it is cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from dashboards.components import Row, section
from dashboards.elements import Element, h
from dashboards.page import Page
from tracker.addresses import host_of

# Which number an address has among the references.
Numbers: TypeAlias = Mapping[str, int]
ANCHOR: Final = "s-"


def source_numbers(cells: Iterable[str]) -> dict[str, int]:
    """A number for each address, in the order of first mention.

    >>> source_numbers(["https://b.kz https://a.ru", "", "https://b.kz"])
    {'https://b.kz': 1, 'https://a.ru': 2}
    """
    addresses = dict.fromkeys(address for cell in cells for address in cell.split())
    return {address: number for number, address in enumerate(addresses, start=1)}


def cited(cell: str, numbers: Numbers) -> list[Element | str]:
    """The pages of a `source` cell by their numbers: "[3] [4]", each a link into the list."""
    links: list[Element | str] = []
    for address in cell.split():
        number = numbers[address]
        links += [" "] if links else []
        links.append(h("a", f"[{number}]", href=f"#{ANCHOR}{number}"))
    return links


def references(numbers: Numbers, said: Iterable[Row], page: Page) -> Element | None:
    """Every page that is cited, with its address and who published it, as statements say."""
    if not numbers:
        return None
    publishers = {row.source: row.publisher for row in said if row.publisher}
    items = [
        h("li", _page(address, publishers.get(address, "")), id=f"{ANCHOR}{number}")
        for address, number in numbers.items()
    ]
    return section(page.say("Sources"), h("ol", items, class_="references"), name="sources")


def _page(address: str, publisher: str) -> Element | str:
    """A link named by who published the page; on paper the style sheet has its address follow."""
    host = host_of(address)
    # The whole file tells no other page where its reader comes from (`report.about_the_file`).
    return h("a", publisher or host, href=address) if host else address
