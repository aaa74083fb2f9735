"""A follow-up is asked of the document that the answer before it quotes, too."""

from collections.abc import Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from qa.pipeline.asking import Asking
from qa.pipeline.follow_ups.nearby import Read, about_document, choose_reading, is_surer
from qa.pipeline.passages import Passages
from qa.pipeline.refusals import REMOVED
from qa.reading import Evidence, Reading
from qa.reading.features import Candidate
from qa.retrieval import HybridRetriever, Retrieved
from qa.store.sql import Passage
from qa.types import Confidence, Question, Scope, Turn
from qa.types.deadline import Deadline
from tests.support import Workshop


def reading(confidence: Confidence, right: float = 0.5, document: str = "own") -> Reading:
    """One whose best sentence is of this document."""
    passage = SimpleNamespace(chunk=SimpleNamespace(document_id=document))
    best = Evidence(cast(Candidate, SimpleNamespace(passage=passage, text="Repairs cost 9 crowns.")), 0.9)
    return Reading((best,), 0.5, right, confidence)


def test_others_that_tell_of_the_same_answer_where_they_are_eight_times_as_likely_right() -> None:
    near = reading("perhaps", 0.1)  # odds of .11; eight times that are .89, which .47 has
    assert is_surer(reading("perhaps", 0.48, "other"), near)
    assert not is_surer(reading("perhaps", 0.46, "other"), near)
    assert not is_surer(Reading((), 0.0), Reading((), 0.0))


def read(confidence: Confidence, right: float, document: str) -> Read:
    """What was read, from a passage of a document whose title is its id."""
    passage = SimpleNamespace(chunk=SimpleNamespace(document_id=document), title=document, text="Repairs cost 9 crowns.")
    return reading(confidence, right, document), Retrieved("?", np.zeros(1), (), (cast(Passage, passage),))


@pytest.mark.parametrize(
    ("quoted_earlier", "everywhere", "nearby", "alike", "expected"),
    [
        ((), ("sure", 0.7, "other"), ("sure", 0.6, "own"), None, ("own", "sure")),
        ((), ("sure", 0.9, "other"), ("perhaps", 0.1, "own"), None, ("other", "perhaps")),
        ((), ("sure", 0.7, "other"), ("perhaps", 0.23, "own"), None, ("own", "perhaps")),  # odds of 2.33; .30 × 8 = 2.4
        ((), ("sure", 0.7, "other"), ("perhaps", 0.22, "own"), None, ("other", "perhaps")),  # .28 × 8 = 2.3
        ((), ("perhaps", 0.05, "other"), ("no", 0.01, "own"), None, ("own", "perhaps")),  # odds of .053; .0101 × 8 = .081
        ((), ("sure", 0.7, "other"), ("perhaps", 0.1, "own"), ("sure", 0.6, "copy"), ("copy", "perhaps")),
        (("other",), ("sure", 0.7, "other"), ("sure", 0.6, "own"), None, ("other", "sure")),
        (("other",), ("perhaps", 0.5, "other"), ("sure", 0.6, "own"), None, ("own", "sure")),
    ],
)
def test_a_follow_up_is_read_where_the_odds_are_best(
    quoted_earlier: tuple[str, ...],
    everywhere: tuple[Confidence, float, str],
    nearby: tuple[Confidence, float, str],
    alike: tuple[Confidence, float, str] | None,
    expected: tuple[str, Confidence],
) -> None:
    asking = Asking(Question("How much?", (Turn("assistant", "…", ("own", *quoted_earlier)),)), "How much?", Deadline(9.0))
    best = read(*everywhere)
    asking = replace(asking, retrieved=best[1])
    chosen = choose_reading(asking, best, [read(*nearby)], [read(*alike)] if alike else [])
    assert chosen.reading is not None
    assert chosen.retrieved is not None
    assert (chosen.reading.document, chosen.reading.confidence) == expected
    assert chosen.retrieved.passages[0].title == expected[0]
    about = f"How much? (about: “{expected[0]}”)"
    assert chosen.standalone == ("How much?" if expected[0] == "other" and not quoted_earlier else about)


