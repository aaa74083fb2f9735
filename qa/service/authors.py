"""Who wrote an answer, in the words of whoever reads it: the sources themselves, or a language model."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.types import Answer

# The readers whose text is the documents' own words.
QUOTING = frozenset({"extractive", "statements", "digest", "counts", "comparison", "timeline", "people", "tables"})


def model_of(answer: "Answer") -> str | None:
    """The language model that wrote it, without its provider; None where the documents' own words answer."""
    return None if answer.reader in QUOTING else model_name(answer.reader)


def model_name(reader: str) -> str:
    """ "llama3.2" of "ollama:llama3.2"."""
    return reader.partition(":")[2] or reader


def author_of(answer: "Answer") -> str:
    """Who wrote the answer, without a full stop; empty where nobody did: for a greeting, or an abstention of ours."""
    model = model_of(answer)
    if model is None:
        return "Extract from the sources" if answer.status == "answered" and answer.citations else ""
    return f"{model} found no answer in the sources" if answer.status == "abstained" else f"Written by {model}"
