"""Takes the README's picture, docs/screenshot.png, of the app over corpus/: `python -m docs.screenshot`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from qa.pipeline import Pipeline
from qa.pipeline.ingestion.ingest import Ingester
from qa.settings import Settings
from tests.browser import find_browser
from tests.ui.conftest import served

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "screenshot.png"
QUESTION = "What did Porter say?"
LARGEST = 300_000  # bytes; a README should open quickly


def main() -> int:
    browser = find_browser()
    if browser is None:
        sys.stderr.write("no Chromium found; get one with: python tests/browser.py\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        with Pipeline.open(settings) as pipeline:
            Ingester(pipeline.stores, pipeline.embedder, settings).ingest([ROOT / "corpus"])
            with served(pipeline, settings) as url:
                take(browser, url)
    size = PICTURE.stat().st_size
    sys.stdout.write(f"{PICTURE}: {size:,} bytes\n")
    return 0 if size < LARGEST else 1


def take(browser: str, url: str) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox", "--disable-gpu"])
        page = chromium.new_page(viewport={"width": 1360, "height": 800}, color_scheme="light", reduced_motion="reduce")
        page.goto(url)
        page.get_by_role("button", name=QUESTION).click()
        page.get_by_role("navigation", name="Ask next").wait_for()
        page.get_by_role("log").get_by_role("link", name="Source 2").click()
        page.get_by_role("dialog").locator("mark:not(.other)").wait_for()
        page.mouse.move(0, 0)
        page.screenshot(path=PICTURE)
        chromium.close()


if __name__ == "__main__":
    sys.exit(main())
