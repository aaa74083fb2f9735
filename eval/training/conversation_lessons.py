"""Follow-ups as the reader gets them: as they are understood, with passages of the document that was just quoted.

A line of the file is a conversation on one document, as `eval.follow_up_answers` asks them, that says where answers stand:
`{"id", "document", "turns": [{"type", "question", "rewrite", "answer", "spans": [[start, end], …]}]}`; `answer` is null, and
there are no spans, where the document doesn't tell.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eval.datasets import GoldQuestion, GoldSet, json_lines
from eval.examining import Examination
from eval.training.retrieved_lessons import RetrievedLesson, lessons_of
from qa.pipeline import Pipeline
from qa.pipeline.follow_ups import understood
from qa.retrieval import HybridRetriever
from qa.settings import Settings
from qa.types import Scope, Span, Turn

# How much of the answer before a follow-up is shown beside it, in characters; and how often what: the question before it, the
# two before it, or the question and its answer. The product shows none of it: nothing is won by that (eval/RESULTS.md).
_HEARD = 140
_SHARES = (4, 3, 3)
# Of the follow-ups so many are shown without what was asked before, too; the others as a person put them in full.
_ALONE = 0.6


@dataclass(frozen=True, slots=True)
class _FollowUp:
    """A turn as a person put it in full; as it was understood after what was said before it, and what that may be shown as."""

    in_full: GoldQuestion
    understood: str | None = None
    before: tuple[str, ...] = ()


def is_of_conversations(path: Path) -> bool:
    return "turns" in json_lines(path)[0]


def conversation_lessons(path: Path, data: Path, seed: int) -> Iterator[RetrievedLesson]:
    """Ask a library of the documents: each follow-up of its own one, and some turns in full of all."""
    conversations = json_lines(path)
    chance = random.Random(seed)
    with Pipeline.open(Settings(data_dir=data)) as pipeline:
        library, retriever = pipeline.stores.library, HybridRetriever(pipeline.stores)
        asked = tuple(question for conversation in conversations for question in _in_full(conversation))
        examination = Examination(pipeline, GoldSet(path.name, asked))
        for conversation in conversations:
            (document,) = examination.documents.of((conversation["document"],))
            for turn in _turns(conversation, library.document(document).text):
                own: list[RetrievedLesson] = []
                if turn.understood is not None:
                    own = lessons_of(retriever, examination, turn.in_full, turn.understood, Scope(documents=(document,)))
                    before = chance.choices(turn.before, _SHARES)[0]
                    yield from (replace(each, question=f"{each.question} [{before}]") for each in own)
                if own and chance.random() < _ALONE:
                    yield from own
                else:
                    yield from lessons_of(retriever, examination, turn.in_full, turn.in_full.question)


def _turns(conversation: dict[str, Any], text: str) -> Iterator[_FollowUp]:
    """The right sentence is what the app has answered; nothing, where there is none."""
    history, asked, said = list[Turn](), list[str](), ""
    for in_full, turn in zip(_in_full(conversation), conversation["turns"], strict=True):
        if asked:
            before = (asked[-1], " / ".join(asked[-2:]), f"{asked[-1]} {said}".strip())
            yield _FollowUp(in_full, understood(turn["question"], history).text, before)
        else:
            yield _FollowUp(in_full)
        asked.append(turn["question"])
        said = " ".join(Span(*turn["spans"][0]).of(text).split()) if turn["spans"] else ""
        history += [Turn("user", asked[-1])] + ([Turn("assistant", said)] if said else [])
        said = said if len(said) <= _HEARD else said[:_HEARD].rsplit(" ", 1)[0] + " …"


def _in_full(conversation: dict[str, Any]) -> list[GoldQuestion]:
    """Its turns as a person put them in full."""
    document = conversation["document"]
    return [
        GoldQuestion(
            f"{conversation['id']}-{number}",
            turn["rewrite"],
            answers=(turn["answer"],) if turn["answer"] else (),
            answerable=bool(turn["spans"]),
            documents=(document,),
            spans=tuple((document, Span(start, end)) for start, end in turn["spans"]),
        )
        for number, turn in enumerate(conversation["turns"])
    ]
