"""“It”, “the second one”, “them” after an answer that lists documents are those documents."""

from collections.abc import Iterator

import pytest

from qa.embedding import Embedder
from qa.pipeline.kinds.listed_documents import pointed_at
from qa.pipeline.kinds.question_kind import question_kind
from qa.types import Answer, Turn
from tests.support import DataDir, Workshop, open_workshop

ARTICLES = {
    "Storm in Bergen": (
        "2021-03-17",
        "A storm closed the harbour of Bergen on Monday. The ferry to Askoy was cancelled for a week.",
    ),
    "A tram for Porto": (
        "2021-05-02",
        "The council of Porto voted for a tram line to the harbour. The tram will cost 40 million euros.",
    ),
    "Bread is dear": ("2021-06-09", "The bakers of Ghent ask more for bread. The price of flour has doubled in a year."),
    "Ferry fares": ("2020-01-05", "The ferry across the harbour costs two euros from May on. Children ride it for nothing."),
}


@pytest.fixture(scope="module")
def news(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Workshop]:
    """Four articles, three of which mention a harbour. Not to be changed."""
    with open_workshop(new_data_dir(), embedder) as workshop:
        for title, (day, text) in ARTICLES.items():
            workshop.add(f"https://news.example/{title.split()[0].lower()}", text, title=title, published=day)
        yield workshop


def talk(workshop: Workshop, *questions: str, bare: bool = False) -> Answer:
    """The last answer of a conversation; `bare` where its turns are known by their text only."""
    history: list[Turn] = []
    for question in questions:
        answer = workshop.pipeline.ask(question, history)
        history += [Turn("user", question), Turn("assistant", answer.text) if bare else answer.turn()]
    return answer


def titles(answer: Answer) -> list[str]:
    return list(dict.fromkeys(each.title for each in answer.citations))


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(
    "message",
    [
        "summarize it",
        "what is it about?",
        "Summarise this article",
        "tell me more about this article",
        "sum up the whole piece",
        "what's the whole article about?",
    ],
)
def test_it_is_the_one_document_that_was_listed(news: Workshop, message: str, bare: bool) -> None:
    answer = talk(news, "which articles mention bread", message, bare=bare)
    assert (titles(answer), answer.reader) == (["Bread is dear"], "digest")
    assert answer.standalone_question == f"{message} (about: “Bread is dear”)"


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(
    ("message", "title"),
    [
        ("tell me more about the first one", "A tram for Porto"),
        ("Summarize the second", "Storm in Bergen"),
        ("Thanks! Could you summarize the second one for me, please?", "Storm in Bergen"),
        ("what is the 3rd article about?", "Ferry fares"),
        ("what about the last one?", "Ferry fares"),
        ("What does the second one say about the ferry?", "Storm in Bergen"),
        ("summarize number 2", "Storm in Bergen"),
        ("Is the second one about the ferry?", "Storm in Bergen"),
    ],
)
def test_a_listed_document_is_called_by_its_place(news: Workshop, message: str, title: str, bare: bool) -> None:
    assert titles(talk(news, "which articles mention the harbour", message, bare=bare)) == [title]


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(
    ("message", "title"), [("summarize the oldest", "Ferry fares"), ("what is the newest one about?", "A tram for Porto")]
)
def test_the_oldest_and_the_newest_are_places_in_the_list(news: Workshop, message: str, title: str, bare: bool) -> None:
    assert titles(talk(news, "which articles mention the harbour", message, bare=bare)) == [title]


def test_the_oldest_of_a_list_is_listed_where_nothing_is_asked_of_it(news: Workshop) -> None:
    answer = talk(news, "which articles mention the harbour", "the oldest")
    assert answer.standalone_question == "The oldest document about the harbour"


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("summarize it", "it"),
        ("Summarize them please", "them"),
        ("summarize these articles", "these"),
        ("timeline of it", "it"),
        ("who wrote it?", "it"),
        ("who is quoted there", "there"),
        ("tell me more about the first one", "the first one"),
        ("summarize the oldest", "the oldest"),
    ],
)
def test_what_is_asked_of_a_list_without_documents_is_asked_of_nothing(
    news: Workshop, message: str, words: str, bare: bool
) -> None:
    answer = talk(news, "which articles mention bread", "which articles mention elephants", message, bare=bare)
    assert (answer.status, f"“{words}”" in answer.text) == ("abstained", True)


def test_it_is_nothing_after_an_answer_without_documents_but_all_that_there_is_before_any(news: Workshop) -> None:
    assert talk(news, "What did Zora Quill say?", "summarize it").status == "abstained"
    assert len(titles(talk(news, "What did Zora Quill say?", "summarize these documents"))) == len(ARTICLES)
    assert len(titles(talk(news, "hello", "what is this about?"))) == len(ARTICLES)


def test_it_is_the_only_document_that_there_is(workshop: Workshop) -> None:
    workshop.add("a", ARTICLES["Bread is dear"][1], "Bread is dear")
    assert titles(talk(workshop, "which articles mention elephants", "summarize it")) == ["Bread is dear"]


@pytest.mark.parametrize("message", ["How many documents are in this library?", "Who was the first to bake?", "Why is that?"])
def test_what_points_at_no_document_is_asked_of_all(news: Workshop, message: str) -> None:
    answer = talk(news, "which articles mention elephants", message)
    assert "Of what?" not in answer.text


def test_who_wrote_it_may_be_asked_of_a_thing(news: Workshop) -> None:
    assert "Of what?" not in talk(news, "What did the council of Porto vote for?", "Who wrote it?").text


