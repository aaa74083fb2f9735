"""“As a timeline”, “in two sentences”, “list the articles” after an answer are of what was just told."""

from collections.abc import Iterator

import pytest

from qa.embedding import Embedder
from qa.pipeline import Pipeline
from qa.pipeline.follow_ups.another_form import form_of
from qa.types import Answer, Turn
from tests.support import DataDir, Workshop, open_workshop, talk

ARTICLES = {
    "Tram strike halts Porto": (
        "2021-03-17",
        "The tram strike halted Porto on 15 March 2021. Drivers want shorter shifts. “We are tired,” said Ana Reis.",
    ),
    "Tram strike goes on": (
        "2021-03-24",
        "The tram strike went into its second week on 22 March 2021. The mayor met the drivers. “We will not give in,” said"
        " Ana Reis.",
    ),
    "Tram strike ends": ("2021-04-01", "The tram strike ended on 31 March 2021. Drivers will have shorter shifts from May on."),
    "Bread is dear": ("2021-06-09", "The bakers of Ghent ask more for bread. The price of flour has doubled in a year."),
    "Ferry fares": ("2020-01-05", "The ferry across the harbour costs two euros from May on. Children ride it for nothing."),
    "A new bridge": ("2019-02-03", "Bergen opened a bridge over the fjord on 1 February 2019. It cost 40 million crowns."),
    "Snow in June": ("2018-06-01", "Snow fell in the valley on the first day of June. Farmers lost their cherries."),
}
STRIKE = {title for title in ARTICLES if title.startswith("Tram")}


@pytest.fixture(scope="module")
def news(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Workshop]:
    """Seven articles, three of which are about a strike. Not to be changed."""
    with open_workshop(new_data_dir(), embedder) as workshop:
        for title, (day, text) in ARTICLES.items():
            workshop.add(f"https://news.example/{title.replace(' ', '-').lower()}", text, title=title, published=day)
        yield workshop


def titles(answer: Answer) -> set[str]:
    return {each.title for each in answer.citations}


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("in two sentences", "Summarize the tram strike in 2 sentences"),
        ("Shorter please, two sentences", "Summarize the tram strike in 2 sentences"),
        ("can I have that in four bullets", "Summarize the tram strike in 4 sentences"),
        ("key points", "Summarize the tram strike"),
        ("make it a timeline", "Timeline of the tram strike"),
        ("and as a timeline?", "Timeline of the tram strike"),
        ("and a timeline", "Timeline of the tram strike"),
        ("list the articles", "Which documents mention the tram strike"),
        ("how many are there?", "How many documents mention the tram strike"),
        ("who is quoted most in those", "Who is quoted most in them (about: the 3 documents of the last answer)"),
        ("how many articles is that based on?", "How many documents are they (about: the 3 documents of the last answer)"),
        ("which articles did you use", "Which documents are they (about: the 3 documents of the last answer)"),
    ],
)
def test_another_form_is_of_the_subject_that_was_just_told_of(news: Workshop, message: str, meant: str) -> None:
    answer = talk(news, "Summarize the tram strike", message)
    assert (answer.standalone_question, answer.status) == (meant, "answered")
    assert titles(answer) <= STRIKE


def test_one_form_follows_on_another(news: Workshop) -> None:
    answer = talk(news, "Summarize the tram strike", "which articles is that from", "in two sentences", "as a timeline please")
    assert answer.standalone_question == "Timeline of the tram strike"
    listed = talk(news, "Summarize the tram strike", "list the articles", "only those from April 2021")
    assert titles(listed) == {"Tram strike ends"}
    counted = talk(news, "Summarize the tram strike", "show me the articles", "how many of them are there")
    assert counted.standalone_question == "How many documents mention the tram strike"


@pytest.mark.parametrize(
    ("message", "title"), [("the latest one", "Tram strike ends"), ("the oldest", "Tram strike halts Porto")]
)
def test_a_document_that_heads_what_a_digest_tells_of_it_is_called_by_its_place(
    news: Workshop, message: str, title: str
) -> None:
    assert titles(talk(news, "Summarize the tram strike", f"give me the key points of {message}")) == {title}


