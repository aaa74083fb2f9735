"""Which answer is shown, the model's or the extractive one, and whether it is sure.

A model's words that the documents support may still not answer the question. The reader was taught on questions, and says how
sure it is; a model never does. So an answer in a model's words is no surer than the extractive one. Where the reader is sure
and the model rests on another sentence first, the reader's answer stays: of those that it is sure of, some nine of ten are
right (eval/RESULTS.md).
"""

from dataclasses import replace

from qa.pipeline.refusals import PERHAPS, hedge, unsure
from qa.types import Answer, Citation


def weighed(written: Answer, extractive: Answer, called: str) -> Answer:
    """Choose one of the two, with a notice where it isn't the model's. `called` is what messages call the model."""
    if written.status == "abstained":
        if extractive.status == "abstained":
            return written
        return replace(unsure(extractive), notice=f"{called} finds no answer in the documents; this is what comes closest.")
    supported = [claim for claim in written.claims if claim.is_supported]
    if not supported:
        why = f"what {called} wrote is only partly supported by the documents; this is the extractive answer."
        return replace(extractive, notice=why)
    if extractive.confidence != "sure":
        return unsure(written, hedge(extractive.text) or PERHAPS)
    first = next(iter(written.citations), None)
    rests_on_it = first is not None and any(first.marker in claim.markers for claim in supported)
    if first is None or not rests_on_it or not _same(first, extractive.citations[0]):
        return replace(extractive, notice=f"what {called} wrote rests on other sentences; this is the extractive answer.")
    return written


def _same(one: Citation, other: Citation) -> bool:
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end
