"""SQuAD-format JSON, versions 1 and 2: articles of paragraphs, each with its questions.

A paragraph becomes a document by itself, without a title: that of its article would give away which paragraphs are meant, and
tell questions of one article from those of another before anything is read. A question with no answers is unanswerable; one
without the key is asked, not scored.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from eval.datasets.fields import Row, flag_of, list_of, text_of
from eval.datasets.gold import GoldError, GoldQuestion, GoldSet
from qa.types import Document
from qa.types.allowed import json_kind


def read_squad(path: Path, articles: Any) -> GoldSet:
    """Raises GoldError naming the article, paragraph and question, each counted from 1."""
    if not isinstance(articles, list):
        raise GoldError(f'{path}: "data" is {json_kind(articles)}; write an array of articles')
    passages: list[Document] = []
    article_of: dict[str, str] = {}
    questions: dict[str, GoldQuestion] = {}
    for number, article in enumerate(articles, start=1):
        article_name = f"{path.stem}/{number}"
        for place, paragraph in enumerate(_objects(article, "paragraphs", f"{path}: article {number}"), start=1):
            where = f"{path}: article {number}, paragraph {place}"
            source = f"{article_name}/{place}"
            passages.append(Document.create(source=source, title="", text=text_of(paragraph, "context", where)))
            article_of[source] = article_name
            for question in _questions(paragraph, source, where):
                if question.id in questions:  # some sets ask one question of several paragraphs
                    question = replace(question, id=f"{source}/{question.id}")
                questions[question.id] = question
    if not questions:
        raise GoldError(f"{path} has no questions; SQuAD-format JSON has them under data[].paragraphs[].qas[]")
    return GoldSet(path.name, tuple(questions.values()), tuple(passages), article_of)


def _questions(paragraph: Row, source: str, where: str) -> Iterator[GoldQuestion]:
    for number, raw in enumerate(_objects(paragraph, "qas", where), start=1):
        here = f"{where}, question {number}"
        absent = flag_of(raw, "is_impossible", here) or raw.get("answers") == []
        found = () if absent else (text_of(answer, "text", here) for answer in _objects(raw, "answers", here))
        answers = tuple(dict.fromkeys(found)) if "answers" in raw or absent else None
        yield GoldQuestion(
            id=str(raw["id"]) if raw.get("id") else f"{source}/{number}",
            question=text_of(raw, "question", here),
            answers=answers,
            answerable=None if answers is None else not absent,
            documents=(source,),
        )


def _objects(row: Any, key: str, where: str) -> list[Row]:
    if not isinstance(row, dict):
        raise GoldError(f"{where} is {json_kind(row)}; write an object")
    found = list_of(row, key, where)
    for entry in found:
        if not isinstance(entry, dict):
            raise GoldError(f'{where}: "{key}" holds {json_kind(entry)}; write objects')
    return found
