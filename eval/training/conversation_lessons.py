"""Follow-ups as the reader gets them: as they are understood, with passages of the document that was just quoted.

A line of the file is a conversation on one document, as `eval.follow_up_answers` asks them, that says where answers stand:
`{"id", "document", "turns": [{"type", "question", "rewrite", "answer", "spans": [[start, end], …]}]}`; `answer` is null, and
there are no spans, where the document doesn't tell.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eval.datasets import GoldQuestion, GoldSet
from eval.examining import Examination
from eval.training.retrieved_lessons import RetrievedLesson, lesson
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
    with path.open(encoding="utf-8") as lines:
        return "turns" in json.loads(next(lines))


def conversation_lessons(path: Path, data: Path, seed: int) -> Iterator[RetrievedLesson]:
    """Ask a library of the documents: each follow-up of its own one, and some turns in full of all."""
    conversations = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    chance = random.Random(seed)
    with Pipeline.open(Settings(data_dir=data)) as pipeline:
        library, retriever = pipeline.stores.library, HybridRetriever(pipeline.stores)
        ids = {name: document.id for document in library.documents() for name in _names(document.source)}
        turns = [turn for each in conversations for turn in _turns(each, library.document(ids[each["document"]]).text)]
        examination = Examination(pipeline, GoldSet(path.name, tuple(turn.in_full for turn in turns)))

        def asked(question: str, turn: _FollowUp, scope: Scope | None) -> list[RetrievedLesson]:
            found = lesson(retriever, pipeline.embedder.embed_question(question), examination, turn.in_full, question, scope)
            return [found] if found.right or not turn.in_full.answerable else []

        for turn in turns:
            own = []
            if turn.understood is not None:
                own = asked(turn.understood, turn, Scope(documents=(ids[turn.in_full.documents[0]],)))
                before = chance.choices(turn.before, _SHARES)[0]
                yield from (replace(each, question=f"{each.question} [{before}]") for each in own)
            yield from own if own and chance.random() < _ALONE else asked(turn.in_full.question, turn, None)


def _names(source: str) -> tuple[str, str]:
    """A web page's whole address, a file's name."""
    return source, source.rpartition("/")[2]


def _turns(conversation: dict[str, Any], text: str) -> Iterator[_FollowUp]:
    """The right sentence is what the app has answered; nothing, where there is none."""
    history, asked, said = list[Turn](), list[str](), ""
    for number, turn in enumerate(conversation["turns"]):
        in_full = _in_full(f"{conversation['id']}-{number}", conversation["document"], turn)
        if asked:
            before = (asked[-1], " / ".join(asked[-2:]), f"{asked[-1]} {said}".strip())
            yield _FollowUp(in_full, understood(turn["question"], history).text, before)
        else:
            yield _FollowUp(in_full)
        asked.append(turn["question"])
        said = " ".join(Span(*turn["spans"][0]).of(text).split()) if turn["spans"] else ""
        history += [Turn("user", asked[-1])] + ([Turn("assistant", said)] if said else [])
        said = said if len(said) <= _HEARD else said[:_HEARD].rsplit(" ", 1)[0] + " …"


def _in_full(id_: str, document: str, turn: dict[str, Any]) -> GoldQuestion:
    return GoldQuestion(
        id_,
        turn["rewrite"],
        answers=(turn["answer"],) if turn["answer"] else (),
        answerable=bool(turn["spans"]),
        documents=(document,),
        spans=tuple((document, Span(start, end)) for start, end in turn["spans"]),
    )
