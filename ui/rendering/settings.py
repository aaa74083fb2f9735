"""The settings page: which language model writes, and what finds and reads passages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from qa.embedding import BUNDLED_MODEL
from qa.pipeline.writing.servers import FoundServer
from qa.service.authors import model_of
from qa.service.copying import source_to_text
from qa.types import Answer
from ui.language import gettext as _
from ui.rendering.answers import author_line
from ui.rendering.templates import render

# Suggestions for the field, no more: nothing is contacted until an administrator asks for a list.
KNOWN_ADDRESSES = (
    "https://api.openai.com/v1",
    "https://api.mistral.ai/v1",
    "https://openrouter.ai/api/v1",
    "https://api.groq.com/openai/v1",
)
# More models of a server than these get a field to find one by.
_FEW_MODELS = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A model that is set where the server is started; `meaning` says what changing it means."""

    name: str
    value: str
    setting: str
    meaning: str


def parts_of(reader: str | None, reranker: str | None) -> Sequence[Part]:
    return (
        Part(
            _("Reader"),
            reader or _("the one that comes with CitedQA"),
            "QA_READER",
            _(
                "Picks the sentences that answer, and says how sure that is. Another one takes a new start and nothing else; "
                "how often “sure” is right was measured with the one that comes with CitedQA."
            ),
        ),
        Part(
            _("Reranker"),
            reranker or _("none"),
            "QA_RERANKER",
            _(
                "Reads the best passages once more and puts them in order. Another one takes a new start and nothing else; "
                "each question takes longer by it, and one that has an address is sent the passages."
            ),
        ),
    )


def render_settings(
    state: Mapping[str, Any],
    embedding: Markup,
    parts: Sequence[Part],
    question: str,
    setting: str | None,
    found: Sequence[FoundServer],
) -> Markup:
    """`state` is what the API tells of the language model; `setting` the one that has set it. `found` are on this machine."""
    return render(
        "settings",
        now=render_model_now(state, setting),
        fixed=setting,
        address=state.get("address") if state.get("set_by") == "administrator" else "",
        has_key=state.get("has_key", False),
        context=state["context"],
        known=KNOWN_ADDRESSES,
        question=question,
        parts=parts,
        embedding=embedding,
        found=render_offered(found),
    )


def render_offered(servers: Sequence[FoundServer]) -> Markup:
    """Models to choose from."""
    return render("offered", servers=servers, few=_FEW_MODELS)


def render_embedding(state: Mapping[str, Any], left: int) -> Markup:
    """What finds passages, with how far a change to another model is, or the way to one. `left`: minutes, 0 if unknown."""
    known = [BUNDLED_MODEL] if state["model"].partition("@")[0] != BUNDLED_MODEL else []
    return render("reembedding", **state, left=left, setting="QA_EMBEDDING_MODEL", known=known)


def render_model_now(state: Mapping[str, Any], setting: str | None) -> Markup:
    """What writes the answers at present."""
    return render(
        "model_now",
        fixed=setting,
        model=state.get("model"),
        address=state.get("address"),
        has_key=state.get("has_key", False),
        chosen=state.get("chosen"),
    )


def render_tried(answer: Answer) -> Markup:
    """What became of a question that a model was tried with."""
    written = model_of(answer) is not None
    why = (
        _("It didn’t write an answer.")
        if written or answer.notice
        else _("This question is answered without a model, in the documents’ words. Try another.")
    )
    good = sum(claim.is_supported for claim in answer.claims)
    return render(
        "tried",
        written=written,
        author=author_line(answer),
        seconds=round(answer.timings_ms.get("write", 0.0) / 1000, 1),
        claims=len(answer.claims),
        supported=good,
        why=why,
        notice=answer.notice,
        answer=answer.text,
        sources=[f"[{citation.marker}] {source_to_text(citation)}" for citation in answer.citations],
    )
