"""The two stories: a question's way to its answer (`steps`), a document's way into the library (`ingest`).

Follow-ups become standalone questions in `follow_ups`; a language model's answers are written in `writing`. `folder_sync` keeps
folders in step; `health` looks at everything that the stories need. Names are loaded when they are first used, so that adding
documents doesn't load what answers.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.pipeline.answering import Pipeline
    from qa.pipeline.asking import EXTRACTIVE
    from qa.pipeline.questions import MAX_QUESTION_CHARACTERS
    from qa.pipeline.replies import FAR_MISS

__all__ = ["EXTRACTIVE", "FAR_MISS", "MAX_QUESTION_CHARACTERS", "Pipeline"]

if not TYPE_CHECKING:  # for a type checker, a module with a `__getattr__` has every name

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        modules = {"EXTRACTIVE": "asking", "FAR_MISS": "replies", "MAX_QUESTION_CHARACTERS": "questions"}
        module = modules.get(name, "answering")
        return getattr(import_module(f"qa.pipeline.{module}"), name)
