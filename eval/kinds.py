"""How often the kind of a question is recognised: python -m eval.kinds [FILE…].

Each line of a table is {"question", "kind"}, perhaps with "or", a list of kinds that are as right; "news" is a topic of which
the newest is asked, "said" a question for somebody's words. In `voices-*.jsonl` a line has its "type" instead, and where that
is "said" the words for the "speaker" and the topic, "about", which have to be understood, too. `kinds-fitting.jsonl` and
`voices-fitting.jsonl` chose how sure the model of kinds must be, the sealed ones are for measuring only.
Rows of the confusion matrix are the right kinds, columns those recognised.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.datasets import GOLD, json_lines
from eval.tally import Tally, tables_given
from qa.attribution.answers import SpeakerQuestion, asked_of_speaker
from qa.english.request import bare
from qa.english.words import content_stems
from qa.pipeline.kinds.rewording import asked_kind, kind_in_plain_words
from qa.pipeline.plain_words import in_plain_words

OPEN, SEALED, SECOND = GOLD / "kinds.jsonl", GOLD / "kinds-sealed.jsonl", GOLD / "kinds-sealed-2.jsonl"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A question, its right kind, the kind that is recognised, and the plain words that it was taken for, if any."""

    question: str
    right: str
    told: str
    plain: str | None
    is_right: bool


def recognised(table: Path) -> list[Recognised]:
    """Return what is recognised of each line of a table."""
    return [_recognised(row) for row in json_lines(table)]


def _recognised(row: dict[str, Any]) -> Recognised:
    message = bare(row["question"])
    plain = in_plain_words(message)
    kind = kind_in_plain_words(plain or message)
    kind = asked_kind(message) if kind.bare else kind
    asked = asked_of_speaker(plain or message) if kind.kind == "question" or kind.bare else None
    told = "news" if kind.kind == "topic" and kind.newest else "said" if asked and asked.speaker else kind.kind
    right = row.get("kind") or ("said" if row["type"] == "said" else "question")
    names_it = asked is None or "speaker" not in row or _names(row, asked)
    return Recognised(row["question"], right, told, plain, names_it and told in (right, *row.get("or", ())))


def _names(row: dict[str, Any], asked: SpeakerQuestion) -> bool:
    """Whether it asks of the same speaker, and about the words that name the topic."""
    about = content_stems(f"{asked.about or ''} {asked.occasion or ''}")
    return content_stems(row["speaker"]) == content_stems(asked.speaker or "") and content_stems(row["about"]) == about


def confusion_matrix(found: list[Recognised]) -> str:
    counts = Counter((each.right, each.told) for each in found)
    kinds = sorted({kind for pair in counts for kind in pair})
    width = max(map(len, kinds))
    lines = [f"{'':{width}}  " + " ".join(f"{kind[:8]:>8}" for kind in kinds)]
    lines += [f"{right:{width}}  " + " ".join(f"{counts[right, kind] or '·':>8}" for kind in kinds) for right in kinds]
    return "\n".join(lines)


def main() -> None:
    given = tables_given("Measure which kind of question is recognised.", (OPEN, SEALED, SECOND))
    for table in given.tables:
        found = recognised(table)
        print(f"{table.name}: {Tally.count(each.is_right for each in found)}\n\n{confusion_matrix(found)}\n")
        for each in found if given.wrong else ():
            if not each.is_right:
                print(
                    f"  {each.right}, taken for {each.told}: {each.question}" + (f" (as: {each.plain})" if each.plain else "")
                )


if __name__ == "__main__":
    main()
