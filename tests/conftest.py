"""A served dashboard on a copy of the real data, and a browser to look at it with."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import REAL_DATA, TODAY
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from waitress.server import BaseWSGIServer, create_server

from dashboards.app import ON_THIS_MACHINE, WAITRESS, create_app
from dashboards.door import Door
from dashboards.live import LiveProgramme

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A browser that calls home on its own would hide a page that does.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=OptimizationHints,MediaRouter,DialMediaRouteProvider",
    "--no-first-run",
    "--no-default-browser-check",
    "--metrics-recording-only",
    "--disable-domain-reliability",
]
PATIENCE_MS = 15_000


def copy_of_real_data(folder: Path) -> Path:
    """A folder with the record as it is, to be edited without harm."""
    folder.mkdir()
    for name in ("milestones.csv", "announcements.csv"):
        shutil.copy(REAL_DATA / name, folder / name)
    return folder


@contextmanager
def served(
    path: Path, clock: Callable[[], date] = lambda: TODAY, door: Door = ON_THIS_MACHINE
) -> Iterator[str]:
    """The address of a dashboard on a path, as waitress serves it."""
    app = create_app(LiveProgramme(path, clock), door=door)
    server = create_server(app.server, host="127.0.0.1", port=0, **WAITRESS)

    def run() -> None:
        # Its door is closed from outside, which may catch it waiting there: that ends it too.
        with suppress(OSError, ValueError):
            server.run()

    loop = threading.Thread(target=run, daemon=True)
    loop.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        # First those who answer, then the door: an answer under way still needs it.
        server.task_dispatcher.shutdown()
        server.close()
        loop.join(timeout=5)


def hang_up(server: BaseWSGIServer) -> None:
    """Close what a browser keeps open, as it is when the program of a server ends."""
    for channel in list(server._map.values()):
        channel.handle_close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the real record that a test may edit."""
    return copy_of_real_data(tmp_path / "data")


@pytest.fixture
def dashboard(data: Path) -> Iterator[str]:
    """The address of a dashboard on the copy that the test may edit.

    Named before the page in a test's arguments, so that the browser hangs up first.
    """
    with served(data) as address:
        yield address


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard on the real record, for tests that only look."""
    data = copy_of_real_data(tmp_path_factory.mktemp("standing") / "data")
    shutil.copytree(REAL_DATA / "reference", data / "reference")
    with served(data) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without one the journeys fail, they are not skipped."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail(f"No browser: install one of {', '.join(BROWSERS)} (Debian: chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


class Complaints:
    """What a page complained of or asked of other machines while a test looked at it."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.expected: tuple[str, ...] = ()

    def listen(self, page: Page) -> None:
        page.on("console", lambda line: self._hear(line.type, line.text))
        page.on("pageerror", lambda error: self._hear("error", str(error)))
        page.on("request", lambda request: self._ask(request.url))

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.heard.append(f"{kind}: {text}")

    def _ask(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "data:", "blob:", "file:", "about:")):
            self.heard.append(f"asked another machine: {url}")

    def left(self) -> list[str]:
        return [line for line in self.heard if not any(text in line for text in self.expected)]


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture
def new_page(browser: Browser, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """A maker of browser pages; options are those of a playwright context. No page of a test may
    write an error to the console or ask another machine for anything."""
    contexts: list[BrowserContext] = []

    def open_page(**options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        complaints.listen(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints.left() == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page of a desktop browser."""
    return new_page()


def go(page: Page, address: str) -> None:
    """Open an address and wait until the live page has taken the place of the first answer."""
    page.goto(address)
    settle(page)


def settle(page: Page) -> None:
    page.wait_for_selector("#react-entry-point .page-ready")
    page.wait_for_selector("#first-paint", state="detached")


def until(page: Page, expression: str, arg: object = None) -> Any:
    """What an expression says as soon as it says yes.

    Playwright's own `wait_for_function` has the page evaluate a text again and again, which no page
    of the product may do.
    """
    for _ in range(PATIENCE_MS // 20):
        told = page.evaluate(expression, arg)
        if told:
            return told
        page.wait_for_timeout(20)
    return pytest.fail(f"never so: {expression}")