def test_its_own_document_answers_sooner_where_the_question_isnt_understood() -> None:
    asking = Asking(Question("How much?", (Turn("assistant", "…", ("own",)),)), "How much?", Deadline(9.0))
    everywhere, near = read("perhaps", 0.6, "other"), read("perhaps", 0.1, "own")  # odds of 1.5; .11 × 8 = .9, × 20 = 2.2
    chosen = [choose_reading(replace(asking, points=points), everywhere, [near]).reading for points in (False, True)]
    assert [each.document for each in chosen if each is not None] == ["other", "own"]


def quoted(everywhere: Read, near: Read) -> list[str]:
    """The documents of the sentences that are chosen."""
    asking = Asking(Question("How much?", (Turn("assistant", "…", ("own",)),)), "How much?", Deadline(9.0))
    chosen = choose_reading(replace(asking, retrieved=everywhere[1]), everywhere, [near]).reading
    assert chosen is not None
    return [each.candidate.passage.chunk.document_id for each in chosen.quotable(3)]


def test_where_neither_is_sure_the_other_is_quoted_as_well_if_it_is_nearly_as_likely() -> None:
    own = read("perhaps", 0.5, "own")  # odds of 1
    assert quoted(read("perhaps", 0.34, "other"), own) == ["own", "other"]  # .52 × 2 = 1.03
    assert quoted(read("perhaps", 0.33, "other"), own) == ["own"]  # .49 × 2 = .99
    assert quoted(read("no", 0.34, "other"), own) == ["own"]
    assert quoted(read("perhaps", 0.95, "other"), own) == ["other"]  # odds of 19
    assert quoted(read("perhaps", 0.7, "other"), read("sure", 0.6, "own")) == ["own"]


def chosen_document(question: str, everywhere: Read, near: Read, alike: Sequence[Read] = ()) -> str:
    asking = Asking(Question(question, (Turn("assistant", "…", ("own",)),)), question, Deadline(9.0), points=True)
    chosen = choose_reading(replace(asking, retrieved=everywhere[1]), everywhere, [near], alike)
    assert chosen.reading is not None
    return chosen.reading.document


@pytest.mark.parametrize(
    ("question", "other", "expected"),
    [
        ("Any arrests?", "other", "ferry"),
        ("How old is she?", "other", "ferry"),
        ("And the crowns?", "other", "ferry"),
        ("And crowns?", "other", "ferry"),  # "Repairs cost 9 crowns."
        ("And dollars?", "other", "other"),
        ("Oster?", "other", "other"),
        ("Any arrests?", "ferry sold", "ferry sold"),  # it may tell of the same
        ("Has the owner been charged?", "owner charged", "owner charged"),
    ],
)
def test_what_names_nothing_else_leaves_its_document_only_for_a_sure_answer(question: str, other: str, expected: str) -> None:
    near = read("no", 0.01, "ferry")
    assert chosen_document(question, read("perhaps", 0.4, other), near) == expected
    assert chosen_document(question, read("sure", 0.9, other), near) == other


def test_what_tells_of_the_same_answers_sooner_where_a_question_names_nothing() -> None:
    everywhere, near, alike = read("perhaps", 0.05, "other"), read("no", 0.01, "own"), read("perhaps", 0.1, "alike")
    assert chosen_document("Did anyone die?", everywhere, near, [alike]) == "alike"  # odds of .11; .0101 × 8 = .08
    assert chosen_document("And crowns?", everywhere, near, [alike]) == "own"  # × 20 = .2


@pytest.mark.parametrize("points", [True, False])
def test_what_another_document_says_to_a_follow_up_is_never_sure(points: bool) -> None:
    asking = Asking(Question("How much?", (Turn("assistant", "…", ("own",)),)), "How much?", Deadline(9.0), points=points)
    everywhere = read("sure", 0.9, "other")
    chosen = choose_reading(replace(asking, retrieved=everywhere[1]), everywhere, [read("no", 0.05, "own")])
    assert chosen.reading is not None
    assert (chosen.reading.document, chosen.reading.confidence) == ("other", "perhaps")


