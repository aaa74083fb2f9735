"""A library of hand-made articles and statements, to ask who said what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from qa.attribution.answers import SpeakerAnswers, Wanted, asked_of_speaker
from qa.attribution.answers.speaker_answers import MOST_STATEMENTS
from qa.english.words import content_words, stems
from qa.store.sql import Library, NewChunk
from qa.types import Answer, Chunk, Document, Sentence, Span, Statement, StatementKind


def by_shared_words(topic: str, texts: Sequence[str]) -> list[float]:
    """Stands in for the embedding model: the share of the topic's words in the text."""
    asked = stems(" ".join(content_words(topic)))
    return [len(asked & stems(text)) / max(len(asked), 1) for text in texts]


@dataclass
class Said:
    """`sentence` is the context; `words` stand inside it."""

    sentence: str
    words: str
    speaker: str | None
    role: str | None = None
    to: str | None = None
    when: str | None = None
    kind: StatementKind = "direct"
    likely: float | None = None


@dataclass
class Shelf:
    """`add` articles of statements made with `said`, then `ask`."""

    library: Library
    most: int = MOST_STATEMENTS
    texts: dict[str, str] = field(default_factory=dict)

    said = Said

    def add(self, source: str, *said: Said, text: str = "", title: str = "A title", published: str | None = None) -> None:
        """An article of these sentences, each once and in order, after `text`."""
        whole = " ".join(dict.fromkeys([text, *(each.sentence for each in said)])).strip()
        document = Document.create(source=source, title=title, text=whole, published=published)
        chunk = Chunk(0, len(whole), f"{source}-0", document.id, 0)
        vectors = np.ones((1, 1), dtype=np.float32)
        new = NewChunk(chunk, (Sentence(0, len(whole)),), vectors[0], vectors)
        self.library.put(document, [new], [_statement(document, each) for each in said])
        self.texts[document.id] = whole

    def ask(self, question: str, documents: frozenset[str] | None = None, page: int = 1) -> Answer | None:
        asked = asked_of_speaker(question)
        assert asked is not None, f"not recognised: {question}"
        answers = SpeakerAnswers(self.library, by_shared_words, most=self.most)
        answer = answers.answer(asked, question, question, documents, Wanted(page))
        for citation in (*answer.citations, *answer.closest) if answer else ():
            assert self.texts[citation.document_id][citation.start : citation.end] == citation.quote
        return answer


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    """Empty."""
    with Library.open(tmp_path) as library:
        yield Shelf(library)


def _statement(document: Document, said: Said) -> Statement:
    start = document.text.index(said.sentence)
    first = start + said.sentence.index(said.words)
    return Statement(
        start=first,
        end=first + len(said.words),
        document_id=document.id,
        kind=said.kind,
        speaker=said.speaker,
        role=said.role,
        addressee=said.to,
        when=said.when,
        context=Span(start, start + len(said.sentence)),
        likely=said.likely,
    )
