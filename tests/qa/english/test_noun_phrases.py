"""Noun phrases by word classes: what they are made of, and what sort of thing they name."""

import pytest

from qa.english.noun_phrases import parse


def texts(turn: str) -> list[str]:
    return [phrase.text for phrase in parse(turn).phrases]


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("What is throat cancer?", ["throat cancer"]),
        ("Why did the harbour close?", ["harbour"]),
        ("How does Netflix work?", ["Netflix"]),  # the verb after "does" is no part of it
        ("What did Ann say about the bus strike?", ["Ann", "bus strike"]),
        ("Tell me about the University of Halden.", ["University of Halden"]),
        ("What did Jean du Plessis sell?", ["Jean du Plessis"]),
        ("What are the symptoms of lung cancer?", ["symptoms of lung cancer", "symptoms", "lung cancer"]),
        ("Zappa's band broke up.", ["Zappa", "band"]),
        ("Where?", []),
        ("", []),
        ("?!", []),
    ],
)
def test_a_noun_phrase_is_a_run_of_names_nouns_and_their_adjectives(turn: str, expected: list[str]) -> None:
    assert texts(turn) == expected


@pytest.mark.parametrize(
    ("turn", "kind"),
    [
        ("Who is Pilar Montes?", "female"),
        ("What did Mr. Abe say?", "male"),
        ("What did Porter say?", "person"),  # a family name tells no gender
        ("Who is the captain?", "person"),
        ("What do the firefighters want?", "people"),
        ("Where is the news?", "thing"),
        ("Where are the basins?", "plural"),
        ("Who are the women?", "people"),
        ("Where is Norvolt based?", "name"),
        ("Who built the bridge?", "thing"),
        ("What are the side effects?", "plural"),
        ("What happened in 2021?", "number"),
        ("What happened on Monday?", "number"),
    ],
)
def test_a_noun_phrase_knows_what_sort_of_thing_it_names(turn: str, kind: str) -> None:
    assert [phrase.kind for phrase in parse(turn).phrases] == [kind]


def test_citation_markers_and_markdown_are_no_part_of_a_phrase() -> None:
    assert texts("**Jalina Porter** was [1] cited.") == ["Jalina Porter"]


def test_a_phrase_knows_its_article() -> None:
    (phrase,) = parse("Who paid for the repair?").phrases
    assert (phrase.determiner, phrase.text) == ("the", "repair")
