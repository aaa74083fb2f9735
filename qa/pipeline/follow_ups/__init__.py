"""Follow-up questions become standalone ones, from the earlier turns alone: no language model, no downloads.

The conversation is replayed turn by turn, each question put in full before the next is read, so that "its" may mean
what "it" meant two turns ago. Where the rules find nothing to add the question is returned as it was asked.
"""

from qa.pipeline.follow_ups.further import further
from qa.pipeline.follow_ups.rewriting import standalone_question

__all__ = ["further", "standalone_question"]