@pytest.mark.parametrize(("points", "confidence"), [(True, "perhaps"), (False, "no")])
@pytest.mark.parametrize("elsewhere", ["own", "other"])
def test_what_points_back_is_never_refused_of_the_document_just_quoted(elsewhere: str, points: bool, confidence: str) -> None:
    asking = Asking(Question("Why not?", (Turn("assistant", "…", ("own",)),)), "Why not?", Deadline(9.0), points=points)
    everywhere = read("no", 0.05, elsewhere)
    chosen = choose_reading(replace(asking, retrieved=everywhere[1]), everywhere, [read("no", 0.05, "own")])
    assert chosen.reading is not None
    assert (chosen.reading.document, chosen.reading.confidence) == ("own" if points else elsewhere, confidence)
    assert (chosen.standalone == "Why not?") == (elsewhere == "own" or not points)


def test_the_document_is_named_by_its_title_without_the_newspaper_and_not_at_length() -> None:
    assert about_document("How high?", "The Tarn bridge | The Oster Post") == "How high? (about: “The Tarn bridge”)"
    assert about_document("How high? (about: Tarn)", "Bridge") == "How high? (about: Tarn, “Bridge”)"
    assert about_document("How high?", "word " * 40) == f"How high? (about: “{('word ' * 16).strip()}…”)"


BRIDGE = "The Tarn bridge was closed on Monday after a lorry hit it. Repairs will cost 40,000 crowns."
SCHOOL = "The Oster school opens on Friday. Repairs of its roof will cost 90,000 crowns."
FIRST = "Was the Tarn bridge closed?"


def test_a_follow_up_is_answered_by_the_document_of_the_answer_before(workshop: Workshop) -> None:
    workshop.add(
        "a", "The Tarn bridge was closed on Monday after a lorry hit it. Repairs will cost 40,000 crowns.", "Tarn bridge"
    )
    workshop.add("b", "The Oster school opens on Friday. Repairs of its roof will cost 90,000 crowns.", "Oster school")
    pipeline = workshop.pipeline
    history = [Turn("user", FIRST), Turn("assistant", pipeline.ask(FIRST).text)]
    answer = pipeline.ask("How much will it cost?", history)
    assert [citation.source for citation in answer.citations] == ["a"]
    assert pipeline.ask("How much will the repairs of the roof of the Oster school cost?", history).citations[0].source == "b"


def test_that_document_is_looked_for_only_in_what_is_asked(workshop: Workshop) -> None:
    workshop.add(
        "a", "The Tarn bridge was closed on Monday after a lorry hit it. Repairs will cost 40,000 crowns.", "Tarn bridge"
    )
    workshop.add("b", "The Oster school opens on Friday. Repairs of its roof will cost 90,000 crowns.", "Oster school")
    history = [Turn("user", FIRST), Turn("assistant", workshop.pipeline.ask(FIRST).text)]
    answer = workshop.pipeline.ask("How much will it cost?", history, Scope(sources=("b",)))
    assert {citation.source for citation in answer.citations} <= {"b"}


def test_others_that_tell_of_the_same_are_found_by_the_title_of_the_one_just_quoted(workshop: Workshop) -> None:
    bridge = workshop.add("a", "It was closed on Monday after a lorry hit it.", "Tarn bridge closed")
    new = workshop.add("b", "An engineer spoke of 63,000 crowns.", "Tarn bridge: dearer than thought")
    towns = [workshop.add(town, "The repairs will cost 9,000 crowns.", f"{town} school") for town in ("Oster", "Malm", "Vik")]
    stores = workshop.pipeline.stores
    passages = Passages(stores.library, workshop.pipeline.embedder, HybridRetriever(stores), 8)
    asking = Asking(Question("How much will it cost?"), "How much will it cost?", Deadline(9.0))
    near = passages.of(replace(asking, question=replace(asking.question, scope=Scope(documents=(bridge.id,)))))
    [found] = passages.alike(asking, (near,))
    read = {chunk.chunk.document_id for chunk in found.chunks}
    assert new.id in read
    assert read < {new.id, *(town.id for town in towns)}  # three at most, and not the one just quoted
    assert passages.alike(asking, ()) == ()


