"""The public question sets that the reader is trained on, fitted on and looked at with: their documents and questions.

The files are described in the README beside them; none of them is copied into the project.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.datasets import json_lines
from qa.store.sql import Passage
from qa.types import Document, Span


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its short answers, and which passages may answer it.

    `source` is the document it was asked of. `spans` are the answers' places in that document's text, None where the set
    doesn't tell them. `text` is given where the set has its passages twice, cut differently: the same words are the same
    passage.
    """

    question: str
    answers: tuple[str, ...]
    source: str
    spans: tuple[Span, ...] | None
    text: str = ""

    def gold(self, passage: Passage) -> bool:
        """Whether a passage belongs to the text with the answer."""
        return passage.source == self.source or passage.text in self.text


@dataclass(frozen=True, slots=True)
class QuestionSet:
    name: str
    documents: tuple[Document, ...]
    questions: tuple[Asked, ...]


def natural_questions(folder: Path) -> QuestionSet:
    """Search questions, each with its one Wikipedia passage."""
    documents: dict[str, Document] = {}
    questions = []
    for row in json_lines(folder / "nq-open-oracle.jsonl.gz"):
        title, text = row["ctxs"][0]["title"], row["ctxs"][0]["text"]
        # Two passages of one article have one title: the text tells them apart, in every run alike.
        source = "nq/" + hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()[:16]
        documents[source] = Document.create(source=source, title=title, text=text)
        questions.append(Asked(row["question"], tuple(row["answers"]), source, None, text))
    return QuestionSet("nq", tuple(documents.values()), tuple(questions))


def covid_qa(folder: Path) -> QuestionSet:
    """Experts' questions on long scientific articles."""
    return _squad("covid", paragraphs("covid", folder / "covid-qa.json"))


# Paragraphs beside those held out, so that a question has others to be kept apart from.
_BESIDE = 6


def squad_shifts(folder: Path) -> QuestionSet:
    """Questions written to be answered from a paragraph of Wikipedia, Reddit or product reviews, on every sixth paragraph."""

    def chosen() -> Iterator[tuple[str, str, Any]]:
        for part in ("new_wiki", "reddit", "amazon_reviews"):
            for source, _, paragraph in paragraphs(f"squadshifts/{part}", folder / "squadshifts" / f"{part}.json.gz"):
                if int(hashlib.sha256(source.encode()).hexdigest(), 16) % _BESIDE == 0:
                    yield source, "", paragraph | {"qas": [raw for raw in paragraph["qas"] if raw["answers"]]}

    return _squad("squadshifts", chosen())


def xquad(folder: Path) -> QuestionSet:
    """Questions on Wikipedia paragraphs, which stand without their titles: those would give the article away."""
    found = paragraphs("xquad", folder / "xquad-en-dev.json")
    return _squad("xquad", ((source, "", paragraph) for source, _, paragraph in found))


def qamr(folder: Path) -> QuestionSet:
    """Questions on single sentences of Wikipedia and Wikinews, put back into what is known of their articles.

    The sentences come as tokens; the text is made of them again. Several people asked of one sentence: questions of the same
    words are one, with all their answers. An answer whose tokens don't stand together is left out.
    """
    sentences: dict[str, tuple[str, tuple[Span, ...]]] = {}
    for line in (folder / "qamr" / "wiki-sentences.tsv").read_text(encoding="utf-8").splitlines():
        name, _, tokens = line.partition("\t")
        sentences[name] = detokenized(tokens.split(" "))
    articles: dict[str, list[str]] = {}
    for name in sorted(sentences, key=_place):
        articles.setdefault(name.rsplit(":", 2)[0], []).append(name)
    documents, starts = [], {}
    for article, names in articles.items():
        text = ""
        for name in names:
            starts[name] = (f"qamr/{article}", len(text))
            text += sentences[name][0] + "\n"
        documents.append(Document.create(source=f"qamr/{article}", title="", text=text))
    found: dict[tuple[str, str], set[Span]] = {}
    for part in ("dev", "test"):
        for line in (folder / "qamr" / f"{part}.tsv").read_text(encoding="utf-8").splitlines():
            name, _, _, _, _, question, *answers = line.split("\t")
            given = [answer.rpartition(":")[2] for answer in answers]  # "60:3 4": who validated, and the tokens
            if any("Invalid" in answer for answer in given):
                continue
            places = sentences[name][1]
            offset = starts[name][1]
            for tokens_given in given:
                indices = [int(index) for index in tokens_given.split()]
                if indices and indices == list(range(indices[0], indices[-1] + 1)) and indices[-1] < len(places):
                    span = Span(offset + places[indices[0]].start, offset + places[indices[-1]].end)
                    found.setdefault((name, question), set()).add(span)
    questions = []
    by_source = {document.source: document.text for document in documents}
    for (name, question), spans in found.items():
        source = starts[name][0]
        ordered = tuple(sorted(spans, key=lambda span: (span.start, span.end)))
        said = tuple(dict.fromkeys(span.of(by_source[source]) for span in ordered))
        questions.append(Asked(question, said, source, ordered))
    return QuestionSet("qamr", tuple(documents), tuple(questions))


_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "``": "“", "''": "”"}
_NO_SPACE_BEFORE = frozenset(". , ; : ? ! ) ] } ” % n't 's ' 're 've 'll 'd 'm ...".split())
_NO_SPACE_AFTER = frozenset("( [ { “ $ £ €".split())


def detokenized(tokens: list[str]) -> tuple[str, tuple[Span, ...]]:
    """The text that these Penn Treebank tokens stand for, and each token's place in it."""
    text, places = "", []
    glue = True
    for raw in tokens:
        token = _BRACKETS.get(raw, raw)
        if not (glue or token in _NO_SPACE_BEFORE):
            text += " "
        places.append(Span(len(text), len(text) + len(token)))
        text += token
        glue = token in _NO_SPACE_AFTER
    return text, tuple(places)


def _place(name: str) -> tuple[str, int, int]:
    article, paragraph, sentence = name.rsplit(":", 2)
    return article, int(paragraph), int(sentence)


def paragraphs(name: str, path: Path) -> Iterator[tuple[str, str, Any]]:
    """(source, its article's title, paragraph) of a file in SQuAD's format, which may be packed (.gz)."""
    stored = path.read_bytes()
    articles = json.loads(gzip.decompress(stored) if path.suffix == ".gz" else stored)["data"]
    for number, article in enumerate(articles):
        for place, paragraph in enumerate(article["paragraphs"]):
            yield f"{name}/{number}/{place}", article.get("title") or "", paragraph


def _squad(name: str, found: Iterable[tuple[str, str, Any]]) -> QuestionSet:
    documents, questions = [], []
    for source, title, paragraph in found:
        documents.append(Document.create(source=source, title=title, text=paragraph["context"]))
        for raw in paragraph["qas"]:
            given = [(answer["text"], answer["answer_start"]) for answer in raw["answers"]]
            spans = tuple(Span(start, start + len(text)) for text, start in given if text)
            questions.append(Asked(raw["question"], tuple(text for text, _ in given), source, spans))
    return QuestionSet(name, tuple(documents), tuple(questions))
