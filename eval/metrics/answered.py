"""answered: share of the answerable questions that were answered, rightly or not."""

from eval.rows import Row


def answered(row: Row) -> float | None:
    return float(not row.abstained) if row.as_given and row.answerable else None