@pytest.mark.parametrize("between", [(), ("key points",), ("as a timeline",)])
def test_it_is_the_subject_of_the_overview_however_that_was_told(news: Workshop, between: tuple[str, ...]) -> None:
    answer = talk(news, "Summarize the tram strike", *between, "how many articles mention it")
    assert answer.standalone_question == "How many documents mention the tram strike"
    assert answer.text.startswith("3 of 7 documents")


def test_after_another_form_of_an_answer_a_pronoun_is_whom_the_question_named(news: Workshop) -> None:
    answer = talk(news, "What did Ana Reis say about the strike?", "list the articles", "What did she say about shifts?")
    assert "Ana Reis" in answer.standalone_question


def test_some_of_a_list_are_called_by_their_place(news: Workshop) -> None:
    two = {"Tram strike ends", "Tram strike goes on"}
    assert titles(talk(news, "Which articles mention the tram strike?", "compare the first two")) == two
    assert titles(talk(news, "Which articles mention the tram strike?", "summarize the two newest articles")) == two
    assert talk(news, "Which articles mention the ferry?", "compare the first two").status == "abstained"


@pytest.mark.parametrize("message", ["key points", "timeline", "in two sentences", "list the articles"])
def test_after_nothing_another_form_is_of_nothing(news: Workshop, message: str) -> None:
    for messages in ([message], ["make it a timeline", message]):
        answer = talk(news, "Which articles mention elephants?", *messages)
        assert (answer.status, answer.text[:8]) == ("abstained", "Of what?")


@pytest.mark.parametrize("message", ["in two sentences", "as bullets", "in one line"])
def test_a_plain_answer_is_as_short_and_is_given_once_more(news: Workshop, message: str) -> None:
    asked = "How much does the ferry across the harbour cost?"
    answer = talk(news, asked, message)
    assert answer.standalone_question == asked
    assert "two euros" in answer.text


@pytest.mark.parametrize(
    ("asked", "message", "meant"),
    [
        ("Why are tensions high?", "as bullets", "Why are tensions high?"),
        ("Summarize", "now in two sentences", "Summarize in 2 sentences"),
    ],
)
def test_of_the_only_document_answers_and_its_summary_have_another_form_too(
    pipeline: Pipeline, asked: str, message: str, meant: str
) -> None:
    history = [Turn("user", asked), pipeline.ask(asked).turn()]
    assert pipeline.ask(message, history).standalone_question == meant


@pytest.mark.parametrize("message", ["in two sentences", "as a timeline"])
def test_what_was_refused_has_no_other_form(news: Workshop, message: str) -> None:
    answer = talk(news, "Who is the mayor of Narnia?", message)
    assert (answer.confidence, answer.citations) == ("no", ())


def test_after_a_plain_answer_the_articles_are_those_that_it_quotes(news: Workshop) -> None:
    assert titles(talk(news, "When did Bergen open a bridge?", "list the articles")) == {"A new bridge"}
    assert titles(talk(news, "When did Bergen open a bridge?", "timeline")) == {"A new bridge"}


@pytest.mark.parametrize(
    "message",
    [
        "How many articles mention bread?",
        "What are the newest articles?",
        "Who is quoted most?",
        "Which documents are in the library?",
    ],
)
def test_what_stands_alone_is_asked_of_all(news: Workshop, message: str) -> None:
    assert talk(news, "Summarize the tram strike", message).text == talk(news, message).text


@pytest.mark.parametrize(
    "message",
    [
        "shorter",
        "Source?",
        "what did she say?",
        "how many pages",
        "summarize the second one",
        "Who won?",
        "and Japan?",
        "how many died",
    ],
)
def test_what_asks_anything_else_is_no_wish_for_another_form(message: str) -> None:
    assert form_of(message) is None


@pytest.mark.parametrize("message", ["in one sentence", "shorter"])
def test_a_summary_of_one_document_is_made_shorter_and_not_one_of_all(news: Workshop, message: str) -> None:
    asked = ("What does bread cost in Ghent?", "summarize the article", "in one sentence", message)
    assert titles(talk(news, *asked)) == {"Bread is dear"}
