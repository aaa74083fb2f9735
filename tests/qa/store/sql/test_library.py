import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qa.english.words import stem as stem_of
from qa.settings import Settings
from qa.store.sql import Library, NewChunk, NewDocument, tables
from qa.types import Chunk, Document, Scope, Sentence, Span, Statement
from qa.types.errors import LibraryError, ModelError, NotFoundError
from tests.support import statements


def make(source: str, text: str, title: str = "Title", published: str | None = None) -> tuple[Document, list[NewChunk]]:
    """A document of one chunk of one sentence, with a vector that follows from its length."""
    document = Document.create(source=source, title=title, text=text, published=published)
    vector = np.zeros(4, dtype=np.float32)
    vector[len(text) % 4] = 1.0
    chunk = Chunk(0, len(text), f"{document.id}-{document.sha256[:8]}-0", document.id, 0)
    return document, [NewChunk(chunk, (Sentence(0, len(text)),), vector, vector[None, :])]


def put(library: Library, source: str, text: str, title: str = "Title", published: str | None = None) -> str:
    document, chunks = make(source, text, title, published)
    return library.put(document, chunks, [])


LONG_AGO = "2020-01-01T00:00:00+00:00"


def added_at(library: Library, moment: str) -> None:
    with library.writing() as connection:
        connection.execute(tables.documents.update().values(added=moment))


def test_the_same_content_of_the_same_source_is_unchanged(library: Library) -> None:
    assert put(library, "a", "One.") == "added"
    revision = library.revision
    assert put(library, "a", "One.") == "unchanged"
    assert library.revision == revision


@pytest.mark.parametrize("moment", [1, 2, 3])
@pytest.mark.parametrize("change", ["acknowledge", "begin"])
def test_what_another_process_changes_while_the_state_is_read_makes_no_index_of_another_time_of_it(
    library: Library, place: Settings, change: str, moment: int
) -> None:
    put(library, "a", "One.")
    generation = library.vectors.new_generation()
    with Library.of(place) as other:
        asked = 0

        def meanwhile() -> None:
            nonlocal asked
            asked += 1
            if asked != moment:  # what it asks itself comes after
                return
            if change == "begin":
                other.vectors.new_generation()
            else:
                assert other.vectors.acknowledge(due, generation, 8)

        assert other.vectors.acknowledge(other.vectors.pending(10), generation, 7)
        put(library, "b", "Two.")
        due = other.vectors.pending(10)
        with statements(meanwhile):
            state = library.vectors.state()
    if state.generation == generation:
        assert (state.stamp, state.pending) in {(7, 1), (8, 1), (8, 0)}
    else:
        assert state.stamp == 0


def test_what_is_counted_is_noted_by_one_statement_a_change(library: Library) -> None:
    put(library, "a", "One.")
    with statements() as asked:
        put(library, "b", "Two.")
    assert sum(statement.startswith(("UPDATE meta", "INSERT INTO meta")) for statement in asked) == 1


def test_new_content_of_the_same_source_replaces_the_old(library: Library) -> None:
    put(library, "a", "The old whale.")
    document, chunks = make("a", "The new dolphin.")
    assert library.put(document, chunks, []) == "updated"
    assert library.chunk_ids() == {chunks[0].chunk.id}
    assert library.document("a").text == "The new dolphin."
    assert [hit.chunk_id for hit in library.search_words(["dolphin"], 10)] == [chunks[0].chunk.id]
    assert library.search_words(["whale"], 10) == ()


def test_any_number_of_documents_can_be_asked_for_at_once(library: Library) -> None:
    put(library, "a", "The whale.")
    (whale,) = library.document_ids()
    asked = frozenset({whale, *(f"{number:016x}" for number in range(300_000))})
    assert library.texts(asked | {"no\0id"}) == {whale: "The whale."}
    assert len(library.search_words(["whale"], 10, asked)) == 1
    assert [place.document_id for place in library.census.by_date(asked)] == [whale]


