import pytest

from qa.english.words import content_stems
from qa.reading.sentences import says_nothing


@pytest.mark.parametrize(
    ("text", "nothing"),
    [("Ann Brown in 2018.", True), ("Ann Brown", True), ("Ann Brown: £52", False), ("Ann Brown resigned.", False)],
)
def test_a_caption_or_a_heading_says_nothing_of_its_subject(text: str, nothing: bool) -> None:
    assert says_nothing(text, content_stems("Ann Brown")) is nothing
