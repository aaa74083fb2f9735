"""Follow-up rewriting against CAsT 2019's hand rewrites: `python -m eval.conversation FOLDER [--worst N]`.

FOLDER holds `topics.json` (raw turns) and `resolved.tsv` (turn id, tab, hand rewrite). Every turn after a topic's first
is scored with the earlier raw user turns as its history. Recall is the share of the hand rewrite's content words that
the question holds, precision the share of the question's that the hand rewrite holds; both averaged over turns.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from qa.pipeline.follow_ups import standalone_question
from qa.types import Turn

# Words that say nothing about the subject of a question; the pronouns among them are what a rewrite should replace.
_STOP_WORDS = (
    "a an the this that these those of in on at for to from with by about as and or but if than then so not no it its "
    "he she him her his hers they them their theirs i me my you your we us our who whom whose which what when where "
    "why how is are was were be been being am do does did done have has had can could will would shall should may "
    "might must there here some any more most other each s t re ll ve d tell me also just"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One turn after the first: its id, the earlier user turns, the question as asked and as a person rewrote it."""

    id: str
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


def load_follow_ups(folder: Path) -> list[FollowUp]:
    """Raises OSError or ValueError where the folder isn't a CAsT 2019 set."""
    lines = (folder / "resolved.tsv").read_text(encoding="utf-8").splitlines()
    rewrites = dict(line.split("\t", 1) for line in lines if line.strip())
    follow_ups = []
    for topic in json.loads((folder / "topics.json").read_text(encoding="utf-8")):
        history: list[Turn] = []
        for turn in topic["turn"]:
            turn_id, question = f"{topic['number']}_{turn['number']}", turn["raw_utterance"].strip()
            if history and turn_id in rewrites:
                follow_ups.append(FollowUp(turn_id, tuple(history), question, rewrites[turn_id].strip()))
            history.append(Turn("user", question))
    return follow_ups


def _raw(question: str, _history: Sequence[Turn]) -> str:
    return question


def _everything(question: str, history: Sequence[Turn]) -> str:
    return " ".join([*(turn.text for turn in history), question])


# How far on lies the conversation that a topic is asked into; any few distances will do.
TOPIC_STEPS = (1, 7, 23)

SYSTEMS: dict[str, Callable[[str, Sequence[Turn]], str]] = {
    "raw question": _raw,
    "all history appended": _everything,
    "standalone_question": standalone_question,
}


def table(follow_ups: Sequence[FollowUp]) -> Iterable[str]:
    """One line a system; `changed` is the share of questions the system did not leave as they were."""
    yield f"{'':<22}{'recall':>8}{'precision':>11}{'F1':>8}{'changed':>9}   ({len(follow_ups)} turns)"
    for name, rewrite in SYSTEMS.items():
        outputs = [rewrite(turn.question, turn.history) for turn in follow_ups]
        scores = [overlap(output, turn.rewrite) for output, turn in zip(outputs, follow_ups, strict=True)]
        changed = fmean(output != turn.question for output, turn in zip(outputs, follow_ups, strict=True))
        means = fmean(s.recall for s in scores), fmean(s.precision for s in scores), fmean(s.f1 for s in scores)
        yield f"{name:<22}{means[0]:>8.3f}{means[1]:>11.3f}{means[2]:>8.3f}{changed:>9.3f}"


def changed_topics(folder: Path) -> Iterable[str]:
    """Each topic's first question asked at the end of another's conversation: it should stay as it is."""
    topics = json.loads((folder / "topics.json").read_text(encoding="utf-8"))
    asked, dragged = 0, []
    for number, topic in enumerate(topics):
        question = topic["turn"][0]["raw_utterance"].strip()
        for step in TOPIC_STEPS:
            before = topics[(number + step) % len(topics)]["turn"]
            output = standalone_question(question, [Turn("user", turn["raw_utterance"]) for turn in before])
            asked += 1
            if output != question:
                dragged.append(f"  dragged: {question} -> {output}")
    yield f"changes of topic left alone: {asked - len(dragged)} of {asked}"
    yield from dragged


def worst(follow_ups: Sequence[FollowUp], count: int) -> Iterable[str]:
    """The turns of lowest F1, each with what was asked, written and wanted."""
    outputs = [standalone_question(turn.question, turn.history) for turn in follow_ups]
    scored = sorted(zip(follow_ups, outputs, strict=True), key=lambda pair: (overlap(pair[1], pair[0].rewrite).f1, pair[0].id))
    for turn, output in scored[:count]:
        yield (
            f"\n{turn.id}  F1 {overlap(output, turn.rewrite).f1:.2f}\n"
            f"  before: {turn.history[-1].text}\n  asked:  {turn.question}\n"
            f"  ours:   {output}\n  wanted: {turn.rewrite}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Score follow-up rewriting against CAsT 2019's hand rewrites.")
    parser.add_argument("folder", type=Path, help="folder with topics.json and resolved.tsv")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also print the N turns of lowest F1")
    arguments = parser.parse_args()
    try:
        follow_ups = load_follow_ups(arguments.folder)
    except (OSError, ValueError) as error:
        parser.error(f"{arguments.folder} is not a CAsT 2019 folder with topics.json and resolved.tsv: {error}")
    print(*table(follow_ups), *changed_topics(arguments.folder), *worst(follow_ups, arguments.worst), sep="\n")


if __name__ == "__main__":
    main()
