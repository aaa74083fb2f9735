"""Follow-ups against hand rewrites: `python -m eval.conversation SET [--without-answers] [--in-full] [--held-out] [--worst N]`.

SET is CAsT 2019's folder (`topics.json`, `resolved.tsv`), CAsT 2021's (`topics.json.gz`), CANARD's (`dev.json.gz`), or a file
of conversations like eval/gold/conversations.jsonl. Every turn after a conversation's first is scored with the turns before it,
questions as they were asked. Recall is the share of the hand rewrite's content words that the question holds, precision the
share of the question's that the hand rewrite holds, F1 their harmonic mean; all averaged over turns. A turn is worse where its
F1 is lower than that of the question as it was asked. Intervals: 2,000 resamples of whole conversations.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from eval.datasets import GoldError
from eval.follow_up_sets import FollowUp, canard_in_full, is_held_out, load_follow_ups, overlap, without_answers
from qa.english.request import bare
from qa.pipeline.follow_ups import understood
from qa.types import Turn

_RESAMPLES = 2_000


def _raw(question: str, _history: Sequence[Turn]) -> str:
    return question


def _everything(question: str, history: Sequence[Turn]) -> str:
    return " ".join([*(turn.text for turn in history if turn.role == "user"), question])


def _understood(question: str, history: Sequence[Turn]) -> str:
    return understood(bare(question), history).text


# How far on lies the conversation that a first question is asked into; any few distances will do.
TOPIC_STEPS = (1, 7, 23)

SYSTEMS: dict[str, Callable[[str, Sequence[Turn]], str]] = {
    "raw question": _raw,
    "all questions appended": _everything,
    "as understood": _understood,
}


def table(follow_ups: Sequence[FollowUp]) -> Iterable[str]:
    """One line a system, then what the last gains over the raw question."""
    yield f"{'':<24}{'recall':>8}{'precision':>11}{'F1':>8}{'changed':>9}   ({len(follow_ups)} turns)"
    scores = {}
    for name, rewrite in SYSTEMS.items():
        outputs = [rewrite(turn.question, turn.history) for turn in follow_ups]
        found = [overlap(output, turn.rewrite) for output, turn in zip(outputs, follow_ups, strict=True)]
        changed = np.mean([output != turn.question for output, turn in zip(outputs, follow_ups, strict=True)])
        scores[name] = np.array([(each.recall, each.precision, each.f1) for each in found])
        recall, precision, f1 = scores[name].mean(axis=0)
        yield f"{name:<24}{recall:>8.3f}{precision:>11.3f}{f1:>8.3f}{changed:>9.3f}"
    gains = scores["as understood"][:, 2] - scores["raw question"][:, 2]
    for name, values in (("F1 over raw", gains), ("better", gains > 0), ("worse", gains < 0)):
        low, high = interval(values.astype(float), [turn.conversation for turn in follow_ups])
        yield f"{name:<24}{values.mean():>+8.3f}   [{low:.3f}, {high:.3f}]"


def interval(values: np.ndarray, conversations: Sequence[str]) -> tuple[float, float]:
    """95 %, whole conversations drawn with replacement."""
    _, number = np.unique(conversations, return_inverse=True)
    total = int(number.max()) + 1
    sums, sizes = np.bincount(number, weights=values), np.bincount(number)
    drawn = np.random.default_rng(0).integers(total, size=(_RESAMPLES, total))
    low, high = np.percentile(sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1), [2.5, 97.5])
    return float(low), float(high)


def complete(follow_ups: Sequence[FollowUp]) -> Iterable[str]:
    """Complete questions, which should stay as they are: each hand rewrite, and each first question in another conversation."""
    changed = [
        f"  changed: {turn.rewrite} → {output}"
        for turn in follow_ups
        if (output := understood(turn.rewrite, turn.history).text) != turn.rewrite
    ]
    yield f"complete questions left alone: {len(follow_ups) - len(changed)} of {len(follow_ups)}"
    yield from changed
    last = {turn.conversation: turn for turn in follow_ups}
    conversations = list(last.values())
    asked, dragged = 0, []
    for number, own in enumerate(conversations):
        question = own.history[0].text
        for step in TOPIC_STEPS:
            other = conversations[(number + step) % len(conversations)]
            asked += other is not own
            if other is not own and (output := understood(question, other.history).text) != question:
                dragged.append(f"  dragged: {question} → {output}")
    yield f"changes of topic left alone: {asked - len(dragged)} of {asked}"
    yield from dragged


def worst(follow_ups: Sequence[FollowUp], count: int) -> Iterable[str]:
    """The turns that lose most, then those of lowest F1, each with what was asked, written and wanted."""
    outputs = [_understood(turn.question, turn.history) for turn in follow_ups]

    def order(pair: tuple[FollowUp, str]) -> tuple[float, float, str]:
        turn, output = pair
        now = overlap(output, turn.rewrite).f1
        return min(now - overlap(turn.question, turn.rewrite).f1, 0.0), now, turn.id

    for turn, output in sorted(zip(follow_ups, outputs, strict=True), key=order)[:count]:
        raw, now = overlap(turn.question, turn.rewrite).f1, overlap(output, turn.rewrite).f1
        yield (
            f"\n{turn.id}  F1 {raw:.2f} → {now:.2f}\n"
            f"  before: {turn.history[-1].text[:200]}\n  asked:  {turn.question}\n"
            f"  ours:   {output}\n  wanted: {turn.rewrite}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Score follow-ups against hand rewrites.")
    parser.add_argument("set", type=Path, help="a folder of CAsT 2019, CAsT 2021 or CANARD, or a file of conversations")
    parser.add_argument("--without-answers", action="store_true", help="only the earlier questions are known")
    parser.add_argument("--in-full", action="store_true", help="CANARD with each dialogue's first question as it was rewritten")
    parser.add_argument("--held-out", action="store_true", help="only the quarter of conversations that nothing is fitted on")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="also print the N turns that lose most")
    arguments = parser.parse_args()
    try:
        turns = canard_in_full(arguments.set) if arguments.in_full else load_follow_ups(arguments.set)
    except (GoldError, OSError, ValueError, KeyError) as error:
        parser.error(f"{arguments.set} can't be read as a set of conversations: {error!r}; {parser.format_usage().strip()}")
    turns = [turn for turn in turns if is_held_out(turn)] if arguments.held_out else turns
    turns = without_answers(turns) if arguments.without_answers else turns
    print(*table(turns), *complete(turns), *worst(turns, arguments.worst), sep="\n")


if __name__ == "__main__":
    main()
