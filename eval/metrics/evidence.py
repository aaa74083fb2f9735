"""evidence@k: share of questions whose first k evidence sentences hold a gold answer.

1 if any of the reader's k best sentences holds a gold answer, else 0; mean over the answerable questions with gold answers. The
ranking is the one before the decision to abstain, so it tells finding the answer from daring to give it. Holding an answer as
in Chen et al., "Reading Wikipedia to Answer Open-Domain Questions", ACL 2017: its words, in order, whatever the case.
"""

from eval.rows import Row


def evidence(row: Row, k: int) -> float | None:
    if row.left_out is not None or not row.answerable or not row.wanted:
        return None
    return float(any(sentence.holds for sentence in row.evidence[:k]))
