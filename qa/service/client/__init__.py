"""A client of the HTTP API: `Client("http://127.0.0.1:7860", token="qa_…").ask("What did Porter say?")`."""

from qa.service.client.client import Client
from qa.service.client.values import (
    Conversation,
    DocumentCollection,
    Exchange,
    PersonQuoted,
    Quoted,
    Rights,
    ServiceError,
)
from qa.types.jobs import Failure, Item, Job

__all__ = [
    "Client",
    "Conversation",
    "DocumentCollection",
    "Exchange",
    "Failure",
    "Item",
    "Job",
    "PersonQuoted",
    "Quoted",
    "Rights",
    "ServiceError",
]