def test_what_opens_with_and_is_asked_of_that_document_though_it_has_but_a_keyword(workshop: Workshop) -> None:
    workshop.add("a", f"{BRIDGE} The old ferry carries lorries meanwhile.", "Tarn bridge")
    workshop.add("b", "The ferry of Oster is for people only. The ferry was built in 1990.", "Oster ferry")
    history = [Turn("user", FIRST), Turn("assistant", workshop.pipeline.ask(FIRST).text)]
    answer = workshop.pipeline.ask("and the ferry", history)
    assert answer.standalone_question == "and the ferry (about: Tarn bridge)"
    assert [citation.source for citation in answer.citations] == ["a"]


def test_what_points_back_is_asked_of_that_document_however_much_it_seems_to_stand_alone(workshop: Workshop) -> None:
    text = "The house is valued at 312,400 crowns. It was raised because of the sunroom."
    house = workshop.add("a", text, "Oster revenue office")
    workshop.add("b", "Bread is so much higher in price because of the drought.", "Oster bakery")
    history = [Turn("user", "house value"), Turn("assistant", "It is 312,400 crowns.", (house.id,))]
    answer = workshop.pipeline.ask("why so much higher", history)
    assert "house value" in answer.standalone_question.removeprefix("why so much higher (about: ")
    assert [citation.source for citation in answer.citations] == ["a"]


def test_keywords_after_an_answer_are_asked_of_its_document(workshop: Workshop) -> None:
    told = "The Tarn bridge was closed on Monday after a lorry hit it, the police of Oster said. Its driver was unhurt."
    bridge = workshop.add("a", f"{told} The fine for its owner is 300 crowns at most.", "Tarn bridge")
    workshop.add(
        "b", "What is the maximum fine? The maximum fine in Oster is 90 crowns, by the rules of the town.", "Oster parking"
    )
    answer = workshop.pipeline.ask("maximum fine", [Turn("user", FIRST), Turn("assistant", told, (bridge.id,))])
    assert answer.standalone_question == "maximum fine (about: Tarn bridge)"
    assert answer.citations[0].source == "a"
    assert workshop.pipeline.ask("maximum fine").citations[0].source == "b"


def test_the_document_that_an_answer_quotes_is_known_where_another_says_the_same(workshop: Workshop) -> None:
    told = "The ferry was stopped on Monday because of a storm."
    one = workshop.add("a", f"{told} It will cost the town 300 crowns.", "Ferry")
    two = workshop.add("b", f"{told} It will cost the town 500 crowns.", "Ferry")
    for quoted in (one, two):
        history = [Turn("user", "Why was the ferry stopped?"), Turn("assistant", told, (quoted.id,))]
        assert workshop.pipeline.ask("What will it cost?", history).citations[0].source == quoted.source
    gone = [Turn("user", "Why was the ferry stopped?"), Turn("assistant", told, ("gone",))]
    assert workshop.pipeline.ask("What will it cost?", gone).text == REMOVED


def test_of_several_documents_that_an_answer_quotes_the_first_is_asked(workshop: Workshop) -> None:
    bridge = workshop.add("a", BRIDGE, "Tarn bridge")
    school = workshop.add("b", SCHOOL, "Oster school")
    told = {bridge.id: "The Tarn bridge was closed.", school.id: "The roof of the Oster school leaks."}
    for first, second in ((bridge, school), (school, bridge)):
        answer = f"{told[first.id]} [1] It is wet. [2]"
        history = [Turn("user", "What was closed?"), Turn("assistant", answer, (first.id, second.id))]
        assert workshop.pipeline.ask("What will the repairs cost?", history).citations[0].source == first.source


def test_what_only_the_second_document_of_an_answer_tells_is_asked_of_that_one(workshop: Workshop) -> None:
    ferry = workshop.add(
        "a", "The ferry of Oster was stopped by a storm. Its crew slept on board, the captain said.", "Oster ferry"
    )
    tram = workshop.add(
        "b", "The tram of Oster was stopped by a storm. Its driver was paid 40 crowns for the night.", "Late again"
    )
    workshop.add("c", "The driver of the Lumen festival bus was paid 90 crowns. The driver was paid well.", "Lumen")
    workshop.add("d", "How much is a driver paid in Tarn? A driver was paid 95 crowns in Tarn.", "Tarn")
    told = "The ferry of Oster was stopped by a storm. [1] The tram of Oster was stopped by a storm. [2]"
    history = [Turn("user", "What did the storm stop?"), Turn("assistant", told, (ferry.id, tram.id))]
    answer = workshop.pipeline.ask("who was paid?", history)
    assert answer.standalone_question.startswith("who was paid? (about: storm, ")
    assert [citation.source for citation in answer.citations] == ["b"]


