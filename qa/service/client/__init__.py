"""A client of the HTTP API: `Client("http://127.0.0.1:7860", token="qa_…").ask("What did Porter say?")`."""

from qa.service.client.client import Client
from qa.service.client.values import Conversation, Exchange, PersonQuoted, Quoted, ServiceError
from qa.types.jobs import Failure, Item, Job
from qa.types.sharing import DocumentCollection, Rights

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
