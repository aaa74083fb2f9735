"""citation_recall: share of the gold evidence that is cited.

Where the gold lists the quotes to be cited: those that some citation holds / those listed. Else 1 if any citation holds a
gold answer, and 0 if none does. Mean over the answerable questions with gold answers or quotes; an abstention cites nothing
and counts 0. After Gao et al., "Enabling Large Language Models to Generate Text with Citations" (ALCE), EMNLP 2023, with the
gold in place of its judge model.
"""

from eval.rows import Row


def citation_recall(row: Row) -> float | None:
    return row.cited / row.wanted if row.as_given and row.answerable and row.wanted else None
