"""The SQL source of truth: documents, chunks with their vectors, full-text index, statements; and what people do with them:
conversations, feedback, accounts. Alone holds SQL."""

from qa.store.sql.accounts import LOCAL, Accounts, TokenLabel, User, hash_password
from qa.store.sql.checking import Checks, Damaged
from qa.store.sql.conversations import Conversation, Conversations, Exchange, history_of
from qa.store.sql.copying import copy_library, prepare_successor
from qa.store.sql.feedback import Feedback, FeedbackEntry
from qa.store.sql.library import Library
from qa.store.sql.passwords import Cost
from qa.store.sql.provenance import Versions
from qa.store.sql.records import LexicalHit, NewChunk, NewDocument, Outcome, Passage, StoredStatement, VectorRow
from qa.store.sql.removals import RemovedDocument
from qa.store.sql.shelf import ListedDocument, Order, ShelfPage
from qa.store.sql.vectors import IndexState

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
