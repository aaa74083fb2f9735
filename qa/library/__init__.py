"""The SQL source of truth: documents, chunks with their vectors, full-text index, statements; and what people do with them:
conversations, feedback, accounts. Alone holds SQL."""

from qa.library.accounts import LOCAL, Accounts, TokenLabel, User, hash_password
from qa.library.conversations import Conversation, Conversations, Exchange, history_of
from qa.library.feedback import Feedback, FeedbackEntry
from qa.library.library import Library
from qa.library.passwords import Cost
from qa.library.provenance import Versions
from qa.library.records import LexicalHit, NewChunk, Outcome, Passage, StoredStatement, VectorRow
from qa.library.removals import RemovedDocument
from qa.library.shelf import ListedDocument, Order, ShelfPage

__all__ = [
    "LOCAL",
    "Accounts",
    "Conversation",
    "Conversations",
    "Cost",
    "Exchange",
    "Feedback",
    "FeedbackEntry",
    "LexicalHit",
    "Library",
    "ListedDocument",
    "NewChunk",
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
    "hash_password",
    "history_of",
]
