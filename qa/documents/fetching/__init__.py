"""Addresses on the web → bytes: politely, in bounded time and size, and never from inside the user's own network."""

from qa.documents.fetching.addresses import MAX_URL, target_of
from qa.documents.fetching.fetcher import Fetched, Fetcher, shown_url

__all__ = ["MAX_URL", "Fetched", "Fetcher", "shown_url", "target_of"]
