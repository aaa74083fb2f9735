import pytest

from qa.reading.belonging import begins_item, is_byline, is_made_of_items, is_presentable


@pytest.mark.parametrize(
    "text",
    [
        "Corrections & Clarifications: An earlier version of the story misstated the name of the harbour.",
        "A version of this story appeared in the Friday edition of the harbour news.",
        "Present: Ann Brown, Bo Green and eleven members of the harbour board.",
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


@pytest.mark.parametrize(
    "text",
    [
        "The council of Porto voted 58-42 for the new tram line along the river.",
        "The tram carried a million people in the season of 2022-23.",
        "The tram has 800 new subscribers since the line along the river opened.",
    ],
)
def test_results_seasons_and_subscribers_are_no_lines_of_a_page(text: str) -> None:
    assert is_presentable(text)


def test_news_of_many_places_are_told_by_the_sentences_that_name_the_place() -> None:
    places = ("Bergen", "Fort Smith", "Oslo", "Porto", "Cork", "Gdansk", "Lima", "Perth")
    items = [f"{place}: A storm closed the harbour on Friday." for place in places]
    assert is_made_of_items(items)
    assert begins_item(items[1])
    assert not is_made_of_items(items[:4])
    assert not is_made_of_items([f"{name}: The harbour stays shut." for name in ("Brown", "Roe")] * 8), "an interview"
    assert not begins_item("The harbour opens again on Friday: the storm is over.")


@pytest.mark.parametrize(
    "line", ["By Mara Quist", "By MARA QUIST and Bo Roe, Staff Writers", "− David Jackson and Rachel Looker"]
)
def test_a_line_that_says_who_wrote_a_text_is_known(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize("line", ["By Friday the bridge was open.", "- Ann Brown and Bo Roe", "By ferry", "Stand by Me."])
def test_what_tells_something_is_no_byline(line: str) -> None:
    assert not is_byline(line)
