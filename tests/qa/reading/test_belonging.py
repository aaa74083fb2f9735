"""How likely sentences belong in a digest, each against a like one that has one thing other."""

import math

import pytest

from qa.reading.belonging import DEFAULT, DigestSentence, log_odds

PLACES = ("Bergen", "Oslo", "Porto", "Cork", "Fort Smith", "Gdansk", "Lima", "Perth")
PLAIN = "The mayor of Bergen closed the old harbour on Monday after Ann Brown had warned of a storm from the north."


def odds(text: str, *, title: str = "News", following: str = "", begins_paragraph: bool = False) -> float:
    sentences = [DigestSentence(text, 0.5, begins_paragraph), DigestSentence(following, 0.5, False)]
    return log_odds(title, sentences, DEFAULT)[0]


@pytest.mark.parametrize(
    "worse",
    [
        f"But t{PLAIN[1:]}",
        f"“T{PLAIN[1:]}",
        f"RELATED: {PLAIN}",
        f"Correction/clarification: {PLAIN}",
        PLAIN.replace("The mayor of Bergen", "We"),
        "The mayor closed the harbour.",
    ],
)
def test_what_dangles_is_cut_off_is_a_label_appeals_or_is_short_belongs_less(worse: str) -> None:
    assert odds(worse) < odds(PLAIN)


def test_a_sentence_before_the_credit_of_a_picture_is_its_caption() -> None:
    assert odds(PLAIN, following="Jim Watson/AFP The fish market stays shut.") < odds(
        PLAIN, following="The fish market is shut."
    )


def test_words_of_the_title_and_the_beginning_of_a_paragraph_speak_for_a_sentence() -> None:
    assert odds(PLAIN, title="Storm: harbour of Bergen closed") > odds(PLAIN)
    assert odds(PLAIN, begins_paragraph=True) > odds(PLAIN)


def test_the_us_is_no_voice() -> None:
    assert odds(PLAIN.replace("Bergen", "US")) > odds(PLAIN.replace("the north", "us"))


def test_the_later_a_sentence_stands_the_less_it_belongs() -> None:
    first, second, third = log_odds("News", [DigestSentence(PLAIN, 0.5, False)] * 3, DEFAULT)
    assert first > second > third


def test_of_news_of_many_places_only_what_names_its_place_belongs() -> None:
    items = [f"{place}: A storm closed the harbour on Friday." for place in PLACES]
    found = log_odds("News from around", [DigestSentence(each, 0.5, True) for each in (*items, PLAIN)], DEFAULT)
    assert found[-1] == -math.inf
    assert min(found[:-1]) > odds(items[0], begins_paragraph=True)
