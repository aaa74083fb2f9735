"""What the reader is taught with: people's questions of public sets, each with the passage that answers it.

The files are described in the README beside them; none of them is copied into the project. Every loader yields `Lesson`s. A
lesson's `evidence` are the sentences that answer; its `answers` are the short answers in them, None where the set has none
(then only the choice of the sentence is learnt).
"""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.datasets import json_lines
from eval.training.question_sets import covid_qa, natural_questions, paragraphs, qamr
from qa.types import Document, Span

# Sentences kept on each side of the evidence where a set gives a whole section.
_BESIDE = 4
_AUXILIARY = re.compile(r"^(?P<subject>[^,;:]{2,60}?) (?P<verb>was|were|is|are|has|had|can|could|will|would) (?P<rest>.+?)\.?$")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question and a passage that answers it. Offsets are into `text`; `source` names the document, for holding out."""

    question: str
    title: str
    text: str
    evidence: tuple[Span, ...]
    answers: tuple[Span, ...] | None
    source: str


def squad(path: Path, name: str) -> Iterator[Lesson]:
    """A file in SQuAD's format; the evidence is left to be found around the answers."""
    for source, _, paragraph in paragraphs(name, path):
        text = paragraph["context"]
        for asked in paragraph["qas"]:
            given = [(answer["text"].rstrip(), answer["answer_start"]) for answer in asked["answers"]]
            spans = {(start, start + len(answer)) for answer, start in given if answer}
            answers = tuple(Span(start, end) for start, end in sorted(spans) if end <= len(text))
            if answers:
                yield Lesson(asked["question"], "", text, (), answers, source)


