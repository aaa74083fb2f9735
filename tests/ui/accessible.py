"""Whether a page fits its window, and what axe-core says of it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.ui.conftest import DESKTOP, PHONE, keep
from tests.ui.steps import width

# axe-core 4.14.1 from npm, MPL-2.0; its licence lies beside it. For these tests only.
AXE = Path(__file__).with_name("vendor") / "axe.min.js"
LOOKS = [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")]
NAMES = ["desktop-light", "desktop-dark", "phone-light", "phone-dark"]
# Gradio's page forbids no zooming and has a title and a language; what axe finds is ours to mend.
_SERIOUS = ("serious", "critical")


def check(page: Page, name: str) -> None:
    """Keeps a picture, too."""
    keep(page, name)
    size = page.viewport_size
    assert size
    assert width(page) <= size["width"]
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
        ".then(result => result.violations)"
    )
    serious = {
        each["id"]: [node["html"][:160] + " " + node["failureSummary"][:200] for node in each["nodes"][:3]]
        for each in found
        if each["impact"] in _SERIOUS
    }
    assert serious == {}
