"""recall@k: share of questions with a relevant chunk among the first k.

recall@k = 1 if any of the k best chunks is relevant, else 0; mean over the questions whose relevant chunks are known. A chunk
is relevant if it is of a gold document and, where answers are given, holds one. This is the top-k retrieval accuracy of
Karpukhin et al., "Dense Passage Retrieval for Open-Domain Question Answering", EMNLP 2020: one relevant chunk is enough to
answer.
"""

from eval.rows import Row


def recall(row: Row, k: int) -> float | None:
    if row.left_out is not None or row.relevant_chunks is None:
        return None
    return float(any(chunk.relevant for chunk in row.chunks[:k]))
