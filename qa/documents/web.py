"""An address → its document, or the documents of the articles that its feed names."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from qa.documents.document_builder import loaded_from
from qa.documents.fetching import Fetched, Fetcher, shown_url
from qa.documents.formats.kinds import FEED, suffix_of
from qa.documents.formats.kinds import read_feed as articles_in
from qa.documents.helper import extract
from qa.documents.outcome import Loaded
from qa.types.errors import FetchError, LoadError


def is_url(source: str) -> bool:
    """Whether this is an address rather than a path; other schemes than http and https too, so that they are refused."""
    scheme, found, _ = source.partition("://")
    return bool(found) and scheme.isascii() and scheme.replace("+", "").replace("-", "").isalnum()


def load_url(url: str, fetcher: Fetcher) -> Iterator[Loaded]:
    """One `Loaded`, or one for each article of a feed; it never raises for what is wrong with an address."""
    found = _read(url, fetcher)
    yield from [found] if isinstance(found, Loaded) else (load_article(article, fetcher) for article in found)


def read_feed(url: str, fetcher: Fetcher) -> tuple[str, ...]:
    """The addresses of a feed's articles, in its order. Raises FetchError and LoadError, whose line begins with the address."""
    fetched = fetcher.fetch(url)
    try:
        if _suffix(fetched) != FEED:
            raise ValueError("is no feed; add it as an address, or give that of the site's feed (RSS or Atom)")
        return _articles(fetched)
    except ValueError as exc:
        raise LoadError(f"{shown_url(url)}: {exc}") from exc


def load_article(url: str, fetcher: Fetcher) -> Loaded:
    """What a feed names. It never raises for what is wrong with the address."""
    found = _read(url, fetcher)
    if isinstance(found, Loaded):
        return replace(found, original=None)  # the files of a whole feed would be held at a time
    # No feed names articles through another: two that name each other would never end.
    return Loaded.failed(shown_url(url), "is a feed in a feed; give its address by itself")


def _read(url: str, fetcher: Fetcher) -> Loaded | tuple[str, ...]:
    """The document at this address, or what is wrong with it; of a feed the addresses of its articles."""
    try:
        fetched = fetcher.fetch(url)
        suffix = _suffix(fetched)
        if suffix == FEED:
            return _articles(fetched)
        body = fetched.body
        return loaded_from(body, suffix, source=fetched.url, url=fetched.url, charset=fetched.charset, content=lambda: body)
    except FetchError as exc:
        return Loaded(shown_url(url), error=exc)
    except ValueError as exc:
        return Loaded.failed(shown_url(url), str(exc))


def _suffix(fetched: Fetched) -> str:
    return suffix_of(fetched.body, fetched.media_type, urlsplit(fetched.url).path)


def _articles(feed: Fetched) -> tuple[str, ...]:
    return tuple(_joined(feed.url, link) for link in extract(articles_in, feed.body, name="feed").links)


def _joined(base: str, link: str) -> str:
    """Return the whole address that a link stands for; a link that can't be one as it is: fetching it tells so."""
    try:
        return urljoin(base, link)
    except ValueError:
        return link
