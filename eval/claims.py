"""How well made-up claims are caught: python -m eval.claims [FILE…].

Each line of a table is a passage, or several, with sentences that are faithful to it and others that alter it, each with its
kind. A claim is flagged where its verdict is `partly` or `unsupported`. Precision is the share of the flagged that are altered,
recall the share of the altered that are flagged; accepted is the share of the faithful that are not flagged.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from eval.datasets import GOLD, json_lines
from eval.tally import Tallies, tables_given
from qa.documents.chunking import sentences
from qa.embedding import open_embedder
from qa.embedding.model import Relevance, relevance_by
from qa.settings import load_settings
from qa.store.sql import Passage
from qa.types import Chunk, Verdict
from qa.verification.claims import check_claims

TUNED = GOLD / "claims.jsonl"  # the rules were made on these
BLIND = GOLD / "claims-blind.jsonl"  # written with them, looked at once the rules were made
# What strong language models wrote of several passages of invented documents, some of it altered by somebody else.
ANSWERS = GOLD / "claims-answers.jsonl"
_WORST_FIRST: tuple[Verdict, ...] = ("unsupported", "partly", "supported", "verbatim")


def measure(table: Path, relevance: Relevance) -> Tallies:
    """Judges every sentence of the table against its passage, as a language model's answer would be."""
    found = Tallies()
    for row in json_lines(table):
        passages = [bare_passage(str(n), title, text) for n, (title, text) in enumerate(_passages(row))]
        for written in ("faithful", "altered"):
            for kind, claim in row[written]:
                # A claim that the splitter takes for two sentences is as good as the worse of them.
                verdicts = [each.verdict for each in check_claims(claim, passages, relevance).claims]
                verdict = min(verdicts, key=_WORST_FIRST.index)
                flagged, told = verdict in ("partly", "unsupported"), f"{written} ({kind}), {verdict}: {claim}"
                if flagged:
                    found.add("precision", written == "altered")
                if written == "altered":
                    found.add("recall", flagged, told)
                else:
                    found.add("accepted", not flagged, told)
    return found


def _passages(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return titles and texts: of one passage, or of all that were shown to whoever wrote the sentences."""
    given = row.get("passages") or [{"title": row["title"], "text": row["passage"]}]
    return [(each["title"], each["text"]) for each in given]


def bare_passage(name: str, title: str, text: str) -> Passage:
    """A passage as claims are checked against, without vectors."""
    nothing = np.zeros(1, dtype=np.float32)
    return Passage(Chunk(0, len(text), name, name, 0), text, title, name, None, sentences(text), nothing, nothing)


def main() -> None:
    given = tables_given("Measure the verdicts on altered and faithful sentences.", (TUNED, BLIND, ANSWERS))
    relevance = relevance_by(open_embedder(load_settings()))
    for table in given.tables:
        measure(table, relevance).print(table.name, wrong=given.wrong)


if __name__ == "__main__":
    main()
