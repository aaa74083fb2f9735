"""Whom "Who is X?" names."""

import pytest

from qa.attribution.answers import asked_of_person


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Who is Ann Brown?", "Ann Brown"),
        ("Who is Ann Brown and what did she do?", "Ann Brown"),
        ("What does Ann Brown do?", "Ann Brown"),
        ("What is Ann Brown's job?", "Ann Brown"),
        ("What does the mayor do?", None),
        ("Who is al-Haddad?", "al-Haddad"),
        ("Who is Jean du Plessis?", "Jean du Plessis"),
        ("who is corrie ten hove", "Corrie ten Hove"),
        ("Who is Ben?", "Ben"),  # a particle only where a name goes on
        ("who is ludwig van beethoven", "Ludwig van Beethoven"),
        ("who is running for mayor", None),
        ("Who is ludwig van beethoven?", "Ludwig van Beethoven"),
        ("whos ann brown", "Ann Brown"),
        ("Whose is ann brown", None),
        ("Who is prime minister?", None),
        ("Who was Ludwig van Beethoven", "Ludwig van Beethoven"),
        ("So who's Dr. Fauci?", "Dr. Fauci"),
        ("Who is the mayor of Bergen?", None),
        ("Who is he?", None),
        ("Who is responsible for it?", None),
        ("Who is leading Walmart?", None),
        ("What is Bergen?", None),
        ("How many times is Ann Brown quoted?", "Ann Brown"),
        ("how often has the mayor been quoted", None),
        ("Which people named Brown are in the documents?", "Brown"),
        ("how many people called Ann Brown are there", "Ann Brown"),
        ("which people were named in the report", None),
        ("which people called the police?", None),
        ("How many people called Monday?", None),
    ],
)
def test_only_a_name_is_asked_for_as_a_person(question: str, name: str | None) -> None:
    assert asked_of_person(question) == name
