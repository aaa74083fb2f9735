"""citation_resolves: share of citations that are the stored text at their offsets.

Citations (closest passages of an abstention included) with `document.text[start:end] == quote` / citations; mean over the
questions with any, scored or not. Anything but 1 is a bug: the product promises this of every citation.
"""

from eval.rows import Row


def citation_resolves(row: Row) -> float | None:
    judged = [citation.resolves for citation in (*row.citations, *row.closest)]
    return sum(judged) / len(judged) if row.left_out is None and judged else None
