"""What one question adds to a metric: its score, None where it has no say; the metric is the mean over those that have one.

`left_out` questions are those asked again with something missing; most metrics pass them over.
"""

import re
import string
from collections import Counter
from math import log2

from eval.rows import Row

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def right(row: Row) -> float | None:
    """right: share of questions handled as they should be.

    1 for an unanswerable question that wasn't surely answered, and for an answerable one that was answered with the right
    citations: all the quotes that the gold lists, or, where it lists none, a first citation that holds a gold answer. Mean over
    the questions for which the gold can tell. What `--compare` calls won and lost.
    """
    if row.answerable is None or (row.answerable and not row.wanted):
        return None
    if not row.answerable:
        return float(row.confidence != "sure")
    if row.abstained:
        return 0.0
    if row.cites:
        return float(row.cited == row.wanted)
    return float(bool(row.citations) and bool(row.citations[0].holds))


def answered(row: Row) -> float | None:
    """answered: share of the answerable questions that were answered, rightly or not."""
    return float(not row.abstained) if row.as_given and row.answerable else None


def recall(row: Row, k: int) -> float | None:
    """recall@k: share of questions with a relevant chunk among the first k.

    recall@k = 1 if any of the k best chunks is relevant, else 0; mean over the questions whose relevant chunks are known. A
    chunk is relevant if it is of a gold document and, where answers are given, holds one. This is the top-k retrieval accuracy
    of Karpukhin et al., "Dense Passage Retrieval for Open-Domain Question Answering", EMNLP 2020: one relevant chunk is enough
    to answer.
    """
    if row.left_out is not None or row.relevant_chunks is None:
        return None
    return float(any(chunk.relevant for chunk in row.chunks[:k]))


def reciprocal_rank(row: Row, k: int) -> float | None:
    """mrr@k: mean reciprocal rank of the first relevant chunk.

    1 / rank of the first relevant chunk among the first k, 0 if there is none; mean over the questions whose relevant chunks
    are known. Voorhees, "The TREC-8 Question Answering Track Report", 1999; cut at k as in MS MARCO.
    """
    if row.left_out is not None or row.relevant_chunks is None:
        return None
    return next((1.0 / rank for rank, chunk in enumerate(row.chunks[:k], start=1) if chunk.relevant), 0.0)


def ndcg(row: Row, k: int) -> float | None:
    """ndcg@k: normalised discounted cumulative gain with gains of 0 and 1.

    DCG = sum over ranks i ≤ k of relevant_i / log2(i + 1); divided by the DCG of the best order possible, in which all relevant
    chunks of the library come first. Mean over the questions whose relevant chunks are known. Järvelin & Kekäläinen, "Cumulated
    gain-based evaluation of IR techniques", TOIS 2002.
    """
    if row.left_out is not None or row.relevant_chunks is None:
        return None
    gained = sum(1.0 / log2(rank + 1) for rank, chunk in enumerate(row.chunks[:k], start=1) if chunk.relevant)
    best = sum(1.0 / log2(rank + 1) for rank in range(1, min(row.relevant_chunks, k) + 1))
    return gained / best if best else 0.0


def evidence(row: Row, k: int) -> float | None:
    """evidence@k: share of questions whose first k evidence sentences hold a gold answer.

    1 if any of the reader's k best sentences holds a gold answer, else 0; mean over the answerable questions with gold answers.
    The ranking is the one before the decision to abstain, so it tells finding the answer from daring to give it. Holding an
    answer as in Chen et al., "Reading Wikipedia to Answer Open-Domain Questions", ACL 2017: its words, in order, whatever the
    case.
    """
    if row.left_out is not None or not row.answerable or not row.wanted:
        return None
    return float(any(sentence.holds for sentence in row.evidence[:k]))


def exact_match(row: Row) -> float | None:
    """short_answer_em: share of short answers that are a gold answer.

    1 if the short answer equals one of the gold answers after SQuAD's normalisation, else 0; mean over the answerable questions
    with gold answers. No short answer, or an abstention, is 0. Rajpurkar et al., "SQuAD", EMNLP 2016.
    """
    if row.left_out is not None or not row.answerable or not row.answers:
        return None
    given = normalised(row.answer["short_answer"] or "")
    return float(bool(given) and any(given == normalised(gold) for gold in row.answers))


