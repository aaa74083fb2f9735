import threading
from dataclasses import replace
from pathlib import Path
from time import perf_counter, sleep
from types import SimpleNamespace
from typing import Any

import pytest
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from qa.attribution.answers.speaker_answers import NOTHING_ELSE
from qa.embedding import Embedder
from qa.english.periods import Period
from qa.pipeline import MAX_QUESTION_CHARACTERS, Pipeline
from qa.pipeline.asking import Asking
from qa.pipeline.kinds.question_kind import QuestionKind
from qa.pipeline.langchain_store import CitedVectorStore
from qa.reading import Reading
from qa.reading.evidence import EvidenceReader
from qa.retrieval import Retrieved
from qa.settings import Settings
from qa.types import ABSTAINED, Answer, Answered, Document, Piece, Question, Rewritten, Scope, Sentence, Turn, Working
from qa.types.errors import LibraryError, NotFoundError, QuestionError
from tests.support import Workshop, open_pipeline


def test_every_quote_is_the_stored_text_at_its_offsets(pipeline: Pipeline) -> None:
    for question in (
        "When could Biden and Xi meet?",
        "Who is Yang Jiechi?",
        "What did Porter say?",
        "Who won the 2022 World Cup?",
    ):
        answer = pipeline.ask(question)
        for citation in (*answer.citations, *answer.closest):
            text = pipeline.stores.library.document(citation.document_id).text
            assert text[citation.start : citation.end] == citation.quote


