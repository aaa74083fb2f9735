"""A question that calls a document by its title is asked of that document."""

import pytest

from tests.support import Workshop

MILL = "The old mill of Oster closes in May. The owner, Ann Brown, is seventy and has no heirs. The wheel goes to the museum."
STORM = "The storm broke ten lines. The town of Oster pays for the repairs, the mayor said. Customers pay more from June."
OTHER = "Who pays is an old question. The bakers of Tarn pay for their own ovens, and always have."


@pytest.fixture
def library(workshop: Workshop) -> Workshop:
    workshop.add("mill", MILL, "What's next for the old mill? Nobody knows | The Oster Post")
    workshop.add("storm", STORM, "Who pays for repairs after storms?")
    workshop.add("other", OTHER, "The ovens of Tarn")
    return workshop


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ('What\'s "Who pays for repairs after storms?" about?', "storm"),
        ("Summarize “Who pays for repairs”", "storm"),
        ('summarise the article "what is next for the old mill?"', "mill"),
        ("Summarize what's next for the old mill", "mill"),
        ('Who pays, by the story "Who pays for repairs after storms?"', "storm"),
    ],
)
def test_what_is_called_by_its_title_alone_is_asked(library: Workshop, question: str, source: str) -> None:
    answer = library.pipeline.ask(question)
    assert answer.status == "answered"
    assert {citation.source for citation in answer.citations} == {source}


def test_the_question_is_shown_with_the_whole_title(library: Workshop) -> None:
    answer = library.pipeline.ask('What is "who pays for repairs" about?')
    assert answer.standalone_question == "What is this document about? (about: “Who pays for repairs after storms?”)"


@pytest.mark.parametrize(
    "question",
    [
        'Who said "Who pays for repairs"?',  # words, no title
        'Is "Who pays" about ovens?',  # too few words for a title
        'Does "Who pays for the ovens of Tarn" tell of repairs?',  # no document is called so
        'How many documents mention "Who pays for repairs"?',
        "Which articles mention “who pays for repairs after storms” in 2022?",
        'Who sang "What\'s next for the"?',  # the beginning of a title alone
    ],
)
def test_other_quotations_are_no_titles(library: Workshop, question: str) -> None:
    assert library.pipeline.ask(question).scope.documents == ()
