"""A person's page: how the documents introduce them, what they said, what is said of them. It needs no script."""

from collections.abc import Sequence
from urllib.parse import quote

from qa.attribution.answers import Introduction, Person
from qa.english.dates import long_date
from qa.types import Citation
from ui.rendering.articles import page
from ui.rendering.escaping import attribute, count, label, text
from ui.rendering.links import person_address
from ui.rendering.sources import render_meta

# Lines of each kind; the API and `qa people` give all.
_MOST = 50


def render_person_page(person: Person) -> str:
    others = ", ".join(f'<a href="{attribute(person_address(name))}">{label(name)}</a>' for name in person.namesakes)
    facts = [f"named in {count(person.documents, 'document')}"]
    facts += [f"quoted in {person.quoted:,}"] if person.quoted else []
    if person.first and person.last:
        span = [person.first] if person.first == person.last else [person.first, person.last]
        facts.append(" – ".join(f'<time datetime="{attribute(day)}">{label(long_date(day))}</time>' for day in span))
    parts = [
        _list("Introduced as", [_introduction(each) for each in person.introductions[:_MOST]], len(person.introductions)),
        _list("Said", [_line(excerpt.cite(1)) for excerpt in person.said[:_MOST]], len(person.said)),
        _list(f"Of {person.name}", [_line(each) for each in person.of_them[:_MOST]], len(person.of_them)),
    ]
    body = (
        f'<main id="source-page"><p class="home"><a href="/">CitedQA</a></p><article class="source person">'
        f'<header><h1 dir="auto">{label(person.name)}</h1><p class="meta">{" · ".join(facts)}</p>'
        f"{f'<p class=meta>Others of that name: {others}</p>' if others else ''}</header>{''.join(parts)}</article></main>"
    )
    return page(person.name, body)


def _list(title: str, lines: Sequence[str], total: int) -> str:
    if not lines:
        return ""
    shown = f" ({len(lines):,} of {total:,})" if len(lines) < total else f" ({total:,})"
    return f'<section><h2 dir="auto">{label(title)}{shown}</h2><ul class="lines">{"".join(lines)}</ul></section>'


def _introduction(each: Introduction) -> str:
    times = f" ({count(each.documents, 'document')})" if each.documents > 1 else ""
    return _line(each.cited, f'<strong class="role"><bdi>{text(each.role)}</bdi></strong>{times}: ')


def _line(cited: Citation, before: str = "") -> str:
    """The words, which lead to their place in the article, and where that is from."""
    address = f"/source/{quote(cited.document_id, safe='')}?at={cited.start}-{cited.end}#cited"
    words = f'<a href="{attribute(address)}">{text(" ".join(cited.quote.split()))}</a>'
    return f'<li dir="auto">{before}{words}{render_meta(cited.source, cited.published, [label(cited.title)])}</li>'
