"""The SQL source of truth: documents, chunks with their vectors, full-text index, statements; and what people do with them:
conversations, feedback, accounts. Alone holds SQL."""

from qa.library.accounts import LOCAL, Accounts, TokenLabel, User, hash_password
from qa.library.checking import Checks, Damaged
from qa.library.conversations import Conversation, Conversations, Exchange, history_of
from qa.library.copying import copy_library, prepare_successor
from qa.library.feedback import Feedback, FeedbackEntry
from qa.library.library import Library
from qa.library.passwords import Cost
from qa.library.provenance import Versions
from qa.library.records import LexicalHit, NewChunk, NewDocument, Outcome, Passage, StoredStatement, VectorRow
from qa.library.removals import RemovedDocument
from qa.library.shelf import ListedDocument, Order, ShelfPage
from qa.library.vectors import IndexState

__all__ = [
    "LOCAL",
    "Accounts",
    "Checks",
    "Conversation",
    "Conversations",
    "Cost",
    "Damaged",
    "Exchange",
    "Feedback",
    "FeedbackEntry",
    "IndexState",
    "LexicalHit",
    "Library",
    "ListedDocument",
    "NewChunk",
    "NewDocument",
    "Order",
    "Outcome",
    "Passage",
    "RemovedDocument",
    "ShelfPage",
    "StoredStatement",
    "TokenLabel",
    "User",
    "VectorRow",
    "Versions",
    "copy_library",
    "hash_password",
    "history_of",
    "prepare_successor",
]
