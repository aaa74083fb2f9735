"""ndcg@k: normalised discounted cumulative gain with gains of 0 and 1.

DCG = sum over ranks i ≤ k of relevant_i / log2(i + 1); divided by the DCG of the best order possible, in which all relevant
chunks of the library come first. Mean over the questions whose relevant chunks are known. Järvelin & Kekäläinen, "Cumulated
gain-based evaluation of IR techniques", TOIS 2002.
"""

from math import log2

from eval.rows import Row


def ndcg(row: Row, k: int) -> float | None:
    if row.left_out is not None or row.relevant_chunks is None:
        return None
    gained = sum(1.0 / log2(rank + 1) for rank, chunk in enumerate(row.chunks[:k], start=1) if chunk.relevant)
    best = sum(1.0 / log2(rank + 1) for rank in range(1, min(row.relevant_chunks, k) + 1))
    return gained / best if best else 0.0
