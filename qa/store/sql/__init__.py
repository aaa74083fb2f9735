"""The SQL source of truth: documents, chunks with their vectors, full-text index, statements; and what people do with them:
conversations, feedback, accounts. Alone holds SQL."""

from qa.store.sql.accounts import Accounts, hash_password
from qa.store.sql.census import Place
from qa.store.sql.choices import ModelChoice, SavedScope
from qa.store.sql.conversations import Conversation, Exchange, history_of
from qa.store.sql.document_list import DocumentListPage, ListedDocument, Order
from qa.store.sql.feedback import FeedbackEntry
from qa.store.sql.integrity import Damaged
from qa.store.sql.library import Library
from qa.store.sql.library_copy import transfer
from qa.store.sql.passwords import Cost
from qa.store.sql.records import LexicalHit, NewChunk, NewDocument, OnProgress, Outcome, Passage, StoredFile, StoredStatement
from qa.store.sql.speakers import NamePlace, QuotedSpeaker, Speaker, Vector
from qa.store.sql.users import LOCAL, User
from qa.store.sql.watches import Look
from qa.types.service_values import DocumentCollection, Rights

__all__ = [
    "LOCAL",
    "Accounts",
    "Conversation",
    "Cost",
    "Damaged",
    "DocumentCollection",
    "DocumentListPage",
    "Exchange",
    "FeedbackEntry",
    "LexicalHit",
    "Library",
    "ListedDocument",
    "Look",
    "ModelChoice",
    "NamePlace",
    "NewChunk",
    "NewDocument",
    "OnProgress",
    "Order",
    "Outcome",
    "Passage",
    "Place",
    "QuotedSpeaker",
    "Rights",
    "SavedScope",
    "Speaker",
    "StoredFile",
    "StoredStatement",
    "User",
    "Vector",
    "hash_password",
    "history_of",
    "transfer",
]
