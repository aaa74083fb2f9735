"""Exact counts and lists, on both engines."""

import numpy as np
import pytest

from qa.english.wanted import Wanted
from qa.store.sql import Library, NewChunk, census, indexed_words
from qa.types import Chunk, Document, Sentence, Span, Statement

NOTHING = "Nothing happened here."


def put(
    library: Library, source: str, *chunks: tuple[str, ...], title: str = "A title", published: str | None = None
) -> Document:
    """A document of these chunks of sentences."""
    text = "\n".join(" ".join(chunk) for chunk in chunks)
    document = Document.create(source=source, title=title, text=text, published=published)
    vector = np.ones(4, dtype=np.float32) / 2
    new, at = [], 0
    for ordinal, chunk in enumerate(chunks):
        start, spans = at, []
        for sentence in chunk:
            spans.append(Sentence(at, at + len(sentence)))
            at += len(sentence) + 1
        stored = Chunk(start, at - 1, f"{document.id}-{ordinal}", document.id, ordinal)
        new.append(NewChunk(stored, tuple(spans), vector, np.tile(vector, (len(spans), 1))))
    library.put(document, new, [])
    return document


def mentioning(library: Library, words: str, documents: frozenset[str] | None = None) -> list[tuple[str, str]]:
    wanted = Wanted.read(words)
    assert wanted is not None
    found = library.census.with_mentions(wanted, library.census.mentioning(wanted, documents))
    return [(place.source, place.quote) for place in found]


@pytest.fixture
def news(library: Library) -> Library:
    put(library, "a", ("The harbour is old.", "China sent a ship."), ("China’s ship left.",), published="2021-03-01")
    put(library, "b", ("They organize a fair.",), ("Ships came from China and Chile.",), published="2021-05-01")
    put(library, "c", ("Nothing happened here.",), title="News from Chile", published="2020-01-01")
    return library


def test_what_a_heading_mentions_counts(library: Library) -> None:
    text = "## Linzer torte ##\n\nMakes one cake."
    document = Document.create(source="a", title="Recipes", text=text)
    vector = np.ones(4, dtype=np.float32) / 2
    chunk = Chunk(0, len(text), f"{document.id}-0", document.id, 0)
    library.put(document, [NewChunk(chunk, (Sentence(20, 35),), vector, vector[None])], [])
    assert mentioning(library, "torte") == [("a", "Linzer torte")]
    assert mentioning(library, "Linzer torte") == [("a", "Linzer torte")]
    library.remove(document.id)
    assert mentioning(library, "torte") == []


def test_each_document_that_mentions_it_comes_once_newest_first_with_its_first_sentence(news: Library) -> None:
    assert mentioning(news, "China") == [("b", "Ships came from China and Chile."), ("a", "China sent a ship.")]


def test_words_of_one_stem_are_told_apart(news: Library) -> None:
    assert mentioning(news, "organ") == []
    assert mentioning(news, "ship") == [("b", "Ships came from China and Chile."), ("a", "China sent a ship.")]


def test_a_word_that_only_looks_alike_at_first_hides_no_later_mention(news: Library) -> None:
    put(news, "d", ("Organizers met.", "They organize it."), ("An organ was played.", "The organ is old."))
    assert mentioning(news, "organ") == [("d", "An organ was played.")]
    assert mentioning(news, "organ and old") == [("d", "An organ was played.")]


def test_a_document_that_mentions_it_in_its_title_only_has_no_sentence(news: Library) -> None:
    assert mentioning(news, "Chile") == [("b", "Ships came from China and Chile."), ("c", "")]
    wanted = Wanted.read("Chile")
    assert wanted is not None
    opened = news.census.opened(news.census.with_mentions(wanted, news.census.mentioning(wanted)))
    assert [place.quote for place in opened] == ["Ships came from China and Chile.", "Nothing happened here."]


def test_what_a_document_said_before_it_was_updated_or_removed_is_not_counted(news: Library) -> None:
    put(news, "a", ("Nothing left of it.",), published="2021-03-01")
    assert [source for source, _ in mentioning(news, "China")] == ["b"]
    news.remove("b")
    assert (mentioning(news, "China"), mentioning(news, "nothing")) == ([], [("a", "Nothing left of it."), ("c", NOTHING)])
    assert news.checks.words() is None


def test_the_first_sentence_is_found_wherever_it_stands(news: Library) -> None:
    other = ("Nobody came.",)
    for source, before in (("d", 0), ("e", 2), ("f", 6), ("g", 20)):
        put(news, source, *[other] * before, ("China won.", "China lost."), *[other] * 3, published="2022-01-01")
    assert mentioning(news, "China") == [
        *((source, "China won.") for source in "gfed"),
        ("b", "Ships came from China and Chile."),
        ("a", "China sent a ship."),
    ]


def test_an_abbreviation_is_counted_where_it_stands_in_capitals(news: Library) -> None:
    put(news, "d", ("They told us.", "The US’s ship."), published="2022-01-01")
    put(news, "e", ("They told us.",), published="2021-01-01")
    assert mentioning(news, "US") == [("d", "The US’s ship.")]
    assert [source for source, _ in mentioning(news, "us")] == ["d", "e"]


