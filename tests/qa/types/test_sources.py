"""How a source is named to people."""

import pytest

from qa.types.text import PASTED, place_of


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("https://www.example.com/a/1", "example.com"),
        ("/srv/news/ferry.txt", "ferry.txt"),
        ("/srv/news/minutes", "minutes"),
        (r"C:\news\minutes", "minutes"),
        ("../news/minutes", "minutes"),
        ("docs/ferry.txt", "ferry.txt"),
        ("wire/1", "wire/1"),
        ("desk/1", "desk/1"),
        ("/", "/"),
        ("text/0123456789abcdef", PASTED),
        ("text:0123456789abcdef", PASTED),
    ],
)
def test_a_file_is_named_without_its_folders_and_what_somebody_chose_as_it_is(source: str, shown: str) -> None:
    assert place_of(source) == shown