def test_documents_that_come_together_are_each_told_what_became_of_them(library: Library) -> None:
    put(library, "a", "The whale.")
    put(library, "b", "The seal.")
    come = [("a", "The whale."), ("b", "The old seal."), ("c", "The otter."), ("b", "The young seal."), ("c", "The otter.")]
    arrivals = [NewDocument(*make(source, text), ()) for source, text in come]
    assert library.put_all(arrivals) == ["unchanged", "updated", "added", "updated", "unchanged"]
    assert {document.source: library.document(document.id).text for document in library.documents()} == {
        "a": "The whale.",
        "b": "The young seal.",
        "c": "The otter.",
    }
    assert library.chunk_ids() == {arrivals[number].chunks[0].chunk.id for number in (0, 3, 2)}
    assert (library.document_count, library.chunk_count) == (3, 3)
    assert library.word_frequencies(["whale", "seal", "old", "young", "otter"]) == {
        "whale": 1,
        "seal": 1,
        "young": 1,
        "otter": 1,
    }
    revision = library.revision
    assert library.put_all(arrivals[:1]) == ["unchanged"]
    assert library.put_all([]) == []
    assert library.revision == revision


def test_what_is_read_anew_takes_the_place_of_the_same_version_and_keeps_its_collection_and_day(library: Library) -> None:
    document, (whole,) = make("a", "A heading\nThe whale sings.")
    collection = library.collections.create("Sea")
    library.put_all([NewDocument(document, [whole], (), "before", layout='[[0, 9, "h1"]]')], [collection.id])
    added_at(library, LONG_AGO)
    said = Statement(10, 26, document.id, "direct", "Ann", None, None, None, Span(10, 26))
    chunk = replace(whole, sentences=(Sentence(10, 26),))
    assert library.reads_as(document, [whole], [])
    assert not library.reads_as(document, [whole], [said])
    assert not library.reads_as(document, [chunk], [])
    revision = library.revision
    assert library.put_all([NewDocument(document, [chunk], [said], "now", reread=True)]) == ["updated"]
    assert library.revision > revision
    assert library.reads_as(document, [chunk], [said])
    assert library.holds_original("a", "now")
    assert library.files.layout(document) == ""
    assert library.collections.holding([document.id]) == {collection.id: 1}
    assert [each.added for each in library.documents()] == [LONG_AGO]
    assert (library.document_count, library.chunk_count) == (1, 1)


@pytest.mark.parametrize(("title", "published"), [("New title", None), ("Title", "2021-03-17")])
def test_a_new_title_or_date_is_an_update_too(library: Library, title: str, published: str | None) -> None:
    put(library, "a", "One.")
    assert put(library, "a", "One.", title, published) == "updated"
    assert (library.document("a").title, library.document("a").published) == (title, published)


def test_a_removed_document_leaves_nothing_behind(library: Library) -> None:
    put(library, "a", "The whale.")
    said = Statement(0, 4, library.document("a").id, "direct", "Ann", None, None, None, Span(0, 10))
    document, chunks = make("b", "The whales.")
    library.put(document, chunks, [Statement(0, 4, document.id, "direct", "Ann", None, None, None, said.context)])
    assert library.remove("b").source == "b"
    assert [document.source for document in library.documents()] == ["a"]
    assert len(library.search_words(["whale"], 10)) == 1
    assert library.statements(who=["Ann"]) == ()
    assert library.passages([chunks[0].chunk.id]) == {}


def test_a_document_is_found_by_id_and_by_source_and_an_unknown_one_is_an_error(library: Library) -> None:
    put(library, "a", "One.")
    assert library.document(library.document("a").id).source == "a"
    with pytest.raises(NotFoundError, match="qa documents list"):
        library.document("b")
    with pytest.raises(NotFoundError):
        library.remove("b")


def test_a_passage_comes_back_as_it_was_stored(library: Library) -> None:
    document, chunks = make("a", "Ünïcode “quotes” 漢字 🐋.", published="2021-03-17")
    library.put(document, chunks, [])
    passage = library.passages([chunks[0].chunk.id])[chunks[0].chunk.id]
    assert (passage.chunk, passage.text, passage.published) == (chunks[0].chunk, document.text, "2021-03-17")
    assert passage.words(passage.sentences[0]) == document.text
    assert np.array_equal(passage.vector, chunks[0].vector)
    assert np.array_equal(passage.sentence_vectors, chunks[0].sentence_vectors)


def test_words_match_by_stem_without_accents_and_in_the_title(library: Library) -> None:
    put(library, "a", "Whales sing.", title="Café news")
    for words in (["whale"], ["SINGING"], ["cafe"]):
        assert len(library.search_words(words, 10)) == 1, words
    assert library.knows_like(stem_of("Café"))
    assert library.word_frequencies([stem_of("Cafés")]) == {"cafe": 1}


