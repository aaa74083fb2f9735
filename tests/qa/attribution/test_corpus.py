"""The shipped article, speaker by speaker."""

from collections import defaultdict
from pathlib import Path

import pytest

from qa.attribution import find_statements
from qa.types import Document

_CORPUS = Path(__file__).parents[3] / "corpus"


@pytest.fixture(scope="module")
def article():
    for path in sorted(_CORPUS.rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        if "Jalina Porter" in text:
            return Document.create(source=path.name, title="", text=text)
    pytest.skip("the article isn't in corpus/")


@pytest.fixture(scope="module")
def said(article):
    found = defaultdict(list)
    for statement in find_statements(article):
        found[statement.speaker].append((statement.kind, statement.of(article.text)))
    return found


def test_porter_said_her_two_sentence_quotation_and_the_mixed_one_and_nothing_else(said):
    (first, second) = said["Jalina Porter"]
    assert first[0] == "direct"
    assert first[1].startswith("“Throughout this review process")
    assert first[1].endswith("trilateral consultation,”")
    assert second == (
        "mixed",
        "the “thorough interagency review” will include “evaluating all options” to address the increased threats posed by "
        "North Korea to its neighbors and the international community",
    )


def test_porter_keeps_her_role_and_whom_she_told_and_when(article):
    statement = next(s for s in find_statements(article) if s.speaker == "Jalina Porter")
    assert statement.role == "State Department deputy spokesperson"
    assert statement.addressee == "VOA"
    assert statement.when == "this week"
    assert statement.context.of(article.text).endswith("told VOA this week.")


def test_the_closing_quotation_belongs_to_the_analyst_of_the_sentence_before(said):
    assert [kind for kind, _ in said["Drew Thompson"]] == ["indirect", "direct"]


def test_the_official_is_the_described_source_throughout(said):
    assert len(said["a senior U.S. administration official"]) == 4
    assert not any(speaker and speaker.startswith("that ") for speaker in said)


def test_the_sister_of_the_leader_is_named(said):
    assert [text for _, text in said["Kim Yo Jong"]] == ['against "causing a stink" if it wants peace']
    assert "Kim Jong Un" not in said


@pytest.mark.parametrize(
    ("speaker", "words"),
    [
        ("Joe Biden", '"thug,"'),
        ("Joe Biden", "essential element"),
        ("Joe Biden", "drawing down his nuclear capacity"),
        ("Glen VanHerck", "near future"),
        ("Robert Manning", "No surprise"),
        ("Robert Manning", "Kim Jong Un is mired"),
        ("Victor Cha", "trilateral cooperation"),
    ],
)
def test_a_speaker_said_these_words(said, speaker, words):
    assert any(words in text for _, text in said[speaker])


def test_nobody_is_unknown(said):
    assert None not in said
