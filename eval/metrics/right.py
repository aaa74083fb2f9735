"""right: share of questions handled as they should be.

1 for an unanswerable question that wasn't surely answered, and for an answerable one that was answered with the right
citations: all the quotes that the gold lists, or, where it lists none, a first citation that holds a gold answer. Mean over the
questions for which the gold can tell. What `--compare` calls won and lost.
"""

from eval.rows import Row


def right(row: Row) -> float | None:
    if row.answerable is None or (row.answerable and not row.wanted):
        return None
    if not row.answerable:
        return float(row.confidence != "sure")
    if row.abstained:
        return 0.0
    if row.cites:
        return float(row.cited == row.wanted)
    return float(bool(row.citations) and bool(row.citations[0].holds))
