"""The page: one file that asks nothing of any other place, runs no script, and escapes all that isn't its own."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from eval.comparing import Comparison
from eval.metrics import SCORES
from eval.report.failures import failure_kinds
from eval.report.plots import latency_plot, recall_plot, risk_plot, sureness_plot
from eval.report.svg import interval
from eval.results import Results, Texts
from eval.terminal import show, signed, stages

if TYPE_CHECKING:
    from jinja2 import Environment

# What the page shows large, in this order, as far as it was measured.
HEADLINES = {
    "right": "of questions handled as they should be",
    "recall@5": "with a relevant passage among the first five",
    "evidence@1": "with an answer in the first evidence sentence",
    "short_answer_f1": "F1 of the short answers",
    "abstention_f1": "F1 of abstaining",
    "answerable_auroc": "AUROC of answered or absent",
    "answerable_auroc_far": "AUROC of answered or absent, far",
    "answerable_auroc_near": "AUROC of answered or absent, near",
    "citation_resolves": "of citations are the stored text",
    "latency_p50_ms": "is enough for half of the questions",
}
_IN_PER_CENT = frozenset({"right", "recall@5", "evidence@1", "citation_resolves"})
# Control characters and direction marks of documents, which could make a text read as another one.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def render_page(results: Results, texts: Texts, comparison: Comparison | None = None) -> str:
    """HTML. `texts` are the passages' by document id, start and end."""
    page = (
        _templates()
        .get_template("page.html.j2")
        .render(
            results=results,
            given=sum(row.left_out is None for row in results.rows),
            again=sum(row.left_out is not None for row in results.rows),
            headlines={name: HEADLINES[name] for name in HEADLINES if results.metrics[name].value is not None},
            stages=stages(results),
            plots={
                "recall": recall_plot(results.rows),
                "risk": risk_plot(results),
                "latency": latency_plot(results) if results.rows else None,
                "sureness": sureness_plot(results),
            },
            kinds=failure_kinds(results.rows, texts),
            scored=sum(SCORES["right"](row) is not None for row in results.rows),
            comparison=comparison,
        )
    )
    return _UNPRINTABLE.sub("\ufffd", page)


def _large(name: str, value: float) -> str:
    if name in _IN_PER_CENT:
        return f"{value:.1%}".replace("%", "\N{NO-BREAK SPACE}%")
    return show(name, value) + ("\N{NO-BREAK SPACE}ms" if name.endswith("_ms") else "")


def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(show=show, large=_large, signed=signed, interval=interval)
    return templates