def test_a_document_that_is_named_answers_though_the_one_just_quoted_seems_to() -> None:
    own = read("sure", 0.84, "own")
    asked = "and at 14 Hollins Terrace?"
    assert chosen_document(asked, read("perhaps", 0.2, "Lease of 14 Hollins Terrace"), own) == "Lease of 14 Hollins Terrace"
    assert chosen_document(asked, read("no", 0.2, "Lease of 14 Hollins Terrace"), own) == "own"
    assert chosen_document(asked, read("perhaps", 0.2, "Lease of 7 Marlow Court"), own) == "own"


def test_a_shortened_question_is_never_surely_answered_without_any_of_its_words(workshop: Workshop) -> None:
    workshop.add("a", "A day ticket for the museum of Oster costs 12 crowns. It opens at noon. Dogs stay outside.", "Oster")
    first = "How much is a day ticket for the museum of Oster?"
    answer = workshop.pipeline.ask(first)
    assert answer.confidence == "sure"
    second = workshop.pipeline.ask("and for dogs?", [Turn("user", first), answer.turn()])
    assert second.standalone_question == "How much is a day ticket for the museum of Oster for dogs?"
    assert second.confidence == "perhaps"


def test_a_conversation_comes_back_to_a_document_that_it_quoted_earlier(workshop: Workshop) -> None:
    ferries = workshop.add(
        "a", "The Tarn ferries were built in Malm. They were sold on 3 May to a shipyard in Vik.", "Tarn ferries"
    )
    buses = workshop.add("b", "The Oster buses were painted red. In June some of them were sold or lent.", "Oster buses")
    history = [
        *(Turn("user", "Where were the Tarn ferries built?"), Turn("assistant", "They were built in Malm.", (ferries.id,))),
        *(Turn("user", "What colour are the Oster buses?"), Turn("assistant", "They were painted red.", (buses.id,))),
    ]
    answer = workshop.pipeline.ask("When exactly were the ferries sold to the shipyard?", history)
    assert answer.citations[0].source == "a"
    assert answer.standalone_question.endswith("“Tarn ferries”)")


def test_what_seems_complete_is_asked_of_the_document_just_quoted_too_where_that_has_all_its_words(workshop: Workshop) -> None:
    operation = workshop.add("a", "The operation takes 20 minutes. Whoever takes warfarin brings a yellow book.", "Operation")
    workshop.add("b", "What you take with warfarin matters: no grapefruit, no cranberries.", "Warfarin and food")
    history = [Turn("user", "How long does the operation take?"), Turn("assistant", "It takes 20 minutes.", (operation.id,))]
    asking, _ = workshop.pipeline.trace(Question("I take warfarin, what do I bring", tuple(history)))
    assert [turn.documents for turn in asking.exchanges] == [(operation.id,)]
    elsewhere, _ = workshop.pipeline.trace(Question("I eat grapefruit, what do I bring", tuple(history)))
    assert elsewhere.exchanges == ()


@pytest.mark.parametrize(("keeper", "confidence"), [("Karl Berg", "perhaps"), ("Nils Dahl", "sure")])
def test_another_document_never_surely_tells_of_whom_the_one_just_quoted_names(
    workshop: Workshop, keeper: str, confidence: str
) -> None:
    workshop.add("cup", f"Oster beat Lund 5-0 in the cup on Monday. {keeper} was ill.", "Oster beats Lund")
    workshop.add("final", "Mira Holm was playing in the final of the league on Sunday, and Karl Berg was in goal.", "The final")
    asked, message = "By how much did Oster beat Lund in the cup?", "Was Karl Berg in goal in the final of the league?"
    assert workshop.pipeline.ask(message).confidence == "sure"
    history = [Turn("user", asked), workshop.pipeline.ask(asked).turn()]
    assert workshop.pipeline.ask(message, history).confidence == confidence
