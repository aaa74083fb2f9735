"""An address → its document, or the documents of the articles that its feed names."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from qa.documents.document_builder import document_of
from qa.documents.fetching import Fetched, Fetcher, shown_url
from qa.documents.formats import feeds
from qa.documents.formats.kinds import FEED, suffix_of
from qa.documents.helper import extract
from qa.documents.outcome import Loaded
from qa.types import Document
from qa.types.errors import FetchError


def is_url(source: str) -> bool:
    """Whether this is an address rather than a path; other schemes than http and https too, so that they are refused."""
    scheme, found, _ = source.partition("://")
    return bool(found) and scheme.isascii() and scheme.replace("+", "").replace("-", "").isalnum()


def load_url(url: str, fetcher: Fetcher) -> Iterator[Loaded]:
    """One `Loaded`, or one for each article of a feed; it never raises for what is wrong with an address."""
    try:
        fetched = fetcher.fetch(url)
    except FetchError as exc:
        yield Loaded.refused(shown_url(url), exc)
        return
    try:
        suffix = _suffix(fetched)
        if suffix != FEED:
            yield Loaded.of(_document(fetched, suffix))
            return
        links = extract(feeds.read, fetched.body, name="feed").links
    except ValueError as exc:
        yield Loaded.failed(shown_url(url), str(exc))
        return
    for link in links:
        yield _article(urljoin(fetched.url, link), fetcher)


def _article(url: str, fetcher: Fetcher) -> Loaded:
    try:
        fetched = fetcher.fetch(url)
        suffix = _suffix(fetched)
        if suffix == FEED:  # no feed names articles through another: two that name each other would never end
            raise ValueError("is a feed in a feed; give its address by itself")
        return Loaded.of(_document(fetched, suffix))
    except FetchError as exc:
        return Loaded.refused(shown_url(url), exc)
    except ValueError as exc:
        return Loaded.failed(shown_url(url), str(exc))


def _suffix(fetched: Fetched) -> str:
    return suffix_of(fetched.body, fetched.media_type, urlsplit(fetched.url).path)


def _document(fetched: Fetched, suffix: str) -> Document:
    return document_of(fetched.body, suffix, source=fetched.url, url=fetched.url, charset=fetched.charset)
