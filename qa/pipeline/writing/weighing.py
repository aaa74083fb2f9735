"""Which answer is shown, the model's or the extractive one, and whether it is sure.

A model's words that the documents support may still not answer the question. The reader was taught on questions, and says how
sure it is; a model never does. So an answer in a model's words is no surer than the extractive one. Where the reader is sure
and the model rests on another sentence first, the reader's answer stays: of those that it is sure of, some nine of ten are
right (eval/RESULTS.md).
"""

from dataclasses import replace

from qa.pipeline.refusals import perhaps
from qa.types import Answer, Citation

_ACCEPTED = ("verbatim", "supported")


def weighed(written: Answer, extractive: Answer, called: str) -> Answer:
    """One of the two, with a notice where it isn't the model's. `called` is what messages call the model."""
    if written.status == "abstained":
        if extractive.status == "abstained":
            return written
        return replace(_unsure(extractive), notice=f"{called} finds no answer in the documents; this is what comes closest.")
    if not any(claim.verdict in _ACCEPTED for claim in written.claims):
        why = f"what {called} wrote is only partly supported by the documents; this is the extractive answer."
        return replace(extractive, notice=why)
    accepted = {marker for claim in written.claims if claim.verdict in _ACCEPTED for marker in claim.markers}
    cited = [citation for citation in written.citations if citation.marker in accepted]
    if extractive.confidence != "sure":
        return _unsure(written)
    if not cited or cited[0] is not written.citations[0] or not _same(cited[0], extractive.citations[0]):
        return replace(extractive, notice=f"what {called} wrote rests on other sentences; this is the extractive answer.")
    return written


def _same(one: Citation, other: Citation) -> bool:
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end


def _unsure(answer: Answer) -> Answer:
    """The answer under words that say that it may not answer the question."""
    if answer.unsure:
        return answer
    text = perhaps(answer.text)
    added = len(text) - len(answer.text)
    claims = tuple(replace(each, start=each.start + added, end=each.end + added) for each in answer.claims)
    return replace(answer, text=text, claims=claims, short_answer=None, unsure=True)
