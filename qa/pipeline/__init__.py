"""The two stories: a question's way to its answer (`steps`), a document's way into the library (`ingestion`).

`kinds` tells what a message wants, `follow_ups` which question a follow-up means. `answerers` and `overviews` answer what needs
no reading; for the rest, `passages` finds what is read, and `quotes` and `replies` make the answer, or `writing` by a language
model. `health` looks at everything that the stories need. Names are loaded when they are first used, so that adding documents
doesn't load what answers.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.pipeline.answering import Pipeline
    from qa.pipeline.asking import EXTRACTIVE
    from qa.pipeline.questions import MAX_QUESTION_CHARACTERS
    from qa.pipeline.replies.replies import FAR_MISS

__all__ = ["EXTRACTIVE", "FAR_MISS", "MAX_QUESTION_CHARACTERS", "Pipeline"]

if not TYPE_CHECKING:  # for a type checker, a module with a `__getattr__` has every name

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        modules = {"EXTRACTIVE": "asking", "FAR_MISS": "replies.replies", "MAX_QUESTION_CHARACTERS": "questions"}
        module = modules.get(name, "answering")
        return getattr(import_module(f"qa.pipeline.{module}"), name)
