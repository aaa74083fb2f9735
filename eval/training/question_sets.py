"""The public question sets that the evidence weights are fitted on and looked at with: their documents and questions.

The files are described in the README beside them; none of them is copied into the project.
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.library import Passage
from qa.types import Document

Keep = Callable[[Passage], bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its short answers, and what makes a passage useless for it.

    `gold` says that a passage belongs to the text with the answer. `far` keeps the passages that are about something else
    altogether, `near` those about the same thing without the answer (None: the set has none).
    """

    question: str
    answers: tuple[str, ...]
    gold: Keep
    far: Keep
    near: Keep | None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    name: str
    documents: tuple[Document, ...]
    questions: tuple[Asked, ...]


def natural_questions(folder: Path) -> QuestionSet:
    """Search questions, each with its one Wikipedia passage."""
    documents: dict[str, Document] = {}
    questions = []
    with gzip.open(folder / "nq-open-oracle.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            title, text = row["ctxs"][0]["title"], row["ctxs"][0]["text"]
            # Two passages of one article have one title: the text tells them apart, in every run alike.
            source = "nq/" + hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:16]
            documents[source] = Document.create(source=source, title=title, text=text)

            # A few passages are packed twice, cut differently: the same words are the same passage.
            def gold(passage: Passage, source: str = source, text: str = text) -> bool:
                return passage.source == source or passage.text in text

            questions.append(Asked(row["question"], tuple(row["answers"]), gold, _not(gold), None))
    return QuestionSet("nq", tuple(documents.values()), tuple(questions))


def covid_qa(folder: Path) -> QuestionSet:
    """Experts' questions on long scientific articles; near are the same article's passages without the answer."""

    def asked(raw: Any, source: str) -> Asked:
        starts = [answer["answer_start"] for answer in raw["answers"]]

        def gold(passage: Passage) -> bool:
            return passage.source == source

        def near(passage: Passage) -> bool:
            # An answer may begin in the white space before a chunk.
            return not (gold(passage) and any(passage.chunk.start - 5 <= start < passage.chunk.end for start in starts))

        return Asked(raw["question"], _texts(raw), gold, _not(gold), near)

    return _squad("covid", folder / "covid-qa.json", asked)


def xquad(folder: Path) -> QuestionSet:
    """Questions on Wikipedia paragraphs; near are the same article's other paragraphs."""

    def asked(raw: Any, source: str) -> Asked:
        article = source.rpartition("/")[0]

        def gold(passage: Passage) -> bool:
            return passage.source == source

        def far(passage: Passage) -> bool:
            return passage.source.rpartition("/")[0] != article

        return Asked(raw["question"], _texts(raw), gold, far, _not(gold))

    return _squad("xquad", folder / "xquad-en-dev.json", asked)


def _squad(name: str, path: Path, asked: Callable[[Any, str], Asked]) -> QuestionSet:
    documents, questions = [], []
    for source, title, paragraph in _paragraphs(name, path):
        documents.append(Document.create(source=source, title=title, text=paragraph["context"]))
        questions += [asked(raw, source) for raw in paragraph["qas"]]
    return QuestionSet(name, tuple(documents), tuple(questions))


def _paragraphs(name: str, path: Path) -> Iterator[tuple[str, str, Any]]:
    for number, article in enumerate(json.loads(path.read_text(encoding="utf-8"))["data"]):
        for place, paragraph in enumerate(article["paragraphs"]):
            # XQuAD's titles would give the article away: the paragraphs stand without.
            title = "" if name == "xquad" else article.get("title") or ""
            yield f"{name}/{number}/{place}", title, paragraph


def _texts(raw: Any) -> tuple[str, ...]:
    return tuple(answer["text"] for answer in raw["answers"])


def _not(keep: Keep) -> Keep:
    return lambda passage: not keep(passage)