def test_an_answer_is_the_sources_own_words_with_a_marker_for_each_citation(pipeline: Pipeline) -> None:
    answer = pipeline.ask("How many warheads does North Korea have?")
    assert (answer.status, answer.confidence) == ("answered", "sure")
    assert "15-60 nuclear warheads" in answer.citations[0].quote
    assert answer.text == "\n\n".join(f"{c.quote} [{c.marker}]" for c in answer.citations)
    assert [c.marker for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert {c.verdict for c in answer.citations} == {"verbatim"}


def test_keywords_that_ask_for_a_fact_are_read_as_a_question(pipeline: Pipeline) -> None:
    answer = pipeline.ask("north korea warheads number")
    assert (answer.confidence, answer.short_answer) == ("sure", "15-60 nuclear warheads")
    assert pipeline.ask("tell me about north korea warheads number").short_answer is None  # of that everything is told


@pytest.mark.parametrize("question", ["When could Biden and Xi meet?", "What did Porter say?", "Who won the 2022 World Cup?"])
def test_the_pieces_of_a_streamed_answer_are_its_text_and_the_answer_comes_last(pipeline: Pipeline, question: str) -> None:
    *before, last = pipeline.stream(question)
    assert isinstance(last, Answered)
    assert "".join(event.text for event in before if isinstance(event, Piece)) == last.answer.text
    assert replace(last.answer, timings_ms={}) == replace(pipeline.ask(question), timings_ms={})


def test_the_stages_are_told_before_the_text_and_the_question_where_it_was_rewritten(pipeline: Pipeline) -> None:
    history = (Turn("user", "How many warheads does North Korea have?"),)
    events = list(pipeline.stream(Question("And China?", history)))
    kinds = [event.stage if isinstance(event, Working) else type(event).__name__ for event in events]
    assert [kind for kind in kinds if kind != "Piece"] == ["contextualise", "Rewritten", "retrieve", "read", "Answered"]
    assert kinds.index("read") < kinds.index("Piece")


def test_a_stopped_stream_does_no_further_work(workshop: Workshop) -> None:
    workshop.add("a", "The harbour was closed by Mayor Brown on Monday.")
    events = workshop.pipeline.stream("When was the harbour closed?")
    assert next(events) == Working("contextualise")
    events.close()  # type: ignore[attr-defined]
    assert list(events) == []


def test_a_literal_question_is_asked_as_it_stands(pipeline: Pipeline) -> None:
    history = [Turn("user", "How many warheads does North Korea have?")]
    assert pipeline.ask("And China?", history).standalone_question == "How many warheads does China have?"
    assert pipeline.ask("And China?", history, literal=True).standalone_question == "And China?"


@pytest.mark.parametrize("question", ["How much of the world's emissions does China contribute?", "What did Porter say?"])
def test_each_citation_has_a_claim_in_the_text_before_its_marker(pipeline: Pipeline, question: str) -> None:
    answer = pipeline.ask(question)
    assert [claim.markers for claim in answer.claims] == [(citation.marker,) for citation in answer.citations]
    for claim in answer.claims:
        assert answer.text[claim.end :].startswith(f" [{claim.markers[0]}]")
        assert claim.verdict == "verbatim"
    if answer.reader == "extractive":
        assert [claim.of(answer.text) for claim in answer.claims] == [citation.quote for citation in answer.citations]


def test_an_abstention_cites_nothing_and_offers_the_closest_passages(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What is the capital of France?")
    assert (answer.status, answer.confidence, answer.citations) == ("abstained", "no", ())
    assert answer.text == "Not in these documents. Nothing here mentions “France”."
    assert [closest.marker for closest in answer.closest] == [1, 2, 3]


def test_a_greeting_is_answered_with_questions_that_this_library_answers(pipeline: Pipeline) -> None:
    answer = pipeline.ask("hello")
    assert (answer.status, answer.citations) == ("answered", ())
    assert "- What did" in answer.text


@pytest.mark.parametrize(
    ("polite", "plain"),
    [
        ("Hi, what did Porter say?", "What did Porter say?"),
        ("I'd like to know what Porter said about South Korea", "What did Porter say about South Korea?"),
        ("Could you tell me who Yang Jiechi is?", "Who is Yang Jiechi?"),
        ("hello! how many documents mention China, please?", "How many documents mention China?"),
        ("please summarise this", "summarise this"),
        ("good afternoon, who is quoted most?", "Who is quoted most?"),
        ("Thanks. Who called Kim Jong Un a thug?", "Who called Kim Jong Un a thug?"),
        ("How many warheads does North Korea have, please?", "How many warheads does North Korea have?"),
        ("Hello, could you quote Manning on nuclear talks?", "Quote Manning on nuclear talks"),
        ("Excuse me, who is hosting the climate summit? Many thanks!", "Who is hosting the climate summit?"),
    ],
)
def test_a_polite_question_is_answered_as_without_politeness_and_shown_as_typed(
    pipeline: Pipeline, polite: str, plain: str
) -> None:
    *events, last = pipeline.stream(polite)
    expected = pipeline.ask(plain)
    assert isinstance(last, Answered)
    assert not any(isinstance(event, Rewritten) for event in events)
    assert (last.answer.question, last.answer.standalone_question) == (polite, polite)
    assert (last.answer.text, last.answer.reader, last.answer.unsure) == (expected.text, expected.reader, expected.unsure)


def test_politeness_in_a_conversation_changes_nothing(pipeline: Pipeline) -> None:
    def told(first: str, then: str) -> Answer:
        answer = pipeline.ask(first)
        return pipeline.ask(
            then, [Turn("user", first), Turn("assistant", answer.text, tuple(each.document_id for each in answer.citations))]
        )

    polite = told("Hi, what did Porter say?", "ok thanks! And what about Victor Cha, please?")
    plain = told("What did Porter say?", "And what about Victor Cha?")
    assert (polite.text, polite.standalone_question) == (plain.text, "What did Victor Cha say?")
    assert polite.question == "ok thanks! And what about Victor Cha, please?"


def test_keywords_are_answered_with_sentences_that_have_them(pipeline: Pipeline) -> None:
    answer = pipeline.ask("climate summit")
    assert answer.status == "answered"
    assert "climate" in answer.citations[0].quote.lower()


def test_a_letter_or_a_digit_alone_is_never_answered_surely_and_an_abbreviation_is(workshop: Workshop) -> None:
    workshop.add("a", "The plan X is the best of all, the mayor said. Week 7 of the games began. The EU pays for the harbour.")
    told = {asked: workshop.pipeline.ask(f"tell me about {asked}").confidence for asked in ("x", "7", "eu", "harbour")}
    assert told == {"x": "perhaps", "7": "perhaps", "eu": "sure", "harbour": "sure"}
    assert workshop.pipeline.ask("x").confidence == "perhaps"


def test_keywords_that_one_document_alone_is_near_are_told_of_by_its_next_best_sentences(workshop: Workshop) -> None:
    park = "The Lindsey Memorial Park opened in 1984. A mural in the Lindsey Memorial Park shows a girl with a newspaper."
    workshop.add("park", f"{park} The Lindsey Memorial Park lies on Elm Street beside the bridge.", title="A park")
    workshop.add_all({f"{number}.txt": f"The council of town {number} met on Monday in the rain." for number in range(4)})
    answer = workshop.pipeline.ask("lindsey memorial park")
    assert [citation.source for citation in answer.citations] == ["park"] * 3


def test_a_question_in_another_language_is_told_which_language_is_read(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Wie viele Sprengköpfe hat China?")
    assert (answer.confidence, "English" in answer.text) == ("no", True)


def test_a_misspelt_name_is_looked_for_as_it_was_probably_meant_and_that_is_said(workshop: Workshop) -> None:
    workshop.add("a", "The harbour was closed by Mayor Okonkwo on Monday.")
    answer = workshop.pipeline.ask("What did Mayor Okonkow close?")
    assert answer.citations[0].quote == "The harbour was closed by Mayor Okonkwo on Monday."
    assert answer.notice == "Showing results for Okonkwo."


@pytest.mark.parametrize("question", ["word " * 390 + "?", "为什么" * 300, "Who closed the harbour? " * 80])
def test_a_question_of_any_length_gets_an_answer_or_a_sentence_that_helps(workshop: Workshop, question: str) -> None:
    workshop.add("a", "The harbour was closed by Mayor Okonkwo on Monday.")
    assert workshop.pipeline.ask(question).text


def test_an_empty_library_says_what_to_do_and_is_not_a_failure(workshop: Workshop) -> None:
    answer = workshop.pipeline.ask("What did Porter say?")
    assert answer.status == "abstained"
    assert "qa ingest" in answer.text


@pytest.mark.parametrize("question", ["", "  \n", "x" * (MAX_QUESTION_CHARACTERS + 1)])
def test_what_is_no_question_is_an_error_and_not_an_abstention(pipeline: Pipeline, question: str) -> None:
    with pytest.raises(QuestionError):
        pipeline.ask(question)


@pytest.mark.parametrize("given", [5, {"question": "Who?"}, Question(None)])  # type: ignore[arg-type]
def test_what_a_chain_hands_on_that_is_no_question_is_named(pipeline: Pipeline, given: Any) -> None:
    with pytest.raises(QuestionError, match=r"not a value of the type (int|dict|NoneType)$"):
        pipeline.runnable.invoke(given)


@pytest.mark.parametrize("question", ["?", "🐋", "ما هي؟", "\u202e?", "' OR 1=1 --", '"', "a" * 2000, "NEAR(a b)"])
def test_odd_questions_are_answered_or_abstained_from_and_never_fail(pipeline: Pipeline, question: str) -> None:
    assert pipeline.ask(question).status in {"answered", "abstained"}


def test_a_turn_is_a_pair_as_well_and_what_is_none_is_named(pipeline: Pipeline) -> None:
    history = [("user", "When could Biden and Xi meet?"), {"role": "assistant", "text": "In April."}]
    assert pipeline.ask("Where?", history).standalone_question == "Where could Biden and Xi meet?"
    for given in (("system", "Be brief."), ("user",), "user", ("user", 5), {"role": "user"}, None):
        with pytest.raises(QuestionError, match="is no turn; give"):
            pipeline.ask("Where?", [given])  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"question": Question("Who?")}, "stream, trace and runnable take a whole Question"),
        ({"question": "Who\ud800?"}, "the question holds a lone surrogate at 3"),
        ({"history": None}, "a history is a list of turns, not a value of the type NoneType"),
        ({"history": Turn("user", "Who?")}, "a history is a list of turns, not a value of the type Turn"),
        ({"history": [Turn("system", "Be brief.")]}, "is no turn"),
        ({"scope": {"documents": ["a"]}}, "not a value of the type dict"),
    ],
)
def test_a_program_is_told_what_it_gave_that_can_not_be_asked(pipeline: Pipeline, asked: Any, said: str) -> None:
    with pytest.raises(QuestionError, match=said):
        pipeline.ask(**({"question": "Who?"} | asked))


