"""Whether a page fits its window, and what axe-core says of it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize

from tests.ui.conftest import DESKTOP, PHONE, Scheme, keep
from tests.ui.steps import width

# axe-core 4.14.1 from npm, MPL-2.0; its licence lies beside it. For these tests only.
AXE = Path(__file__).with_name("vendor") / "axe.min.js"
TABLET: ViewportSize = {"width": 768, "height": 1024}
LOOKS: list[tuple[ViewportSize, Scheme]] = [(DESKTOP, "light"), (DESKTOP, "dark"), (PHONE, "light"), (PHONE, "dark")]
NAMES = ["desktop-light", "desktop-dark", "phone-light", "phone-dark"]
_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# Gradio's page forbids no zooming and has a title and a language; what axe finds is ours to mend.
_SERIOUS = ("serious", "critical")

# A scheme has come when the paper has it, all headings are told from the paper, and no colour is on its way.
_CAME = """(scheme) => {
    const light = (colour) => colour.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) > 3 * 128;
    const paper = light(getComputedStyle(document.body).backgroundColor);
    return paper === (scheme === "light")
        && !document.getAnimations().some((each) => each instanceof CSSTransition)
        && [...document.querySelectorAll("h1, h2, h3")].every((each) => light(getComputedStyle(each).color) !== paper);
}"""


def check_looks(page: Page, name: str) -> None:
    """`check` in each look. The state is walked to once, for what tells looks apart is the style sheet's alone.

    A scheme changes colours and nothing else, so in the dark only they are looked at.
    """
    before = page.viewport_size
    assert before
    for (size, scheme), look in zip(LOOKS, NAMES, strict=True):
        show(page, size, scheme)
        check(page, f"{look}-{name}", _RULES if scheme == "light" else _COLOURS)
    show(page, before, "light")


def show(page: Page, size: ViewportSize, scheme: Scheme) -> None:
    """The page in this size and scheme; back when it has both."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(_CAME, arg=scheme)


def check(page: Page, name: str, rules: dict[str, Any] = _RULES) -> None:
    """Keeps a picture, too, where they are wanted."""
    keep(page, name)
    size = page.viewport_size
    assert size
    assert width(page) <= size["width"], f"{name} is wider than its window"
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate(
        """rules => axe.run(document, {resultTypes: ['violations'], runOnly: rules, preload: false})
            .then(result => result.violations)""",
        rules,
    )
    serious = {
        each["id"]: [node["html"][:160] + " " + node["failureSummary"][:200] for node in each["nodes"][:3]]
        for each in found
        if each["impact"] in _SERIOUS
    }
    assert serious == {}, f"axe finds fault with {name}: {serious}"
