"""Conversations whose follow-ups a person put in full, and how much a question shares with its hand rewrite."""

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.datasets import json_lines
from qa.types import Turn

# Words that say nothing about the subject of a question; the pronouns among them are what a rewrite should replace.
_STOP_WORDS = (
    "a an the this that these those of in on at for to from with by about as and or but if than then so not no it its "
    "he she him her his hers they them their theirs i me my you your we us our who whom whose which what when where "
    "why how is are was were be been being am do does did done have has had can could will would shall should may "
    "might must there here some any more most other each s t re ll ve d tell me also just"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
_HELD_OUT = 0.75


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A later turn of a conversation: the turns before it, the question as asked, and as a person rewrote it."""

    id: str
    conversation: str
    history: tuple[Turn, ...]
    question: str
    rewrite: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """Content words shared by a question and its hand rewrite."""

    recall: float
    precision: float

    @property
    def f1(self) -> float:
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


def content_words(text: str) -> frozenset[str]:
    """Lower-cased words without stop words, a plural's ending cut: {"toilet", "type"} for "types of toilets"."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(_singular(word) for word in words if word not in STOP_WORDS)


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def overlap(question: str, rewrite: str) -> Overlap:
    asked, wanted = content_words(question), content_words(rewrite)
    shared = len(asked & wanted)
    return Overlap(
        recall=shared / len(wanted) if wanted else 1.0,
        precision=shared / len(asked) if asked else float(not wanted),
    )


def load_follow_ups(path: Path) -> list[FollowUp]:
    """CAsT 2019's, CAsT 2021's or CANARD's folder, or our own JSON lines. Raises GoldError, OSError, ValueError, KeyError."""
    if path.is_file():
        return own(path)
    if (path / "resolved.tsv").exists():
        return cast_2019(path)
    return cast_2021(path) if (path / "topics.json.gz").exists() else canard(path)


def own(file: Path) -> list[FollowUp]:
    """A conversation a line: `{"id": …, "turns": [{"question": …, "rewrite": …, "answer": …}, …]}`."""
    found = []
    for conversation in json_lines(file):
        turns = [(turn["question"], turn["rewrite"], turn["answer"]) for turn in conversation["turns"]]
        found += _turns(str(conversation["id"]), turns)
    return found


def cast_2019(folder: Path) -> list[FollowUp]:
    """`topics.json` (raw turns) and `resolved.tsv` (turn id, tab, hand rewrite); there are no answers."""
    lines = (folder / "resolved.tsv").read_text(encoding="utf-8").splitlines()
    rewrites = dict(line.split("\t", 1) for line in lines if line.strip())
    found = []
    for topic in json.loads((folder / "topics.json").read_text(encoding="utf-8")):
        number = str(topic["number"])
        turns = [(turn["raw_utterance"], rewrites[f"{number}_{turn['number']}"], "") for turn in topic["turn"]]
        found += _turns(number, turns)
    return found


def cast_2021(folder: Path) -> list[FollowUp]:
    found = []
    for topic in _read(folder / "topics.json.gz"):
        turns = [(turn["raw_utterance"], turn["manual_rewritten_utterance"], turn["passage"]) for turn in topic["turn"]]
        found += _turns(str(topic["number"]), turns)
    return found


def canard(folder: Path) -> list[FollowUp]:
    """`dev.json.gz`; the titles of article and section that each history begins with are left out: no user types them."""
    return [turn for turn in _canard(folder) if turn.history]


def canard_in_full(folder: Path) -> list[FollowUp]:
    """The same, with each dialogue's first question as it was rewritten: as it was asked it often names nothing."""
    turns = _canard(folder)
    first = {turn.conversation: turn.rewrite for turn in turns if not turn.history}
    return [
        replace(turn, history=(Turn("user", first[turn.conversation]), *turn.history[1:]))
        for turn in turns
        if turn.history and turn.conversation in first
    ]


def _canard(folder: Path) -> list[FollowUp]:
    return [
        FollowUp(
            f"{row['QuAC_dialog_id']}_{row['Question_no']}",
            row["QuAC_dialog_id"],
            _alternating(row["History"][2:]),
            row["Question"],
            row["Rewrite"],
        )
        for row in _read(folder / "dev.json.gz")
    ]


def without_answers(turns: Sequence[FollowUp]) -> list[FollowUp]:
    return [replace(turn, history=tuple(each for each in turn.history if each.role == "user")) for turn in turns]


def share_of(turn: FollowUp) -> float:
    """Where the conversation lies in a fixed order by chance: 0 to 1."""
    return int(sha256(turn.conversation.encode()).hexdigest()[:8], 16) / 0x100000000


def is_held_out(turn: FollowUp) -> bool:
    """A quarter of all conversations: what is fitted on the others is measured on them."""
    return share_of(turn) >= _HELD_OUT


def _turns(conversation: str, turns: Sequence[tuple[str, str, str]]) -> list[FollowUp]:
    """`turns` are question, rewrite and answer, which may be empty; the first is no follow-up."""
    found: list[FollowUp] = []
    history: list[Turn] = []
    for number, (question, rewrite, answer) in enumerate(turns, start=1):
        if history:
            found.append(FollowUp(f"{conversation}_{number}", conversation, tuple(history), question.strip(), rewrite.strip()))
        history.append(Turn("user", question.strip()))
        if answer:
            history.append(Turn("assistant", answer))
    return found


def _alternating(texts: Sequence[str]) -> tuple[Turn, ...]:
    return tuple(Turn("assistant" if place % 2 else "user", text) for place, text in enumerate(texts))


def _read(file: Path) -> Any:
    with gzip.open(file) as opened:
        return json.load(opened)