def test_what_stands_between_sentences_is_not_counted(library: Library) -> None:
    text = "The zoo is open. Photo of a zebra. It closes at five."
    document = Document.create(source="zoo", title="The zoo", text=text)
    chunk = Chunk(0, len(text), "zoo-0", document.id, 0)
    vector = np.ones(4, dtype=np.float32) / 2
    library.put(document, [NewChunk(chunk, (Sentence(0, 16), Sentence(35, len(text))), vector, np.tile(vector, (2, 1)))], [])
    assert mentioning(library, "zebra") == []
    assert mentioning(library, "zoo") == [("zoo", "The zoo is open.")]


def test_missing_words_of_documents_are_found_and_filled_in_again(news: Library) -> None:
    a = news.document("a").id
    with news.writing() as connection:
        held = indexed_words.of_documents(connection, [a])["document_words"]
        news.engine.remove_words(connection, "document_words", held)
    assert [source for source, _ in mentioning(news, "harbour")] == []
    assert news.checks.words() is not None
    news.checks.index_words()
    assert [source for source, _ in mentioning(news, "harbour")] == ["a"]
    assert news.checks.words() is None


def test_several_words_must_all_be_there_or_any(news: Library) -> None:
    assert [source for source, _ in mentioning(news, "China and Chile")] == ["b"]
    assert [source for source, _ in mentioning(news, "harbour or fair")] == ["b", "a"]


@pytest.mark.parametrize("few", [0, 500])
def test_only_documents_in_scope_are_counted(news: Library, monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(census, "_FEW", few)
    a = news.document("a").id
    assert mentioning(news, "ship left", frozenset({a})) == [("a", "China’s ship left.")]
    assert mentioning(news, "ship left", frozenset({news.document("b").id})) == []
    assert [source for source, _ in mentioning(news, "China", frozenset({a}))] == ["a"]
    assert (news.census.count(), news.census.count(frozenset({a}))) == (3, 1)


def test_documents_stand_by_date_and_those_without_one_last(news: Library) -> None:
    put(news, "d", ("No date.",))
    assert [place.source for place in news.census.by_date()] == ["b", "a", "c", "d"]
    assert [place.source for place in news.census.by_date(oldest=True)] == ["c", "a", "b", "d"]
    assert [place.source for place in news.census.by_date(offset=1, limit=2)] == ["a", "c"]
    assert {place.source for place in news.census.added_last(None, 0, 9)} == {"a", "b", "c", "d"}


def test_passages_come_by_document_in_reading_order(news: Library) -> None:
    a = news.document("a").id
    assert [passage.text for passage in news.passages_of([a])[a]] == [
        "The harbour is old. China sent a ship.",
        "China’s ship left.",
    ]


def test_speakers_are_counted_by_the_documents_that_quote_them(library: Library) -> None:
    for source, published, said in (
        ("a", "2021-01-01", [("Ann", "direct"), ("Ann", "direct"), ("Bo", "direct"), (None, "direct")]),
        ("b", "2021-02-01", [("Bo", "mixed"), ("Cy", "indirect")]),
    ):
        document = put(library, source, ("“Ships sail.”",), published=published)
        chunk = NewChunk(Chunk(0, 13, f"{source}-0", document.id, 0), (Sentence(0, 13),), *_vectors())
        statements = [Statement(0, 13, document.id, kind, who, None, None, None, Span(0, 13)) for who, kind in said]  # type: ignore[arg-type]
        library.remove(source)
        library.put(document, [chunk], statements)
    found = library.speakers.quoted()
    assert [(each.speaker, each.documents, each.statements) for each in found] == [("Bo", 2, 2), ("Ann", 1, 2)]
    assert [each.speaker for each in library.speakers.quoted(["ships", "sail"])] == ["Bo", "Ann"]
    assert library.speakers.quoted(["ships", "fly"]) == []
    assert library.speakers.quoted(["fly", "ships"]) == []
    newest = library.speakers.newest_quote("Bo")
    assert newest is not None
    assert (newest.source, newest.quote) == ("b", "“Ships sail.”")


def _vectors() -> tuple[np.ndarray, np.ndarray]:
    vector = np.ones(4, dtype=np.float32) / 2
    return vector, vector[None, :]


def test_the_vector_of_each_first_passage_is_given_for_the_documents_asked_for(news: Library) -> None:
    [document] = [place.document_id for place in news.census.by_date() if place.source == "a"]
    found = news.opening_vectors([document, "no such"])
    assert list(found) == [document]
    assert found[document].tolist() == [0.5, 0.5, 0.5, 0.5]
    assert news.opening_vectors([]) == {}


def test_documents_are_found_by_their_whole_titles(news: Library) -> None:
    put(news, "d", ("It left.",), title="The ship")
    put(news, "e", ("It left again.",), title="The ship")
    assert {place.source for place in news.census.titled({"The ship", "No such title"})} == {"d", "e"}
    assert news.census.titled({"ship"}) == ()
