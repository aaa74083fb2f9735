"""What `qa eval` measures. `SCORES` are a question's own, None where it has no say; `METRICS` are a run's."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from eval.metrics.runs import (
    abstention_f1,
    abstention_precision,
    abstention_recall,
    answerable_auroc,
    coverage_at_risk,
    latency,
    risk_coverage_curve,
)
from eval.metrics.scores import (
    answered,
    citation_precision,
    citation_recall,
    citation_resolves,
    evidence,
    exact_match,
    false_abstention,
    false_answer,
    good,
    ndcg,
    near_miss,
    recall,
    reciprocal_rank,
    right,
    short_answer_right,
    token_f1,
    wrong_sure,
)
from eval.metrics.statistic import Floats, Statistic, mean
from eval.rows import LeftOut, Row

__all__ = ["LOWER_IS_BETTER", "METRICS", "SCORES", "Floats", "Score", "Statistic", "risk_coverage_curve"]

Score = Callable[[Row], float | None]
Metric = Callable[[Sequence[Row]], Statistic]

SCORES: Mapping[str, Score] = {
    "right": right,
    "good": good,
    "wrong_sure": wrong_sure,
    "false_abstention_rate": false_abstention,
    "false_answer_rate": false_answer,
    "near_miss_rate": near_miss,
    "short_answer_precision": short_answer_right,
    "answered": answered,
    "recall@1": partial(recall, k=1),
    "recall@3": partial(recall, k=3),
    "recall@5": partial(recall, k=5),
    "recall@10": partial(recall, k=10),
    "mrr@10": partial(reciprocal_rank, k=10),
    "ndcg@10": partial(ndcg, k=10),
    "evidence@1": partial(evidence, k=1),
    "evidence@3": partial(evidence, k=3),
    "short_answer_em": exact_match,
    "short_answer_f1": token_f1,
    "citation_precision": citation_precision,
    "citation_recall": citation_recall,
    "citation_resolves": citation_resolves,
}


def _mean_of(score: Score) -> Metric:
    """Over the questions as the set gives them."""
    return lambda rows: mean([None if row.left_out else score(row) for row in rows])


def _kinds(left_out: LeftOut) -> dict[str, Metric]:
    """Answerable questions beside the same questions with what answers them left out of the library."""
    return {
        f"abstention_precision_{left_out}": partial(abstention_precision, left_out=left_out),
        f"abstention_recall_{left_out}": partial(abstention_recall, left_out=left_out),
        f"abstention_f1_{left_out}": partial(abstention_f1, left_out=left_out),
        f"answerable_auroc_{left_out}": partial(answerable_auroc, left_out=left_out),
    }


METRICS: Mapping[str, Metric] = {
    **{name: _mean_of(score) for name, score in SCORES.items()},
    "abstention_precision": abstention_precision,
    "abstention_recall": abstention_recall,
    "abstention_f1": abstention_f1,
    "answerable_auroc": answerable_auroc,
    **_kinds("far"),
    **_kinds("near"),
    "coverage_at_5_risk": partial(coverage_at_risk, risk=0.05),
    "latency_p50_ms": partial(latency, percent=50),
    "latency_p95_ms": partial(latency, percent=95),
}
LOWER_IS_BETTER = frozenset(
    {"wrong_sure", "false_abstention_rate", "false_answer_rate", "near_miss_rate", "latency_p50_ms", "latency_p95_ms"}
)
