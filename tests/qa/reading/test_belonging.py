"""How likely sentences belong in a digest, each against a like one that has one thing other."""

import math

import numpy as np
import pytest

from qa.embedding import BUNDLED_MODEL
from qa.reading.belonging import DigestSentences, log_odds, weights_for

PLACES = ("Bergen", "Oslo", "Porto", "Cork", "Fort Smith", "Gdansk", "Lima", "Perth")
PLAIN = "The mayor of Bergen closed the old harbour on Monday after Ann Brown had warned of a storm from the north."
FOLLOWING = "The fish market is shut."


def all_odds(*texts: str, title: str = "News", begins_paragraph: bool = False) -> list[float]:
    """Of sentences that all mean the same."""
    vectors = np.full((len(texts), 384), 384**-0.5, dtype=np.float32)
    document = DigestSentences(title, texts, vectors, [begins_paragraph] * len(texts))
    return [float(each) for each in log_odds(document, weights_for(BUNDLED_MODEL))]


def odds(text: str, *, title: str = "News", following: str = FOLLOWING, begins_paragraph: bool = False) -> float:
    return all_odds(text, following, title=title, begins_paragraph=begins_paragraph)[0]


@pytest.mark.parametrize(
    "worse",
    [
        f"But t{PLAIN[1:]}",
        f"“T{PLAIN[1:]}",
        PLAIN.replace("the north.", "“the north."),
        "The mayor closed the harbour for days.",
    ],
)
def test_what_dangles_is_cut_off_or_is_short_belongs_less(worse: str) -> None:
    assert odds(worse) < odds(PLAIN)


def test_a_sentence_before_the_credit_of_a_picture_is_its_caption() -> None:
    assert odds(PLAIN, following="Jim Watson/AFP The fish market stays shut.") < odds(PLAIN)


def test_words_of_the_title_and_the_beginning_of_a_paragraph_speak_for_a_sentence() -> None:
    assert odds(PLAIN, title="Storm: harbour of Bergen closed") > odds(PLAIN)
    assert odds(PLAIN, begins_paragraph=True) > odds(PLAIN)


@pytest.mark.parametrize(
    "line", ["Note: This is the third part of a series.", "Is the harbour of Bergen safe from the next storm?"]
)
def test_what_is_a_line_of_the_page_or_a_question_does_not_belong(line: str) -> None:
    assert odds(line) == -math.inf


def test_the_later_a_sentence_stands_the_less_it_belongs() -> None:
    _, second, third, fourth = all_odds(PLAIN, PLAIN, PLAIN, PLAIN)
    assert second > third > fourth


def test_what_a_direction_means_is_known_of_the_bundled_model_alone() -> None:
    assert weights_for(f"{BUNDLED_MODEL}@2").direction is not None
    assert weights_for("wider-1").direction is None
    assert weights_for(None).direction is None


def test_of_news_of_many_places_only_what_names_its_place_belongs() -> None:
    items = [f"{place}: A storm closed the harbour on Friday." for place in PLACES]
    *told, other = all_odds(*items, PLAIN, title="News from around")
    assert other == -math.inf < min(told)
