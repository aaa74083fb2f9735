"""What stands behind the Ask page: a conversation, and an answer as it comes about."""

from ui.asking.answering import Answering, Update
from ui.asking.known import Known
from ui.asking.suggesting import example_questions, introduced, people_quoted
from ui.asking.talk import Exchange, Talk

__all__ = ["Answering", "Exchange", "Known", "Talk", "Update", "example_questions", "introduced", "people_quoted"]
