"""The README's picture, taken from the running product: `make pictures`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
PORT = 8097
ADDRESS = f"http://127.0.0.1:{PORT}/timeline?category=vehicle,ground,flight-test&from=2016&to=2029"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Serve the real data, wait for the chart, take the picture."""
    command = [sys.executable, "-m", "tracker", "serve", "--port", str(PORT)]
    with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            print(server.stdout.readline().strip())
            take(HERE / "timeline.png")
        finally:
            server.terminate()


def take(picture: Path) -> None:
    """The timeline at 1200 pixels, without the frame's empty foot."""
    browser = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = window.new_page(viewport={"width": 1200, "height": 860})
        page.goto(ADDRESS)
        page.wait_for_selector("#react-entry-point .js-plotly-plot .main-svg")
        page.wait_for_timeout(1000)
        page.screenshot(path=picture)
        window.close()


if __name__ == "__main__":
    main()
