"""How far an answer's own "sure", "perhaps" and "no" can be relied on.

Each is the share of the questions that have a say in it:

* good: of the answerable ones, those answered with a right first citation, surely or perhaps;
* wrong_sure: of the answerable ones, those surely answered with another first citation;
* false_abstention_rate: of the answerable ones, those of which it was said that the documents don't answer;
* false_answer_rate: of the unanswerable ones, those surely answered;
* near_miss_rate: the same of the near misses alone;
* short_answer_precision: of the short answers shown, those that are right: a gold answer and the short answer have the
  same words, or the one has all words of the other. Shown for an unanswerable question, it is wrong.
"""

from eval.metrics.normalising import normalised
from eval.rows import Row


def good(row: Row) -> float | None:
    if not (row.as_given and row.answerable) or (all(each.holds is None for each in row.citations) and row.citations):
        return None
    return float(row.confidence != "no" and row.first_is_right)


def wrong_sure(row: Row) -> float | None:
    if not (row.as_given and row.answerable) or (all(each.holds is None for each in row.citations) and row.citations):
        return None
    return float(row.confidence == "sure" and not row.first_is_right)


def false_abstention(row: Row) -> float | None:
    return float(row.confidence == "no") if row.as_given and row.answerable else None


def false_answer(row: Row) -> float | None:
    return float(row.confidence == "sure") if row.as_given and row.answerable is False else None


def near_miss(row: Row) -> float | None:
    return false_answer(row) if row.near_miss else None


def short_answer_right(row: Row) -> float | None:
    given = normalised(row.answer["short_answer"] or "")
    if not given or not row.as_given or (row.answerable and not row.answers):
        return None
    return float(any(_agree(given, normalised(gold)) for gold in row.answers or ()))


def _agree(given: list[str], gold: list[str]) -> bool:
    return bool(gold) and (_within(given, gold) or _within(gold, given))


def _within(part: list[str], whole: list[str]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(whole)} "