def qadiscourse(folder: Path) -> Iterator[Lesson]:
    """Questions of why, how, when and in what case on single sentences, which are put back together as far as possible."""
    sentences: dict[str, str] = {}
    asked: list[tuple[str, str, str]] = []
    for path in sorted(folder.glob("*.tsv.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            heads = next(lines).rstrip("\n").split("\t")
            for line in lines:
                row = dict(zip(heads, line.rstrip("\n").split("\t"), strict=False))
                if len(row) < 10:
                    continue
                name = row["qasrl_id"]
                sentences[name] = row["untokenized sentence"].replace("\\'", "'").strip()
                asked.append((name, row["full_question"].replace("\\'", "'"), row["answer"].replace("\\'", "'")))
    passages, places = _rejoined(sentences)
    for name, question, answer in asked:
        passage, span = places[name]
        text = passages[passage]
        found = _find(answer.rstrip(" ."), text, span)
        yield Lesson(question, "", text, (span,), (found,) if found else None, f"qadiscourse/{passage}")


def _rejoined(sentences: dict[str, str]) -> tuple[dict[str, str], dict[str, tuple[str, Span]]]:
    """Sentences of one document in order, at most six a passage."""
    of_document: dict[str, list[tuple[tuple[int, ...], str]]] = defaultdict(list)
    for name in sentences:
        document, *order = name.rsplit(":", 2)
        of_document[document].append((tuple(map(int, order)), name))
    passages: dict[str, str] = {}
    places: dict[str, tuple[str, Span]] = {}
    for document, named in of_document.items():
        named.sort()
        for start in range(0, len(named), 6):
            key, names = f"{document}/{start}", [name for _, name in named[start : start + 6]]
            passages[key], spans = joined([(number, sentences[name]) for number, name in enumerate(names)])
            places |= {name: (key, span) for name, (span, _) in zip(names, spans, strict=True)}
    return passages, places


def selqa(folder: Path) -> Iterator[Lesson]:
    """Questions with the sentences of a Wikipedia section, some of which answer."""
    for part in ("dev", "test"):
        with gzip.open(folder / f"{part}.json.gz", "rt", encoding="utf-8") as file:
            rows = json.load(file)
        for row in rows:
            if row["answers"]:
                text, spans = joined(_around(row["candidates"], row["answers"]))
                evidence = tuple(span for span, number in spans if number in row["answers"])
                yield Lesson(
                    row["question"], f"{row['article']}: {row['section']}", text, evidence, None, f"selqa/{row['article']}"
                )


def qed(path: Path) -> Iterator[Lesson]:
    """Search questions with the paragraph, the sentence and the short answers. The text keeps its tokens' spaces."""
    for row in json_lines(path):
        chosen = row["annotation"].get("selected_sentence")
        if not chosen:
            continue
        text = row["paragraph_text"]
        answers = sorted({(a["start"], a["end"]) for given in row["original_nq_answers"] for a in given})
        inside = tuple(Span(start, end) for start, end in answers if 0 <= start < end <= len(text))
        evidence = (Span(chosen["start"], len(text[: chosen["end"]].rstrip())),)
        yield Lesson(row["question_text"], row["title_text"], text, evidence, inside or None, f"qed/{row['title_text']}")


def fool_me_twice(folder: Path) -> Iterator[Lesson]:
    """Claims as questions of yes or no; the evidence is among other sentences of the same page."""
    for part in ("dev", "test"):
        for number, row in enumerate(json_lines(folder / f"{part}.jsonl.gz")):
            claim = row.get("text") or row.get("claim") or ""
            gold = [each["text"] for each in row["gold_evidence"]]
            others = [each["text"] for each in row["retrieved_evidence"] if each["text"] not in gold and len(each["text"]) > 30]
            if not gold or not claim:
                continue
            shown = others[: number % 4] + gold + others[4 : 4 + number % 3]
            text, spans = joined(list(enumerate(shown)))
            evidence = tuple(span for span, place in spans if shown[place] in gold)
            title = row.get("wikipedia_page") or ""
            yield Lesson(as_question(claim, number), title, text, evidence, None, f"fool-me-twice/{title or row['id']}")


def as_question(claim: str, number: int) -> str:
    """Ask whether a claim holds, in one of three ways."""
    bare = claim.strip().rstrip(".")
    inverted = _AUXILIARY.match(bare)
    if number % 3 < 2 and inverted:
        return f"{inverted['verb'].capitalize()} {inverted['subject']} {inverted['rest']}?"
    return f"Is it true that {bare}?"


def older(folder: Path) -> Iterator[Lesson]:
    """The sets that earlier readers were trained on, as lessons."""
    for questions in (natural_questions(folder), covid_qa(folder), qamr(folder)):
        texts: dict[str, Document] = {document.source: document for document in questions.documents}
        for asked in questions.questions:
            document = texts[asked.source]
            spans = asked.spans if asked.spans is not None else tuple(_occurrences(asked.answers, document.text))
            if spans:
                yield Lesson(asked.question, document.title, document.text, (), tuple(spans), asked.source)


def joined(sentences: Sequence[tuple[int, str]]) -> tuple[str, list[tuple[Span, int]]]:
    """Join numbered sentences with spaces; return the text and each sentence's span and number."""
    text, spans = "", []
    for number, sentence in sentences:
        start = len(text) + bool(text)
        text = f"{text} {sentence.strip()}" if text else sentence.strip()
        spans.append((Span(start, len(text)), number))
    return text, spans


def _around(sentences: Sequence[str], chosen: Sequence[int]) -> list[tuple[int, str]]:
    first, last = max(0, min(chosen) - _BESIDE), max(chosen) + _BESIDE + 1
    return [(number, sentence) for number, sentence in enumerate(sentences) if first <= number < last and sentence.strip()]


def _occurrences(answers: Sequence[str], text: str) -> Iterator[Span]:
    lowered = text.lower()
    for answer in answers:
        if answer.strip() and answer.lower() in lowered:
            for found in re.finditer(rf"(?<!\w){re.escape(answer)}(?!\w)", text, re.IGNORECASE):
                yield Span(found.start(), found.end())


def _find(answer: str, text: str, within: Span) -> Span | None:
    place = text.lower().find(answer.lower(), within.start, within.end)
    return Span(place, place + len(answer)) if answer and place >= 0 else None


def all_lessons(folder: Path) -> dict[str, list[Lesson]]:
    """Every set by its name."""

    def squads(*parts: str) -> list[Lesson]:
        return [lesson for part in parts for lesson in squad(folder / f"{part}.json.gz", part)]

    found: dict[str, list[Lesson]] = {
        "squadshifts": squads("squadshifts/new_wiki", "squadshifts/reddit", "squadshifts/amazon_reviews"),
        "policyqa": squads("policyqa/dev", "policyqa/test"),
        "qadiscourse": list(qadiscourse(folder / "qadiscourse")),
        "selqa": list(selqa(folder / "selqa")),
        "qed": list(qed(folder / "qed" / "dev.jsonl.gz")),
        "fool-me-twice": list(fool_me_twice(folder / "fool-me-twice")),
    }
    for lesson in older(folder):
        found.setdefault(lesson.source.split("/")[0], []).append(lesson)
    return found
