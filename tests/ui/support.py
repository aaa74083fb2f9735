"""Answers to render, and what a reader and a browser make of the HTML."""

import re
from html.parser import HTMLParser

from qa.types import Answer, Citation, Document, Verdict

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"' onmouseover='alert(3)"
TEXT = (
    "Accessibility links\n\nThe river rose on Monday. Nobody was hurt.\n\n“We are ready,” said Mayor Ana Ruiz. "
    "She added that the bridge stays open.\n\nSchools are closed."
)


def document(
    text: str = TEXT, title: str = "The flood", source: str = "news/flood.txt", published: str | None = None
) -> Document:
    return Document.create(source=source, title=title, text=text, published=published)


def cite(source: Document, quote: str, marker: int = 1, speaker: str | None = None, verdict: Verdict = "verbatim") -> Citation:
    start = source.text.index(quote)
    return Citation(
        marker=marker,
        document_id=source.id,
        title=source.title,
        source=source.source,
        published=source.published,
        start=start,
        end=start + len(quote),
        quote=quote,
        speaker=speaker,
        score=1.0,
        verdict=verdict,
    )


def answered(text: str, *citations: Citation, question: str = "What happened?") -> Answer:
    return Answer(question, question, "answered", "extractive", text, citations)


class Reader(HTMLParser):
    """The tags with their attributes, and what a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.seen = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.seen += data

    def all(self, tag: str, **attributes: str) -> list[dict[str, str | None]]:
        return [has for name, has in self.tags if name == tag and attributes.items() <= has.items()]


def marked(html: str, *, lighter: bool = False) -> list[str]:
    """What is marked, without the numbers in front of it."""
    kind = ' class="other"' if lighter else ""
    found = re.findall(rf"<mark{kind}(?: (?:id|data-)[^>]*)?>(.*?)</mark>", html)
    return [re.sub(r'<(a|span) class="number".*?</\1>|<[^>]+>', "", each) for each in found]