def test_a_whole_question_is_looked_at_as_closely_as_its_parts(pipeline: Pipeline) -> None:
    pairs: Any = (("user", "When could Biden and Xi meet?"),)
    assert pipeline.trace(Question("Where?", pairs))[1].standalone_question == "Where could Biden and Xi meet?"
    for wrong in (Question("Who?", scope="all"), Question("Who?", history=5), SimpleNamespace(text="Who?")):  # type: ignore[arg-type]
        with pytest.raises(QuestionError, match="not a value of the type"):
            pipeline.stream(wrong)


def test_a_follow_up_is_made_standalone_from_the_history_given_and_nothing_is_kept(pipeline: Pipeline) -> None:
    answer = pipeline.ask("Where?", [Turn("user", "When could Biden and Xi meet?")])
    assert (answer.question, answer.standalone_question) == ("Where?", "Where could Biden and Xi meet?")
    assert pipeline.ask("Where?").standalone_question == "Where?"


def test_a_scope_keeps_the_answer_to_the_chosen_documents(workshop: Workshop) -> None:
    workshop.add("a", "The harbour was closed by Mayor Brown on Monday.")
    workshop.add("b", "The harbour was closed by Mayor Green on Tuesday.")
    scope = Scope(sources=("b",))
    answer = workshop.pipeline.ask("When was the harbour closed?", scope=scope)
    assert [c.source for c in answer.citations] == ["b"]
    assert (answer.scope, answer.to_json()["scope"]) == (scope, {"sources": ("b",)})
    assert "scope" not in workshop.pipeline.ask("When was the harbour closed?").to_json()


