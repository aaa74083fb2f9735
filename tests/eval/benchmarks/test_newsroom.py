from eval.benchmarks.growth import questions_on
from eval.benchmarks.made_up import MadeUpEmbedder
from eval.benchmarks.newsroom import Newsroom, statements_of
from eval.benchmarks.scale import growth_plot, growth_table
from qa.documents.chunking import chunk_document
from qa.embedding import Embedder, PassageText
from qa.english.words import words
from qa.pipeline.ingestion import preparing
from qa.types import Span

ROOM = Newsroom(3)
STORIES = [ROOM.story(number) for number in range(40)]


def test_the_same_seed_and_number_write_the_same_article() -> None:
    again = Newsroom(3).stories(first=7)
    assert [next(again) for _ in range(3)] == STORIES[7:10]
    assert Newsroom(4).story(7).document.text != STORIES[7].document.text


def test_an_article_has_about_ten_chunks_and_each_its_own_words() -> None:
    chunks = [len(chunk_document(story.document, 100)) for story in STORIES]
    assert 9 < sum(chunks) / len(chunks) < 13
    assert len({story.document.text for story in STORIES}) == len(STORIES)


def test_a_few_words_are_everywhere_and_most_are_rare() -> None:
    texts = [frozenset(words(story.document.text.lower())) for story in STORIES]
    vocabulary = frozenset().union(*texts)
    holding = [sum(word in text for text in texts) for word in vocabulary]
    assert sum(number == len(texts) for number in holding) < 0.01 * len(vocabulary)
    assert sum(number == 1 for number in holding) > 0.3 * len(vocabulary)


def test_a_library_can_be_filled_with_the_statements_that_the_writer_put_there(monkeypatch) -> None:
    monkeypatch.setattr(preparing, "find_statements", statements_of)
    document = STORIES[0].document
    assert preparing.prepare(document, 100, ()).statements == statements_of(document)


def test_statements_are_spans_of_what_was_said() -> None:
    for story in STORIES:
        for said in statements_of(story.document):
            quote = said.of(story.document.text)
            assert (quote[0], quote[-1]) == ("“", "”")
            assert f"{quote} said {said.speaker}, " in said.context.of(story.document.text)


def test_made_up_vectors_are_alike_where_words_are(embedder: Embedder) -> None:
    made_up = MadeUpEmbedder(embedder)
    passages = [PassageText("T", text, (Span(0, 9),)) for text in ("harbour storm closed", "election vote minister")]
    near, far = (
        passage.chunk @ made_up.embed_question("Was the harbour closed?") for passage in made_up.embed_passages(passages)
    )
    assert near > 0.5 > 0.3 > abs(far)


def test_one_question_in_five_is_on_an_article_that_is_not_there() -> None:
    asked = list(questions_on(100, 20))
    assert len(asked) == 20
    assert asked == list(questions_on(100, 20))


def test_the_report_holds_what_was_measured() -> None:
    row = {
        "chunks": 1000, "documents": 100, "p50_ms": 20.0, "p95_ms": 40.0, "p50_cpu_ms": 10.0, "p95_cpu_ms": 15.0,
        "first_answer_s": 1.0, "process_s": [2.0], "asking_peak_mb": 500.0, "adding_peak_mb": 600.0, "library_mb": 7.0,
        "index_mb": 5.0, "stages": {"read": [10.0, 20.0]},
    }  # fmt: skip
    assert "| 1,000 | 100 | 20.0 / 40.0 ms |" in growth_table([row])
    assert growth_plot([row, {**row, "chunks": 10_000}]).count("<circle") == 4