def token_f1(row: Row) -> float | None:
    """short_answer_f1: how much the short answer's words are those of a gold answer.

    F1 = 2 · shared / (words given + words of the gold answer), after SQuAD's normalisation, the best over the gold answers;
    mean over the answerable questions with gold answers. No short answer, or an abstention, is 0. Rajpurkar et al., "SQuAD",
    EMNLP 2016.
    """
    if row.left_out is not None or not row.answerable or not row.answers:
        return None
    given = normalised(row.answer["short_answer"] or "")
    return max(words_f1(given, normalised(gold)) for gold in row.answers)


def words_f1(given: list[str], gold: list[str]) -> float:
    shared = sum((Counter(given) & Counter(gold)).values())
    return 2 * shared / (len(given) + len(gold)) if shared else 0.0


def citation_precision(row: Row) -> float | None:
    """citation_precision: share of an answer's citations that hold what was asked for.

    Citations that hold a gold answer (or gold evidence, and are of a gold document where one is named) / citations; mean over
    the questions that were answered with citations. A question that should not have been answered counts 0. After Gao et al.,
    "Enabling Large Language Models to Generate Text with Citations" (ALCE), EMNLP 2023, with the gold in place of its judge
    model.
    """
    judged = [citation.holds for citation in row.citations if citation.holds is not None]
    return sum(judged) / len(judged) if row.as_given and judged else None


def citation_recall(row: Row) -> float | None:
    """citation_recall: share of the gold evidence that is cited.

    Where the gold lists the quotes to be cited: those that some citation holds / those listed. Else 1 if any citation holds a
    gold answer, and 0 if none does. Mean over the answerable questions with gold answers or quotes; an abstention cites nothing
    and counts 0. After Gao et al., "Enabling Large Language Models to Generate Text with Citations" (ALCE), EMNLP 2023, with
    the gold in place of its judge model.
    """
    return row.cited / row.wanted if row.as_given and row.answerable and row.wanted else None


def citation_resolves(row: Row) -> float | None:
    """citation_resolves: share of citations that are the stored text at their offsets.

    Citations (closest passages of an abstention included) with `document.text[start:end] == quote` / citations; mean over the
    questions with any, scored or not. Anything but 1 is a bug: the product promises this of every citation.
    """
    judged = [citation.resolves for citation in (*row.citations, *row.closest)]
    return sum(judged) / len(judged) if row.left_out is None and judged else None


def good(row: Row) -> float | None:
    """good: of the answerable questions, those answered with a right first citation, surely or perhaps."""
    if not (row.as_given and row.answerable) or (all(each.holds is None for each in row.citations) and row.citations):
        return None
    return float(row.confidence != "no" and row.first_is_right)


def wrong_sure(row: Row) -> float | None:
    """wrong_sure: of the answerable questions, those surely answered with another first citation than a right one."""
    if not (row.as_given and row.answerable) or (all(each.holds is None for each in row.citations) and row.citations):
        return None
    return float(row.confidence == "sure" and not row.first_is_right)


def false_abstention(row: Row) -> float | None:
    """false_abstention_rate: of the answerable questions, those of which it was said that the documents don't answer."""
    return float(row.confidence == "no") if row.as_given and row.answerable else None


def false_answer(row: Row) -> float | None:
    """false_answer_rate: of the unanswerable questions, those surely answered."""
    return float(row.confidence == "sure") if row.as_given and row.answerable is False else None


def near_miss(row: Row) -> float | None:
    """near_miss_rate: of the near misses, those surely answered."""
    return false_answer(row) if row.near_miss else None


def short_answer_right(row: Row) -> float | None:
    """short_answer_precision: of the short answers shown, those that are right.

    A gold answer and the short answer have the same words, or the one has all words of the other. Shown for an unanswerable
    question, it is wrong.
    """
    given = row.answer["short_answer"] or ""
    if not normalised(given) or not row.as_given or (row.answerable and not row.answers):
        return None
    return float(any(agree(given, gold) for gold in row.answers or ()))


def agree(given: str, gold: str) -> bool:
    """Whether the one has all words of the other, in order."""
    one, other = normalised(given), normalised(gold)
    return bool(one and other) and (_within(one, other) or _within(other, one))


def _within(part: list[str], whole: list[str]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(whole)} "


def normalised(answer: str) -> list[str]:
    """The answer's words: lower case, without ASCII punctuation and articles.

    As in SQuAD's official script (Rajpurkar et al., EMNLP 2016).
    """
    return _ARTICLES.sub(" ", answer.lower().translate(_PUNCTUATION)).split()
