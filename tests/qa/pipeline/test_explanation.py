from qa.pipeline import Pipeline
from qa.pipeline.explanation import explain
from qa.types import Question, Turn
from tests.support import Workshop

STORM = "The harbour of Bergen was closed by Mayor Ann Brown on Monday because of the storm."


def why(workshop: Workshop, question: str, *history: Turn) -> dict[str, list[str]]:
    return explain(*workshop.pipeline.trace(Question(question, history)), 0.0)


def test_each_step_of_a_question_that_is_read_tells_what_it_came_to(workshop: Workshop) -> None:
    workshop.add("a", STORM, title="Storm in Bergen")
    told = why(workshop, "Why was the harbour closed?")
    assert list(told) == ["understood", "found", "read", "answered", "took"]
    assert told["understood"] == ["kind: question"]
    assert told["found"][0] == "1 passage of 1 document"
    assert told["found"][1].endswith(" “Storm in Bergen”")
    assert told["read"][0].startswith("1 sentence: “sure”; they answer with probability 0.")
    assert "the best one needs 0.63 for “sure”" in told["read"][0]
    assert told["read"][1] == "1.00 “The harbour of Bergen was closed by Mayor Ann Brown on Monday because of the …”"
    assert told["answered"] == ["sure; the best sentence is quoted first; reader: extractive"]
    assert told["took"][0].endswith(" ms")
    assert "total" in told["took"][0]


def test_a_question_that_nothing_is_read_for_tells_what_decided_it(workshop: Workshop) -> None:
    workshop.add("a", title="The storm in Bergen", text=f"{STORM} “We will open it on Friday,” Ann Brown said.")
    told = why(workshop, "What did Brown say?")
    assert told["understood"] == ["kind: question; speaker: Brown; topic: any"]
    assert (told["found"], told["read"]) == (["none to read: it was answered before"], ["nothing"])
    assert told["answered"] == ["sure; decided before reading: “What did X say?”; reader: statements"]
    assert why(workshop, "How many documents mention Bergen?")["understood"] == ["kind: count; topic: Bergen"]
    assert why(workshop, "Summarize “The storm in Bergen”")["understood"][0] == "kind: summary; asked of 1 document alone"
    assert why(workshop, "Who is Ann Brown?")["understood"] == ["kind: question; person: Ann Brown"]


def test_a_follow_up_and_a_misspelt_word_are_told_as_they_were_taken(workshop: Workshop) -> None:
    document = workshop.add("a", STORM)
    before = Turn("user", "Why was the harbour closed?"), Turn("assistant", f"{STORM} [1]", (document.id,))
    told = why(workshop, "Where?", *before)
    assert told["understood"][1].startswith("taken for “Where was the harbour closed?")
    assert told["understood"][2].startswith("points back to what was said before: “Why was the harbour closed?")
    misspelt = why(workshop, "Why was the harbuor of Bergen closed?")["understood"]
    assert "“harbuor” taken for “harbour”, which the documents have" in misspelt


def test_an_abstention_tells_whether_nothing_answers_or_the_threshold_is_higher(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    assert why(workshop, "Who won the chess cup?")["answered"][0].startswith("no; no sentence answers; ")
    usual = workshop.pipeline
    strict = Pipeline(usual.stores, usual.embedder, usual.settings.model_copy(update={"answer_threshold": 0.99}))
    told = explain(*strict.trace("Why was the harbour closed?"), 0.99)
    assert told["answered"][0].startswith("no; they are below QA_ANSWER_THRESHOLD, 0.99; ")


def test_a_rule_that_quotes_another_sentence_than_the_likeliest_is_told(workshop: Workshop) -> None:
    workshop.add("a", "The fire in Harlow killed 36 people, the county said.", published="2023-08-09")
    workshop.add("b", "The fire in Harlow killed 115 people, the county said.", published="2023-08-30")
    told = why(workshop, "How many people did the fire in Harlow kill?")
    assert "36" in told["read"][1]
    assert told["answered"][0].startswith("perhaps; a rule of quoting puts another sentence before the best one")


def test_no_language_model_is_told_of_where_none_wrote(workshop: Workshop) -> None:
    workshop.add("a", f"{STORM} “We will open it on Friday,” Carla Roe said.")
    [answered] = why(workshop, "Who is Carla Roe?")["answered"][:1]
    assert "language model" not in answered
