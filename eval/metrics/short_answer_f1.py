"""short_answer_f1: how much the short answer's words are those of a gold answer.

F1 = 2 · shared / (words given + words of the gold answer), after SQuAD's normalisation, the best over the gold answers; mean
over the answerable questions with gold answers. No short answer, or an abstention, is 0. Rajpurkar et al., "SQuAD", EMNLP
2016.
"""

from collections import Counter

from eval.metrics.normalising import normalised
from eval.rows import Row


def token_f1(row: Row) -> float | None:
    if row.left_out is not None or not row.answerable or not row.answers:
        return None
    given = normalised(row.answer["short_answer"] or "")
    return max(words_f1(given, normalised(gold)) for gold in row.answers)


def words_f1(given: list[str], gold: list[str]) -> float:
    shared = sum((Counter(given) & Counter(gold)).values())
    return 2 * shared / (len(given) + len(gold)) if shared else 0.0
