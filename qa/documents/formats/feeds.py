"""RSS and Atom → the addresses of its articles. Runs in the helper process."""

import re
from typing import Any

from qa.documents.formats.registry import Extract

MAX_ARTICLES = 50  # of a feed, from its top, which is where the newest stand
_HEAD = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?[^>]{0,500}\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>\[]{0,500}>\s*)*"
    rb"<(?:rss|feed|(?:[A-Za-z]+:)?RDF)[\s>]",
    re.DOTALL,
)


def is_feed(raw: bytes) -> bool:
    """Whether these bytes begin as a feed does, whatever their media type says."""
    return _HEAD.match(raw[:8192]) is not None


def read(raw: bytes, _url: str | None) -> Extract:
    """Links may be relative. ValueError where it is damaged or names no article."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True)
    root = etree.fromstring(raw, parser)
    if root is None:
        raise ValueError("is no readable feed: its XML is damaged")
    links = [link for entry in root.iter("{*}item", "{*}entry") if (link := _link(entry))]
    if not links:
        raise ValueError("is a feed without articles")
    return Extract(links=tuple(dict.fromkeys(links))[:MAX_ARTICLES])


def _link(entry: Any) -> str | None:
    """Atom's link of the article itself, else RSS's, else a GUID that is an address."""
    for link in entry.iterchildren("{*}link"):
        if link.get("href"):
            if link.get("rel", "alternate") == "alternate":
                return str(link.get("href")).strip()
        elif (link.text or "").strip():
            return str(link.text).strip()
    for guid in entry.iterchildren("{*}guid", "{*}id"):
        if guid.get("isPermaLink", "true") == "true" and (guid.text or "").strip().startswith(("http://", "https://")):
            return str(guid.text).strip()
    return None