@pytest.mark.parametrize("word", ["Tansey's", "Tansey’s", "whales'", "O'Connor's"])
def test_what_is_somebodys_is_found_by_the_bare_name_too(library: Library, word: str) -> None:
    put(library, "a", "Orla Tansey and Sandra O’Connor sang of a whale.")
    assert len(library.search_words([word], 10)) == 1


def test_a_chunk_with_more_of_the_words_ranks_higher(library: Library) -> None:
    put(library, "a", "The whale sings.")
    put(library, "b", "The whale swims.")
    best = library.search_words(["whale", "swims"], 10)[0]
    assert library.passages([best.chunk_id])[best.chunk_id].source == "b"


@pytest.mark.parametrize(("stem", "known"), [("india", True), ("indian", True), ("indonesia", False), ("genoa", False)])
def test_another_form_of_a_known_word_is_known(library: Library, stem: str, known: bool) -> None:
    put(library, "a", "India voted.")
    assert library.knows_like(stem) is known


def test_a_name_with_an_apostrophe_is_known(library: Library) -> None:
    put(library, "a", "Sandra Day O’Connor read the Qur'an.")
    names = ("O'Connor", "Qur’an", "O'Neill")
    assert [library.knows_like(stem_of(name)) for name in names] == [True, True, False]
    assert library.word_frequencies([stem_of("O'Connor's"), stem_of("O'Neill")]) == {"connor": 1}


def test_of_some_documents_a_word_is_known_whose_stem_has_another_stem(library: Library) -> None:
    put(library, "a", "The House voted.")
    put(library, "b", "The barn burnt.")
    ids = [frozenset([library.document(name).id]) for name in "ab"]
    assert [library.knows_like(stem_of("houses"), each) for each in ids] == [True, False]


@pytest.mark.parametrize("word", ['"', "NEAR(", "a* OR b", "title:x", "-", "AND"])
def test_the_query_language_of_the_index_is_not_reachable_from_a_question(library: Library, word: str) -> None:
    put(library, "a", "One.")
    assert library.search_words([word], 10) == ()


def test_a_scope_leaves_out_other_documents_and_those_without_a_date(library: Library) -> None:
    put(library, "a", "The whale.", published="2021-01-01")
    put(library, "b", "The whale.", published="2022-01-01")
    put(library, "c", "The whale.")
    ids = {name: library.document(name).id for name in "abc"}
    assert library.in_scope(Scope()) is None
    assert library.in_scope(Scope(since="2021-06-01")) == {ids["b"]}
    assert library.in_scope(Scope(until="2021-01-01")) == {ids["a"]}
    assert library.in_scope(Scope(sources=("c",), since="2020-01-01")) == frozenset()

    assert library.in_scope(Scope(documents=(ids["a"], ids["c"]))) == {ids["a"], ids["c"]}
    assert len(library.search_words(["whale"], 10, frozenset({ids["b"]}))) == 1
    assert library.search_words(["whale"], 10, frozenset()) == ()


def test_a_scope_may_name_sites(library: Library) -> None:
    sources = ["https://www.voanews.com/a/1", "http://voanews.com", "https://voanews.com.evil/1", "https://x.org/voanews.com/"]
    for source in sources:
        put(library, source, "The whale.")
    for name in ("voanews.com", "WWW.VOAnews.com"):
        found = library.in_scope(Scope(sources=(name,)))
        assert found == {library.document(source).id for source in sources[:2]}
    assert library.in_scope(Scope(sources=("%",))) == frozenset()
    assert library.document_list.find(sources=["x.org"]).total == 1
    assert library.document_list.sites()[0] == ("voanews.com", 2)


def test_statements_are_found_by_who_said_them_and_by_what_was_said(library: Library) -> None:
    text = "Ann Smith, a minister, said whales sing. Bob said no."
    document, chunks = make("a", text)
    said = [
        Statement(28, 39, document.id, "indirect", "Ann Smith", "a minister", None, None, Span(0, 40)),
        Statement(50, 52, document.id, "indirect", "Bob", None, None, None, Span(41, 53), 0.97),
    ]
    library.put(document, chunks, said)
    assert [stored.statement for stored in library.statements()] == said
    assert [stored.quote for stored in library.statements()] == ["whales sing", "no"]
    assert [stored.statement for stored in library.statements(who=["Smith"])] == said[:1]
    assert [stored.statement for stored in library.statements(who=["minister"])] == said[:1]
    assert [stored.statement for stored in library.statements(what=["whale", "submarine"])] == said[:1]
    assert library.statements(who=["Bob"], what=["whale"]) == ()
    assert library.statements(who=["Ann"], documents=frozenset()) == ()


