"""mrr@k: mean reciprocal rank of the first relevant chunk.

1 / rank of the first relevant chunk among the first k, 0 if there is none; mean over the questions whose relevant chunks are
known. Voorhees, "The TREC-8 Question Answering Track Report", 1999; cut at k as in MS MARCO.
"""

from eval.rows import Row


def reciprocal_rank(row: Row, k: int) -> float | None:
    if row.left_out is not None or row.relevant_chunks is None:
        return None
    return next((1.0 / rank for rank, chunk in enumerate(row.chunks[:k], start=1) if chunk.relevant), 0.0)
