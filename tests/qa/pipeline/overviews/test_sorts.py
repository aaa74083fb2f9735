"""Lists and counts of documents of a sort: of letters, of minutes, which are called so by their title or file."""

from collections.abc import Iterator

import pytest

from qa.embedding import Embedder
from tests.support import DataDir, Workshop, open_workshop


@pytest.fixture(scope="module")
def papers(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Workshop]:
    with open_workshop(new_data_dir(), embedder) as shop:
        shop.add(
            "/d/one.txt",
            "The roof over the hall leaks, it has asbestos, and the vicar knows.",
            title="Letter to Bo Green",
            published="2021-03-02",
        )
        shop.add("/d/letter-2.txt", "The rent of the hall goes up in June.", title="The rent", published="2022-05-04")
        shop.add("/d/three.txt", "The roof is to be mended by the autumn.", title="Minutes of March", published="2022-03-01")
        shop.add("/d/four.txt", "A storm tore the roof off the mill.", title="Storm at the mill", published="2022-06-01")
        yield shop


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many letters mention the roof?", "1 of 2 documents called “letters” mentions “roof”."),
        (
            "might you tell me the amount of letters in which the vicar is named",
            "1 of 2 documents called “letters” mentions “vicar”.",
        ),
        ("Which minutes mention the roof?", "1 of 1 document called “minutes” mentions “roof”."),
        ("How many letters do we have?", "There are 2 documents called “letters”, published from 2021-03-02 to 2022-05-04."),
        ("letters published in 2021", "1 of 2 documents called “letters” was published in 2021."),
        ("the latest letter", "The newest of 2 documents called “letters”, by the day they were published:"),
        ("list all the letters", "There are 2 documents called “letters”, published from 2021-03-02 to 2022-05-04."),
        ("our very first letter", "The oldest of 2 documents called “letters”, by the day they were published:"),
    ],
)
def test_documents_of_a_sort_are_those_called_so(papers: Workshop, question: str, told: str) -> None:
    answer = papers.pipeline.ask(question)

    assert answer.text.startswith(told)
    assert answer.confidence == "sure"


def test_where_none_is_called_so_a_wish_in_words_of_ones_own_is_of_all_documents(papers: Workshop) -> None:
    answer = papers.pipeline.ask("dig out all the memos that bring up asbestos")

    assert answer.text.startswith("1 of 4 documents mentions “asbestos”.")


@pytest.mark.parametrize(
    "question",
    [
        "Which policies mention the roof?",
        "How many letters did the vicar write?",
        "the last invoice",
        "rent letters that mention bees",
    ],
)
def test_what_no_document_is_called_is_read_in_the_texts(papers: Workshop, question: str) -> None:
    assert papers.pipeline.ask(question).reader != "counts"


def test_a_word_before_the_sort_narrows_it(papers: Workshop) -> None:
    answer = papers.pipeline.ask("Which rent letters mention June?")

    assert answer.text.startswith("1 of 1 document called “rent letters” mentions “June”.")


def test_of_undated_documents_it_is_said_that_nobody_knows_which_is_newest(new_data_dir: DataDir, embedder: Embedder) -> None:
    with open_workshop(new_data_dir(), embedder) as shop:
        shop.add("/d/a.txt", "The rent goes up in June.", title="Letter on the rent")
        assert shop.pipeline.ask("the newest letter").reader != "counts"
        shop.add("/d/b.txt", "The roof is to be mended.", title="Letter on the roof", published="2022-03-01")

        assert shop.pipeline.ask("newest letters").text.endswith("1 of them has no date and comes last.")
        told = shop.pipeline.ask("How many letters were published in 2020?").text
        assert told == "0 of 2 documents called “letters” were published in 2020. 1 of them has no date."