def test_a_library_refuses_vectors_of_another_model_and_says_how_to_re_embed(library: Library) -> None:
    library.claim_model("first")
    library.claim_model("second")  # nothing is embedded yet
    put(library, "a", "One.")
    with pytest.raises(ModelError, match=r"second.*QA_EMBEDDING_MODEL.*qa reindex --model") as caught:
        library.claim_model("first")
    assert "first" in str(caught.value)


def test_a_file_that_is_no_library_is_an_error_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(LibraryError, match="not a database") as caught:
        Library.open(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_document_whose_statements_cannot_be_stored_is_not_there_at_all(library: Library) -> None:
    document, chunks = make("a", "The whale.")
    half = Statement(0, 4, "no such document", "direct", "Ann", None, None, None, Span(0, 10))
    with pytest.raises(LibraryError):
        library.put(document, chunks, [half])
    assert (library.document_count, library.chunk_count, library.search_words(["whale"], 10)) == (0, 0, ())


def test_of_documents_that_come_together_none_is_there_where_one_cannot_be_stored(library: Library) -> None:
    put(library, "b", "The seal.")
    (good, whale), (bad, seal) = make("a", "The whale."), make("b", "The old seal.")
    half = Statement(0, 4, "no such document", "direct", "Ann", None, None, None, Span(0, 10))
    with pytest.raises(LibraryError):
        library.put_all([NewDocument(good, whale, ()), NewDocument(bad, seal, [half])])
    assert [library.document(document.id).text for document in library.documents()] == ["The seal."]
    assert (library.document_count, library.chunk_count, library.search_words(["whale"], 10)) == (1, 1, ())


def test_a_title_a_source_a_name_and_a_word_may_be_of_any_length(library: Library) -> None:
    long = "".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(200))  # nothing that packs well
    document, chunks = make(f"https://a.example/{long}", f"The {long} whale.", f"Title {long}")
    library.put(document, chunks, [Statement(0, 4, document.id, "direct", f"Ann {long}", None, None, None, Span(0, 10))])
    assert library.document(document.source) == document
    assert [hit.chunk_id for hit in library.search_words([long], 10)] == [chunks[0].chunk.id]
    assert len(library.statements(who=[long])) == len(library.document_list.find("title").documents) == 1
    library.remove(document.source)
    assert library.word_frequencies(["whale"]) == {}


def test_two_open_libraries_see_each_others_changes(place: Settings) -> None:
    with Library.of(place) as one, Library.of(place) as other:
        put(one, "a", "The whale.")
        assert other.document_count == 1
        assert other.revision == one.revision == 1


def test_the_counts_are_those_of_what_is_there_after_any_change(library: Library) -> None:
    assert (library.document_count, library.chunk_count) == (0, 0)
    for source, text in (("a", "One whale."), ("b", "A seal."), ("a", "Two whales."), ("b", "A seal.")):
        put(library, source, text)
    assert (library.document_count, library.chunk_count) == (2, 2)
    library.remove("a")
    assert (library.document_count, library.chunk_count) == (1, len(library.chunk_ids())) == (1, 1)


def test_a_library_from_before_the_counts_is_counted(library: Library) -> None:
    put(library, "a", "One whale.")
    with library.writing() as connection:
        connection.exec_driver_sql("DELETE FROM meta WHERE key LIKE 'total_%'")
    assert (library.document_count, library.chunk_count) == (1, 1)
    put(library, "b", "A seal.")
    assert (library.document_count, library.chunk_count) == (2, 2)


def test_of_many_matches_those_of_the_rarest_words_are_ranked(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        put(library, f"common-{number}", f"The harbour was closed by the mayor on day {number}.")
    put(library, "rare", "A walrus closed the harbour.")
    words = ["harbour", "closed", "walrus"]
    everything = [hit.chunk_id for hit in library.search_words(words, 10)]
    assert len(everything) == 7
    monkeypatch.setattr("qa.store.sql.engine._MOST_MATCHES", 8)  # "walrus" stands in 1 chunk, each of the others in 7
    assert library.search_words(words, 10)[0].chunk_id == everything[0]
    monkeypatch.setattr("qa.store.sql.engine._MOST_MATCHES", 0)
    assert [hit.chunk_id for hit in library.search_words(words, 10)] == everything[:1]
