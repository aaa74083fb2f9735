"""How an understood question reads: a plain substitution, or the question as asked with what it is about."""

import pytest

from qa.english.noun_phrases import NounPhrase, parse
from qa.pipeline.follow_ups.pronouns import shown


def phrase(said: str, number: int = 0) -> NounPhrase:
    return parse(said).phrases[number]


@pytest.mark.parametrize(
    ("question", "said", "expected"),
    [
        ("How long is it?", "the new bridge", "How long is the new bridge?"),
        ("Who designed it?", "What is Lumivax?", "Who designed Lumivax?"),
        ("What are its side effects?", "What is Lumivax?", "What are Lumivax's side effects?"),
        ("When does his trial begin?", "Viktor Dane is accused.", "When does Viktor Dane's trial begin?"),
        ("What did her lawyer say?", "Pilar Montes was there.", "What did Pilar Montes's lawyer say?"),
        ("Who knows her?", "Pilar Montes was there.", "Who knows Pilar Montes?"),
        ("How are they doing?", "We met the dockers.", "How are the dockers doing?"),
        ("It opened when?", "the new bridge", "The new bridge opened when?"),
        ("Is it named in the report?", "the new bridge", "Is the new bridge named in the report?"),
    ],
)
def test_a_pronoun_is_replaced_where_that_is_plain(question: str, said: str, expected: str) -> None:
    assert shown(question, [phrase(said)]) == expected


@pytest.mark.parametrize(
    ("question", "said", "expected"),
    [
        ("Was anyone hurt?", "Why did the harbour close?", "Was anyone hurt? (about: harbour)"),
        ("Is it true that he left?", "the harbour", "Is it true that he left? (about: harbour)"),
        ("and if it rains", "the nursery", "and if it rains (about: nursery)"),
        ("How long is it between full moons?", "the harbour", "How long is it between full moons? (about: harbour)"),
        ("Is it cold in the pool?", "the harbour", "Is it cold in the pool? (about: harbour)"),
        ("What does she want?", "Viktor Dane is accused.", "What does she want? (about: Viktor Dane)"),
        ("Are they hiring?", "Who owns Norvolt?", "Are they hiring? (about: Norvolt)"),
        ("Who said “It opened”?", "the new bridge", "Who said “It opened”? (about: new bridge)"),
        ("who did it?", "the new bridge", "who did it? (about: new bridge)"),
    ],
)
def test_anything_else_is_the_question_as_asked_and_what_it_is_about(question: str, said: str, expected: str) -> None:
    assert shown(question, [phrase(said)]) == expected


def test_the_pronoun_is_whom_it_can_be_and_the_others_stand_behind() -> None:
    phrases = [phrase("the new bridge"), phrase("Norvolt"), phrase("Pilar Montes was there.")]
    assert shown("What does she want?", phrases) == "What does Pilar Montes want? (about: new bridge, Norvolt)"
    assert shown("What does she want?", phrases, behind=False) == "What does Pilar Montes want?"
    assert shown("What does he want?", phrases[:1]) == "What does he want? (about: new bridge)"
    assert shown("What does he want?", [phrase("Okafor left.")]) == "What does Okafor want?"
    assert shown("What does he want?", [phrase("We met at the Norvolt.")]) == "What does he want? (about: Norvolt)"
