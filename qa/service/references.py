"""Quotes with their source as papers and their programs want it: APA, Chicago, BibTeX, RIS.

citeproc-py is small and kept up, but brings one style; the package with the others takes 15 MB, and its styles may be passed on
only under CC BY-SA. These four need a few fields.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from qa.service.export import web_address, words_of
from qa.types import Citation, Document
from qa.types.text import on_one_line, place_of, printable

_MANY = re.compile(r"\s*(?:;|,|\band\b|&)\s*")
# A person's name in its usual order; what isn't, an agency's say, stays as it is.
_PERSON = re.compile(r"(?:[^\W\d_][\w.’'-]*\s+){1,3}[^\W\d_][\w’'-]+")
_GROUP = re.compile(r"(?i)\b(?:staff|news|press|agency|desk|team|editors?|reuters|times|post|the|of|university|institute)\b")
_INSIDE = str.maketrans('“”„"«»', "‘’‚'‹›")
_TEX = re.compile(r"[\\{}$&#_%~^]")
# BibTeX counts braces that are escaped as well, so none is written alone.
_TEX_NAMES = {
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """What is known of a source. `authors` are (family, given), the second empty for a group."""

    authors: tuple[tuple[str, str], ...]
    title: str
    site: str
    day: date | None
    url: str | None
    quotes: tuple[tuple[str, int | None], ...]  # with the page


def reference_of(citations: Sequence[Citation], document: Document | None) -> Reference:
    """The reference of these citations, all of one document as it is stored now."""
    first = citations[0]
    url = web_address(first.source) or (document.url if document else None)
    try:
        day = date.fromisoformat((first.published or "")[:10])
    except ValueError:
        day = None
    return Reference(
        _authors((document.author if document else None) or ""),
        _line(first.title),
        _line(place_of(url or first.source)),
        day,
        _line(url or "") or None,
        tuple((_line(words_of(each.quote)), each.page) for each in citations),
    )


def styles_of(reference: Reference) -> dict[str, str]:
    return {"APA": apa(reference), "Chicago": chicago(reference), "BibTeX": bibtex(reference), "RIS": ris(reference)}


def apa(it: Reference) -> str:
    """The quotes, each cited in the text, and the entry of the list of references (7th edition)."""
    day = f"{it.day.year}, {it.day:%B} {it.day.day}" if it.day else "n.d."
    names = [f"{family}, {_initials(given)}" if given else family for family, given in it.authors]
    by = ", & ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    head = f"{by.rstrip('.')}. ({day}). {it.title}." if by else f"{it.title}. ({day})."
    families = " & ".join(family for family, _ in it.authors[:2]) if len(it.authors) < 3 else f"{it.authors[0][0]} et al."
    cited = f"{families or f'“{it.title}”'}, {it.day.year if it.day else 'n.d.'}"
    inside = [f"{_quoted(words)} ({cited}{f', p. {page}' if page else ''})" for words, page in it.quotes]
    return "\n".join([*inside, "", _joined(head, f"{it.site}.", it.url)])


def chicago(it: Reference) -> str:
    """The quotes, and the entry of the bibliography (notes and bibliography)."""
    names = [f"{family}, {given}" if given else family for family, given in it.authors[:1]]
    names += [f"{given} {family}".strip() for family, given in it.authors[1:]]
    by = ", and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    by = by and f"{by.rstrip('.')}."
    day = f"{it.day:%B} {it.day.day}, {it.day.year}" if it.day else "n.d."
    inside = [f"{_quoted(words)}{f' ({page})' if page else ''}" for words, page in it.quotes]
    return "\n".join(
        [*inside, "", _joined(by, f"“{it.title}.”", f"{it.site}, {day.rstrip('.')}.", f"{it.url}." if it.url else None)]
    )


def bibtex(it: Reference) -> str:
    """One entry; the quotes are its note."""
    word = re.sub(r"\W", "", (it.authors[0][0] if it.authors else it.title.split(" ")[0]).casefold()) or "source"
    fields = {
        "author": " and ".join(
            f"{_tex(family)}, {_tex(given)}" if given else f"{{{_tex(family)}}}" for family, given in it.authors
        ),
        "title": f"{{{_tex(it.title)}}}",
        "howpublished": _tex(it.site),
        "year": str(it.day.year) if it.day else "",
        "month": str(it.day.month) if it.day else "",
        "day": str(it.day.day) if it.day else "",
        "url": (it.url or "").replace("{", "%7B").replace("}", "%7D"),
        "note": _tex(" ".join(_quoted(words) + (f" (p. {page})" if page else "") for words, page in it.quotes)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{word}{it.day.year if it.day else ''},", *lines, "}"])


def ris(it: Reference) -> str:
    """One record; each quote is a note of it."""
    lines = [("TY", "ELEC" if it.url else "GEN")]
    lines += [("AU", f"{family}, {given}" if given else family) for family, given in it.authors]
    lines += [("TI", it.title), *([("PB", it.site)] if it.url else [])]
    lines += [("PY", str(it.day.year)), ("DA", f"{it.day:%Y/%m/%d}/")] if it.day else []
    lines += [("UR", it.url)] if it.url else []
    lines += [("N1", _quoted(words) + (f" (p. {page})" if page else "")) for words, page in it.quotes]
    return "\n".join(f"{tag}  - {value}" for tag, value in [*lines, ("ER", "")])


def _quoted(words: str) -> str:
    """These words in quotation marks; those inside are single, as both styles want it."""
    return f"“{words.translate(_INSIDE)}”"


def _authors(declared: str) -> tuple[tuple[str, str], ...]:
    names = [name for name in _MANY.split(_line(re.sub(r"(?i)^by\s+", "", declared))) if name]
    if not all(_PERSON.fullmatch(name) and not _GROUP.search(name) for name in names):
        return ((_line(declared), ""),)
    return tuple((name.split()[-1], " ".join(name.split()[:-1])) for name in names)


def _initials(given: str) -> str:
    return " ".join(f"{part[0]}." for part in given.split())


def _tex(words: str) -> str:
    return _TEX.sub(lambda found: _TEX_NAMES.get(found[0], f"\\{found[0]}"), words)


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _line(words: str) -> str:
    return on_one_line(printable(words, " "))
