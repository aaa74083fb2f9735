"""What stands behind the Ask page: a conversation, the line of questions waiting, and an answer as it comes about."""

from ui.asking.answering import Answering, Update
from ui.asking.line import Line
from ui.asking.suggesting import example_questions, people_quoted
from ui.asking.talk import Exchange, Talk

__all__ = ["Answering", "Exchange", "Line", "Talk", "Update", "example_questions", "people_quoted"]
