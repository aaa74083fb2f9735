import pytest

from qa.reading.belonging import begins_item, is_byline, is_made_of_items, is_presentable


@pytest.mark.parametrize(
    "text",
    [
        "CORRECTION: Earlier versions of this story misstated the name of the harbour.",
        "Note: This is the third part of a series of three on the harbour.",
        "Here is the latest data on the storm from the weather service.",
        "If you want an exact recipe, here's one of the harbour's cooks.",
        "Ann Brown/AP Sailors wave from the deck as they come into Bergen.",
        "Lubricant Eye Drops Moisturizing Twin Pack: 0363-0185-49; lot 19095 and others.",
    ],
)
def test_remarks_credits_and_product_numbers_are_no_sentences_of_a_digest(text: str) -> None:
    assert not is_presentable(text)


def test_news_of_many_places_are_told_by_the_sentences_that_name_the_place() -> None:
    items = [f"{place}: A storm closed the harbour on Friday." for place in ("Bergen", "Fort Smith", "Oslo", "Porto") * 2]
    assert is_made_of_items(items)
    assert begins_item(items[1])
    assert not is_made_of_items(items[:4])
    assert not begins_item("The harbour opens again on Friday: the storm is over.")


@pytest.mark.parametrize(
    "line", ["By Mara Quist", "By MARA QUIST and Bo Roe, Staff Writers", "− David Jackson and Rachel Looker"]
)
def test_a_line_that_says_who_wrote_a_text_is_known(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize("line", ["By Friday the bridge was open.", "- Ann Brown and Bo Roe", "By ferry", "Stand by Me."])
def test_what_tells_something_is_no_byline(line: str) -> None:
    assert not is_byline(line)