def test_a_list_is_changed_whatever_of_it_was_shown(news: Workshop) -> None:
    answer = talk(news, "The newest document", "only those from 2021")
    assert (answer.standalone_question, answer.scope.documents) == ("The newest document in 2021", ())


def test_another_place_asks_the_same_of_another_document(news: Workshop) -> None:
    first = ("which articles mention the harbour", "what does the first one say about the price")
    answer = talk(news, *first, "and the third?")
    assert answer.standalone_question == "what does this article say about the price (about: “Ferry fares”)"
    assert titles(talk(news, "which articles mention the harbour", "the second one", "what is it about?")) == [
        "Storm in Bergen"
    ]


@pytest.mark.parametrize("message", ["summarize them", "summarize it", "summarize these articles"])
def test_of_several_listed_all_are_told_of_and_no_other(news: Workshop, message: str) -> None:
    answer = talk(news, "which articles mention the harbour", message)
    assert set(titles(answer)) == {"A tram for Porto", "Storm in Bergen", "Ferry fares"}
    assert "3 documents of the last answer" in answer.standalone_question


def test_they_are_the_documents_that_the_last_answer_quotes_where_it_lists_none(news: Workshop) -> None:
    history = [Turn("user", "Where is the ferry?"), Turn("assistant", "It is there. [1]")]
    quoted = tuple(each.document_id for each in news.pipeline.ask("which articles mention the ferry").citations)
    history[1] = Turn("assistant", history[1].text, quoted)
    assert set(titles(news.pipeline.ask("Summarize them", history))) == {"Storm in Bergen", "Ferry fares"}
    assert len(titles(news.pipeline.ask("Summarize these documents", history))) == len(ARTICLES)


def test_where_one_of_several_must_be_meant_it_is_asked_which(news: Workshop) -> None:
    answer = talk(news, "which articles mention the harbour", "summarise this article")
    assert (answer.status, "3" in answer.text) == ("abstained", True)


@pytest.mark.parametrize(
    "message", ["Who was the first one to vote for the tram?", "Who was the first?", "Summarize the ninth one"]
)
def test_other_ordinals_point_at_no_document(news: Workshop, message: str) -> None:
    assert not talk(news, "which articles mention the harbour", message).scope.documents


@pytest.mark.parametrize(
    "message",
    [
        "Who won the last one?",
        "Why did he eat the last one?",
        "How did the first one die?",
        "Did the police open the first file?",
        "Is it the last one?",
        "When was the second one approved?",
        "Compare the first one, the second one and the third one",
    ],
)
def test_what_no_document_is_asked_points_at_none(news: Workshop, message: str) -> None:
    assert not talk(news, "which articles mention the harbour", message).scope.documents


@pytest.mark.parametrize("bare", [False, True])
def test_the_second_one_is_of_a_list_only_while_the_talk_is_of_it(news: Workshop, bare: bool) -> None:
    listed = "which articles mention the harbour"
    other = "How much will the first tram of Porto cost?"
    assert titles(talk(news, listed, "Summarize the first one", "thanks", "summarize the second one", bare=bare)) == [
        "Storm in Bergen"
    ]
    assert not talk(news, listed, other, "summarize the second one", bare=bare).scope.documents
    assert not talk(news, listed, other, "And when was the second one approved?", bare=bare).scope.documents
    assert titles(talk(news, listed, other, "summarize the second article", bare=bare)) == ["Storm in Bergen"]


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(
    "message",
    ["Compare the first one and the third one", "compare the first with the third", "Compare the first and third articles"],
)
def test_two_places_are_two_documents(news: Workshop, message: str, bare: bool) -> None:
    answer = talk(news, "which articles mention the harbour", message, bare=bare)
    assert answer.standalone_question.casefold() == "compare these articles (about: the 2 documents of the last answer)"
    assert set(titles(answer)) == {"A tram for Porto", "Ferry fares"}


def test_what_was_asked_of_two_is_not_asked_of_one_of_them(news: Workshop) -> None:
    answer = talk(news, "which articles mention the harbour", "compare the first one and the third one", "and the second one?")
    assert answer.standalone_question == "Summarize this article (about: “Ferry fares”)"


def test_what_a_listed_one_was_asked_in_vain_is_not_asked_of_the_next(news: Workshop) -> None:
    answer = talk(news, "which articles mention the harbour", "Who won the first one?", "and the second one?")
    assert not answer.scope.documents


def test_the_documents_of_all_lists_are_looked_up_at_once(news: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    census, asked = news.pipeline.stores.library.census, []
    history = [Turn("user", "which articles mention bread"), Turn("assistant", "- **Bread is dear**: It is. [1]")] * 8
    monkeypatch.setattr(type(census), "titled", lambda _, names: asked.append(set(names)) or ())
    pointed_at(news.pipeline.stores.library, "summarize the first one", question_kind("summarize the first one"), history)
    assert asked == [{"Bread is dear"}]


def test_what_it_says_is_asked_of_the_document_only_after_documents_were_asked_for(news: Workshop) -> None:
    asked = "what does it say about flour?"
    assert titles(talk(news, "which articles mention bread", asked)) == ["Bread is dear"]
    assert talk(news, "which articles mention bread", asked).scope.documents
    assert not talk(news, "Who asks more for bread?", asked).scope.documents


def test_of_documents_of_one_title_the_one_of_that_day_is_meant(workshop: Workshop) -> None:
    for day, price in (("2021-01-04", "two"), ("2021-02-04", "three")):
        workshop.add(f"https://news.example/{day}", f"The ferry costs {price} euros. It runs daily.", "Fares", published=day)
    answer = talk(workshop, "which articles mention the ferry", "summarize the second one", bare=True)
    assert [each.published for each in answer.citations[:1]] == ["2021-01-04"]