def test_a_scope_of_what_is_not_there_is_an_error_and_not_an_abstention(workshop: Workshop) -> None:
    document = workshop.add("a", "The harbour was closed by Mayor Brown on Monday.")
    sea = workshop.library.collections.create("Sea")
    workshop.library.collections.put(sea.id, [document.id])
    question, pipeline = "When was the harbour closed?", workshop.pipeline
    for scope in (Scope(documents=(document.id, "nope")), Scope(collections=("Nope",))):
        with pytest.raises(NotFoundError, match=r"(?i)nope"):
            pipeline.ask(question, scope=scope)
        with pytest.raises(NotFoundError, match=r"(?i)nope"):
            pipeline.runnable.invoke(Question(question, scope=scope))
        with pytest.raises(NotFoundError, match=r"(?i)nope"):
            pipeline.search(question, 1, scope)
    assert pipeline.ask(question, scope=Scope((document.id,), collections=("Sea",))).status == "answered"


@pytest.mark.parametrize(
    ("since", "until", "says"),
    [("2026-05-01", "2026-01-01", "ends before it begins"), ("May", None, "'May' is no date; give one as YYYY-MM-DD")],
)
def test_a_period_that_nothing_can_be_in_is_an_error_and_not_an_abstention(
    pipeline: Pipeline, since: str, until: str | None, says: str
) -> None:
    question, scope = "When could Biden and Xi meet?", Scope(since=since, until=until)
    for ask in (
        lambda: pipeline.ask(question, scope=scope),
        lambda: pipeline.search(question, 1, scope),
        lambda: pipeline.runnable.invoke(Question(question, scope=scope)),
        lambda: pipeline.overview(QuestionKind("count", period=Period(since, until)), question),
    ):
        with pytest.raises(QuestionError, match=says):
            ask()


