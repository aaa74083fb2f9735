"""Where citations lead: no other scheme than the web's is ever a link, and the original opens at the quote."""

import pytest

from tests.ui.support import Reader, answered, cite, document
from ui.rendering.links import original_address
from ui.rendering.sources import render_sources


@pytest.mark.parametrize(
    ("source", "linked"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("http://example.org/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt://example.org/%0aalert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("http://[bad", False),
        ("http://evil.example\\@good.example/", False),  # browsers go to the one, urlsplit says the other
        ("http://good.example@evil.example/", False),
        ("http://good.example\t.evil.example/", False),
        ("https://example.org/@ana/1", True),
        ("/home/ana/notes.txt", False),
    ],
)
def test_only_web_addresses_become_links(source: str, linked: bool) -> None:
    flood = document(source=source)
    html = render_sources(answered("x [1]", cite(flood, "Schools are closed.")), {flood.id: flood}, 1)
    outside = [has["href"] for has in Reader(html).all("a") if not (has["href"] or "").startswith("#")]
    assert outside == ([source] if linked else [])
    assert (original_address(source) is not None) == linked


def test_the_original_opens_at_the_quote() -> None:
    address = "https://example.org/a"
    assert original_address(address, "A semi-final, won & lost") == (
        f"{address}#:~:text=A%20semi%2Dfinal%2C%20won%20%26%20lost"
    )
    assert original_address(f"{address}#top", "x") == f"{address}#top:~:text=x"


def test_a_long_quote_is_found_by_its_ends() -> None:
    quote = "one two three four five six seven eight\n\nnine ten eleven twelve thirteen fourteen fifteen"
    assert original_address("https://example.org/", quote) == (
        "https://example.org/#:~:text=one%20two%20three%20four%20five%20six,ten%20eleven%20twelve%20thirteen%20fourteen%20fifteen"
    )
