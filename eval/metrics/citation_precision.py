"""citation_precision: share of an answer's citations that hold what was asked for.

Citations that hold a gold answer (or gold evidence, and are of a gold document where one is named) / citations; mean over the
questions that were answered with citations. A question that should not have been answered counts 0. After Gao et al., "Enabling
Large Language Models to Generate Text with Citations" (ALCE), EMNLP 2023, with the gold in place of its judge model.
"""

from eval.rows import Row


def citation_precision(row: Row) -> float | None:
    judged = [citation.holds for citation in row.citations if citation.holds is not None]
    return sum(judged) / len(judged) if row.as_given and judged else None
