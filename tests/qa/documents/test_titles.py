"""What a document is called."""

from pathlib import Path

import pytest

from tests.qa.documents.files import PROSE, document, write

ARTICLE = Path(__file__).parents[4] / "shared/corpus/000_e33fc3c92d4d6799.txt"


def test_the_articles_title_is_its_headline_not_the_page_furniture_above_it(tmp_path: Path):
    text = (
        "Accessibility links\n\nBreaking News\n\nFirst 'Virtual Meeting' With Biden, China’s Xi Could Be April’s "
        f"Climate Summit\n\nGiant screen shows Xi Jinping.\nGiant screen shows Xi Jinping.\n\n{PROSE}\n"
    )
    expected = "First 'Virtual Meeting' With Biden, China’s Xi Could Be April’s Climate Summit"
    assert document(write(tmp_path / "a.txt", text)).title == expected
    if ARTICLE.exists():
        assert document(ARTICLE).title == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Climate Talks\n\n{PROSE}\n", "Climate Talks"),
        (f"Will They Meet This April?\n{PROSE}\n", "Will They Meet This April?"),
        (f"{PROSE}\n\n{PROSE}\n", "my climate notes"),
        ("The leaders met on Tuesday and said that\nthe climate matters.\n", "my climate notes"),
        ("One line", "my climate notes"),
        (f"Price list\n\nTable 1 row 1 | Group; Article; Price\n\n{PROSE}\n", "Price list"),
        ("=====\n\n" + "word " * 60 + "\n\nx.", "my climate notes"),
    ],
    ids=["short", "question", "sentence first", "wrapped prose", "one line", "table", "rule and long line"],
)
def test_a_text_is_titled_by_its_headline_else_by_its_file_name(tmp_path: Path, text: str, title: str):
    assert document(write(tmp_path / "my_climate-notes.txt", text)).title == title
