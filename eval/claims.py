"""How well made-up claims are caught: python -m eval.claims [FILE…].

Each line of a table is a passage with sentences that are faithful to it and others that alter it, each with its kind. A claim
is flagged where its verdict is `partly` or `unsupported`. Precision is the share of the flagged that are altered, recall the
share of the altered that are flagged; accepted is the share of the faithful that are not flagged.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from qa.documents.chunking import sentences
from qa.embedding import open_embedder
from qa.embedding.model import Relevance, relevance_by
from qa.settings import load_settings
from qa.store.sql import Passage
from qa.types import Chunk, Verdict
from qa.verification.claims import check_claims

GOLD = Path(__file__).parent / "gold"
TUNED = GOLD / "claims.jsonl"  # the rules were made on these
BLIND = GOLD / "claims-blind.jsonl"  # written with them, looked at once the rules were made


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence of a table."""

    kind: str
    claim: str
    faithful: bool
    verdict: Verdict

    @property
    def flagged(self) -> bool:
        return self.verdict in ("partly", "unsupported")


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares, 0 to 1, and what they are of."""

    judged: tuple[Judged, ...]

    @property
    def altered(self) -> list[Judged]:
        return [each for each in self.judged if not each.faithful]

    @property
    def faithful(self) -> list[Judged]:
        return [each for each in self.judged if each.faithful]

    @property
    def recall(self) -> float:
        return sum(each.flagged for each in self.altered) / len(self.altered)

    @property
    def precision(self) -> float:
        flagged = [each for each in self.judged if each.flagged]
        return sum(not each.faithful for each in flagged) / len(flagged)

    @property
    def accepted(self) -> float:
        return 1 - sum(each.flagged for each in self.faithful) / len(self.faithful)

    @property
    def wrong(self) -> list[Judged]:
        return [each for each in self.judged if each.flagged == each.faithful]


def measure(table: Path, relevance: Relevance) -> Figures:
    """Judges every sentence of the table against its passage, as a language model's answer would be."""
    return Figures(tuple(_judged(table.read_text(encoding="utf-8").splitlines(), relevance)))


def _judged(lines: Sequence[str], relevance: Relevance) -> Iterator[Judged]:
    for line in lines:
        row = json.loads(line)
        passages = [_passage(row["title"], row["passage"])]
        for faithful in (True, False):
            for kind, claim in row["faithful" if faithful else "altered"]:
                # A claim that the splitter takes for two sentences is as good as the worse of them.
                verdicts = [found.verdict for found in check_claims(claim, passages, relevance).claims]
                order: tuple[Verdict, ...] = ("unsupported", "partly", "supported", "verbatim")
                yield Judged(kind, claim, faithful, min(verdicts, key=order.index))


def _passage(title: str, text: str) -> Passage:
    chunk = Chunk(0, len(text), "c", "d", 0)
    nothing = np.zeros(1, dtype=np.float32)
    return Passage(chunk, text, title, "table", None, sentences(text), nothing, nothing)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the verdicts on altered and faithful sentences.")
    parser.add_argument("tables", nargs="*", type=Path, default=[TUNED, BLIND])
    parser.add_argument("--wrong", action="store_true", help="Show the sentences judged wrongly.")
    given = parser.parse_args()
    relevance = relevance_by(open_embedder(load_settings()))
    for table in given.tables:
        figures = measure(table, relevance)
        print(
            f"{table.name}: {len(figures.altered)} altered, {len(figures.faithful)} faithful;"
            f" precision {figures.precision:.3f}, recall {figures.recall:.3f}, accepted {figures.accepted:.3f}"
        )
        for each in figures.wrong if given.wrong else ():
            print(f"  {'faithful' if each.faithful else 'altered'} ({each.kind}), {each.verdict}: {each.claim}")


if __name__ == "__main__":
    main()
