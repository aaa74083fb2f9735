"""short_answer_em: share of short answers that are a gold answer.

1 if the short answer equals one of the gold answers after SQuAD's normalisation, else 0; mean over the answerable questions
with gold answers. No short answer, or an abstention, is 0. Rajpurkar et al., "SQuAD", EMNLP 2016.
"""

from eval.metrics.normalising import normalised
from eval.rows import Row


def exact_match(row: Row) -> float | None:
    if row.left_out is not None or not row.answerable or not row.answers:
        return None
    given = normalised(row.answer["short_answer"] or "")
    return float(bool(given) and any(given == normalised(gold) for gold in row.answers))
