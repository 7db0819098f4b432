"""The README's pictures, taken from the running product: `make pictures`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
PORT = 8097
# What each shows, and what stands in it when it is ready.
PICTURES = {
    "timeline.png": (
        "/timeline?category=vehicle,ground,flight-test&from=2016&to=2029",
        "#react-entry-point .js-plotly-plot .main-svg",
    ),
    "slips.png": ("/slips", "#react-entry-point .sl-fitted .sl"),
    "forecast.png": ("/forecast", "#react-entry-point #expected .sl-fitted .sl"),
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Serve the real data, wait for each chart, take its picture."""
    command = [sys.executable, "-m", "tracker", "serve", "--port", str(PORT)]
    with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            print(server.stdout.readline().strip())
            take()
        finally:
            server.terminate()


def take() -> None:
    """The views at 1200 pixels, without the empty foot of their frames."""
    browser = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = window.new_page(viewport={"width": 1200, "height": 860})
        for name, (address, ready) in PICTURES.items():
            page.goto(f"http://127.0.0.1:{PORT}{address}")
            page.wait_for_selector(ready)
            page.wait_for_timeout(1000)
            page.screenshot(path=HERE / name)
        window.close()


if __name__ == "__main__":
    main()