def test_a_closed_pipeline_answers_and_adds_nothing(own_dir: Path, embedder: Embedder) -> None:
    with open_pipeline(Settings(data_dir=own_dir), embedder) as pipeline:
        runnable = pipeline.runnable
    searched = CitedVectorStore(pipeline).similarity_search
    for ask in (runnable.invoke, pipeline.ask, lambda question: pipeline.find(question, 1), searched):
        with pytest.raises(LibraryError, match="this pipeline is closed"):
            ask("What did Porter say?")
    with pytest.raises(LibraryError, match="this pipeline is closed"):
        pipeline.add([Document.create(source="a", title="A", text="A whale sings.")])


def test_the_stages_are_timed_and_sum_to_the_total(pipeline: Pipeline) -> None:
    timings = dict(pipeline.ask("When could Biden and Xi meet?").timings_ms)
    total = timings.pop("total")
    assert {"embed", "retrieve", "read"} <= timings.keys()
    assert sum(timings.values()) == pytest.approx(total)


def test_what_understanding_a_question_takes_is_told_and_nothing_is_counted_twice(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(asking: Asking, _library: object) -> Asking:
        with asking.timed("tables"):
            sleep(0.05)
        sleep(0.1)
        return replace(asking, decided=Answer("?", "?", "abstained", "extractive", ABSTAINED))

    monkeypatch.setattr("qa.pipeline.answerers.understanding.correct_spelling", slow)
    started = perf_counter()
    timings = pipeline.ask("When could Biden and Xi meet?").timings_ms
    took = (perf_counter() - started) * 1000
    assert timings["contextualise"] >= 99
    assert timings["tables"] >= 49
    assert timings["total"] <= took


def test_the_pipeline_composes_with_other_langchain_code(pipeline: Pipeline) -> None:
    cited: RunnableLambda[Answer, list[str]] = RunnableLambda(lambda answer: [c.quote for c in answer.citations])
    chain = pipeline.runnable | cited
    assert "April 22" in chain.invoke("When could Biden and Xi meet?")[0]
    assert "15-60" in chain.invoke(Question("How many warheads does North Korea have?"))[0]
    batch = chain.batch(["When could Biden and Xi meet?", "What is the capital of France?"])
    assert [bool(quotes) for quotes in batch] == [True, False]
    around = RunnablePassthrough.assign(answer=(lambda given: given["text"]) | pipeline.runnable)
    assert around.invoke({"text": "Who is Yang Jiechi?"})["answer"].status == "answered"


def test_threads_asking_at_once_get_the_answers_they_would_get_alone(pipeline: Pipeline) -> None:
    questions = ["When could Biden and Xi meet?", "How many warheads does North Korea have?", "Who won the 2022 World Cup?"] * 4
    alone = {question: pipeline.ask(question).text for question in questions}
    together: list[tuple[str, str]] = []
    threads = [threading.Thread(target=lambda q=q: together.append((q, pipeline.ask(q).text))) for q in questions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(together) == len(questions)
    assert all(alone[question] == text for question, text in together)


def conversation(pipeline: Pipeline, *questions: str) -> list[Answer]:
    history: list[Turn] = []
    answers = []
    for question in questions:
        answer = pipeline.ask(question, history)
        answers.append(answer)
        history += [Turn("user", question), Turn("assistant", answer.text)]
    return answers


def test_a_conversation_about_speakers_holds_together(pipeline: Pipeline) -> None:
    first, rest, other, who = conversation(
        pipeline, "What did Porter say?", "What else did she say?", "And what about Victor Cha?", "Who is Victor Cha?"
    )
    assert [c.quote[:10] for c in first.citations] == ["“Throughou", "She added "]
    assert (rest.standalone_question, rest.text.startswith(NOTHING_ELSE)) == ("What else did Jalina Porter say?", True)
    assert (other.standalone_question, [c.speaker for c in other.citations]) == ("What did Victor Cha say?", ["Victor Cha"])
    assert who.standalone_question == "Who is Victor Cha?"
    assert "an analyst at the Washington-based think tank" in who.citations[0].quote


def test_he_is_the_person_asked_about_rather_than_another_one_named_in_the_answer(pipeline: Pipeline) -> None:
    _, where = conversation(pipeline, "Who is Yang Jiechi?", "Where is he meeting Blinken?")
    assert where.standalone_question == "Where is Yang Jiechi meeting Blinken?"
    assert "Anchorage" in where.citations[0].quote


def test_what_else_leaves_out_what_was_quoted_before(pipeline: Pipeline) -> None:
    _, rest = conversation(pipeline, "What did Thompson say about the six-party talks?", "What else did he say?")
    assert rest.standalone_question == "What else did Drew Thompson say?"
    assert [c.quote[:30] for c in rest.citations] == ["“North Korea has been unrespon"]


def test_an_unknown_speaker_is_abstained_from_with_the_closest_passages(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What did Vladimir Putin say about Ukraine?")
    assert (answer.status, answer.text, answer.citations) == ("abstained", ABSTAINED, ())
    assert len(answer.closest) == 3


def test_a_known_speaker_who_is_silent_on_the_topic_is_said_to_be(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What did Porter say about Iran?")
    assert answer.status == "abstained"
    assert answer.text.startswith("Jalina Porter said nothing about Iran in these documents")
    assert {c.speaker for c in answer.closest} == {"Jalina Porter"}


def test_the_steps_of_a_list_are_quoted_in_their_order_each_with_its_claim(workshop: Workshop) -> None:
    steps = ["1. Hold MENU for five seconds.", "2. Press the button of the sensor.", "3. Confirm with OK.", "4. Choose a zone."]
    workshop.add("a", "How to pair a sensor\n\n" + "\n".join(steps) + "\n\nKeep the unit dry.", title="Manual")
    answer = workshop.pipeline.ask("What are the steps to pair a sensor?")
    assert [each.quote for each in answer.citations] == steps
    assert answer.text.endswith("\n".join(f"- {step} [{marker}]" for marker, step in enumerate(steps, start=1)))
    assert [answer.text[claim.start : claim.end] for claim in answer.claims] == steps


def test_the_steps_are_quoted_where_they_stand_beside_the_sentence_that_suits_best(workshop: Workshop) -> None:
    steps = ["1. Pellet the culture.", "2. Resuspend the pellet in buffer P1.", "3. Spin for ten minutes."]
    lines = ["Extraction of plasmids", "", *steps, "", "A plasmid extraction may be stopped after two of its steps."]
    workshop.add("a", "\n".join(lines), title="Protocol")
    answer = workshop.pipeline.ask("What are the steps of the plasmid extraction?")
    assert [each.quote for each in answer.citations] == steps


def test_where_the_document_asks_the_same_what_follows_is_quoted(workshop: Workshop) -> None:
    workshop.add("a", "Bo Lang: who has the keys for Leek?\n\nAnn Lee: I do, and the caretaker has a set.", title="Dispatch")
    answer = workshop.pipeline.ask("who has the keys for leek")
    assert [each.quote for each in answer.citations] == ["Ann Lee: I do, and the caretaker has a set."]


LIBRARY = """# Tools to borrow

**Who may join?**
Anyone over 18 with an address in Ellwick. Bring a photo ID and a recent bill.

**Do you lend chainsaws?**
No. Our insurer won't allow it. The same holds for nail guns.

**Do I have to clean the tools?**
Yes. Mud and paint must be removed.
"""


def test_what_a_document_asks_and_answers_itself_is_answered_surely_with_its_yes_or_no(workshop: Workshop) -> None:
    workshop.add("faq.md", LIBRARY, title="Tools to borrow")

    def asked(question: str) -> tuple[str, str]:
        answer = workshop.pipeline.ask(question)
        return answer.confidence, answer.citations[0].quote

    assert asked("Who may join?") == ("sure", "Anyone over 18 with an address in Ellwick. Bring a photo ID and a recent bill.")
    assert asked("Do I have to clean the tools?") == ("sure", "Yes. Mud and paint must be removed.")
    chainsaws = "No. Our insurer won't allow it. The same holds for nail guns."
    assert asked("do you lend chainsaws") == ("sure", chainsaws)
    confidence, quote = asked("can i borrow a chainsaw")  # in other words, and the quote shows what was asked there
    assert confidence == "perhaps"
    assert quote == "**Do you lend chainsaws?**\nNo. Our insurer won't allow it."


FINES = """# Parking

## How do I appeal a parking fine?

Write to Parking Services within 28 days and enclose photographs. If we reject the appeal, you can go to the tribunal.
"""
COURSES = "If you leave within a year of a course, you repay half of it. This does not apply if you are made redundant. Ask us."
ACCESS = "The owner may enter to inspect the flat after 24 hours' notice. No notice is needed in an emergency."
CLASSES = "Cancel a week before the class and you get your money back. After that we give no refunds. Ask us."
GRIEVANCES = "If you have a complaint, talk to your manager first. If it is about your manager, go to theirs. We listen."
LIMITS = (
    "The study lasted four years. Two limitations should be noted. We counted visits. All sites are wet. Ann Lee paid for it."
)


@pytest.mark.parametrize(
    ("text", "question", "quote"),
    [
        (FINES, "How do I appeal a parking fine?", FINES.split("\n\n")[2].strip()),
        (FINES, "who hears it where an appeal is rejected", "If we reject the appeal, you can go to the tribunal."),
        (COURSES, "do I repay a course if I am made redundant", COURSES.removesuffix(" Ask us.")),
        (ACCESS, "can the owner enter without notice", ACCESS),
        (CLASSES, "can I get a refund for classes", CLASSES.removesuffix(" Ask us.")),
        (GRIEVANCES, "how do I complain about my manager", GRIEVANCES.removesuffix(" We listen.")),
        (LIMITS, "what are the limits of the study", "Two limitations should be noted. We counted visits. All sites are wet."),
        (LIMITS, "how many limitations should be noted", "Two limitations should be noted."),
    ],
)
def test_what_a_sentence_says_little_without_is_quoted_with_it(
    workshop: Workshop, text: str, question: str, quote: str
) -> None:
    workshop.add("a.md", text)
    answer = workshop.pipeline.ask(question)
    assert answer.citations[0].quote == quote


def test_no_sentence_is_quoted_twice(workshop: Workshop) -> None:
    slide = "Repairing the slide costs £2,150. It was decided to pay for the slide repair from the Whitlock legacy."
    workshop.add("a", f"{slide} The slide should open again on 4 July.")
    answer = workshop.pipeline.ask("how is the slide repair paid for")
    assert answer.text.count("£2,150") == 1
    assert " ".join(each.quote for each in answer.citations) == slide


def test_what_a_copy_has_said_is_not_quoted_again_before_the_sentence_that_points_back_to_it(workshop: Workshop) -> None:
    offer = "The Otter Choir of Leek offers to sing with us in the concert on 16 May."
    half = "They would sing the first half of the concert with us."
    workshop.add("a", f"Rehearsals are on Mondays. {offer} The hall is dear.", title="The choir sings in the concert")
    workshop.add("b", f"Thanks. {offer} {half}", title="Second letter")
    answer = workshop.pipeline.ask("what did the choir propose for the concert")
    assert " ".join(each.quote for each in answer.citations) == f"{offer} {half}"


def test_a_quote_ends_without_the_mark_of_a_quotation_that_began_before_it(workshop: Workshop) -> None:
    workshop.add("a", "“We saw the eggs in April. There were five eggs in the nest of the owl.” The owl left in May.")
    answer = workshop.pipeline.ask("How many eggs were in the nest of the owl?")
    assert answer.citations[0].quote == "There were five eggs in the nest of the owl."


def test_whoever_speaks_after_a_label_is_not_said_to_be_silent(workshop: Workshop) -> None:
    workshop.add("a", "The ferry is repaired in May.\n\nAnn Lee: The ferry will be late.", title="Notes")
    workshop.add("b", "Ann Lee thanked the crew of the ferry.")
    assert workshop.pipeline.ask("What did Ann Lee say about the ferry?").status == "answered"


def test_what_another_reader_takes_of_a_sentence_is_quoted_as_it_is(workshop: Workshop) -> None:
    workshop.add("a", "The ferry to Oster costs 12 crowns, as it did last year. It leaves at noon.", "Ferry")
    usual = EvidenceReader(workshop.library, 8)

    class Narrow:
        def read(self, retrieved: Retrieved) -> Reading:
            reading = usual.read(retrieved)
            best = reading.ranked[0]
            start = best.candidate.sentence.start
            narrow = replace(best.candidate, sentence=Sentence(start, start + len("The ferry to Oster costs 12 crowns")))
            return replace(reading, ranked=(replace(best, candidate=narrow), *reading.ranked[1:]))

    pipeline = Pipeline(workshop.pipeline.stores, workshop.pipeline.embedder, reader=Narrow())
    answer = pipeline.ask("How much does the ferry to Oster cost?")
    assert answer.citations[0].quote == "The ferry to Oster costs 12 crowns"


def test_of_a_subject_a_sentence_that_stands_alone_is_told_before_one_that_goes_on(workshop: Workshop) -> None:
    text = (
        "But Ann Brown of Bergen was the mayor.\n\n"
        "The council of the town chose Ann Brown, a former captain of a ferry to Oslo, to lead the harbour from May on.\n\n"
        "After a long career at sea Ann Brown taught music at the oldest school and sang in its choir each Sunday.\n\n"
        "A street near the new library was named for Ann Brown, whose father had built the first lighthouse of the coast."
    )
    workshop.add("a", text, title="The people of Bergen")
    quotes = [citation.quote for citation in workshop.pipeline.ask("tell me about Ann Brown").citations]
    assert quotes[0].startswith("The council of the town chose Ann Brown")
    assert not quotes[-1].startswith("But")


def test_a_sentence_that_announces_a_list_brings_it_whichever_of_its_lines_is_found(workshop: Workshop) -> None:
    rise = "The minimum wage will now go up by more than one euro each year:\n\n10.50 euros by 2022\n\n11.75 euros by 2023"
    workshop.add(
        "wage",
        "What to know about the new wage in Porto\n\n"
        "The minimum wage in Porto is expected to go to 15 euros an hour by 2025 after a vote late on Thursday. "
        "Mayor Ann Lee signed the law on Monday. "
        "The city can expect to pay an extra 3 million euros a year by 2024 to raise the wages of its workers.\n\n"
        f"{rise}\n\n13.25 euros by 2024\n\n"
        "Restaurants asked for more time. “This is the wrong moment,” said Bo Green of the restaurants.",
        title="a",
    )
    text = workshop.pipeline.ask("how much does the minimum wage rise each year").text
    announced, items = text.split("\n\n")
    assert announced.startswith("The minimum wage will now go up by more than one euro each year: [")
    assert [line[: len("- 10.50 euros by 2022")] for line in items.splitlines()] == [
        "- 10.50 euros by 2022",
        "- 11.75 euros by 2023",
        "- 13.25 euros by 2024",
    ]
    assert text.count("10.50") == 1


@pytest.mark.parametrize(
    "question", ["What did Portter say?", "What did Thompsn say?", "What did Manninng say about the talks?"]
)
def test_a_misspelt_name_of_whoever_spoke_is_read_as_the_nearest_one_and_told_so(pipeline: Pipeline, question: str) -> None:
    answer = pipeline.ask(question)
    assert answer.status == "answered"
    assert answer.standalone_question == question
    (name,) = {"Porter", "Thompson", "Manning"}.intersection((answer.notice or "").rstrip(".").split())
    assert (answer.notice or "").startswith(f"Showing results for {name}.")
    assert {each.speaker for each in answer.citations if each.speaker and name in each.speaker}


@pytest.mark.parametrize("name", ["Merkel", "Angela Merkel"])
def test_a_name_that_stands_nowhere_is_told_where_its_words_are_asked_for(pipeline: Pipeline, name: str) -> None:
    answer = pipeline.ask(f"What did {name} say?")
    assert (answer.status, answer.text) == ("abstained", f"{ABSTAINED} Nothing here mentions “{name}”.")
    assert answer.closest


def test_a_literal_question_about_whoever_spoke_keeps_its_spelling(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What did Portter say?", literal=True)
    assert (answer.status, answer.notice) == ("abstained", None)
