"""What the abstention metrics count. Abstaining is the positive class throughout."""

from collections.abc import Sequence

from eval.rows import LeftOut, Row


def asked_for(rows: Sequence[Row], left_out: LeftOut | None) -> list[bool]:
    """Which rows count: as the set gives them; or its answerable questions beside the same with what answers them left out.

    None does where no question is unanswerable, or none answerable: there is nothing to tell apart.
    """
    if left_out is None:
        counted = [row.as_given for row in rows]
    else:
        counted = [row.left_out == left_out or (row.as_given and row.answerable is True) for row in rows]
    kinds = {row.answerable for row, counts in zip(rows, counted, strict=True) if counts}
    return counted if kinds == {True, False} else [False] * len(rows)
