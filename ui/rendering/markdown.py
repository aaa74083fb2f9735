"""An answer with its sources as Markdown, for pasting elsewhere. Document text is escaped: it formats and fetches nothing."""

import re

from qa.types import Answer, Citation
from ui.rendering.escaping import long_date, plain
from ui.rendering.links import web_address

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$!&]|^(?=[-+]|\d+[.)])", re.MULTILINE)
_KEPT = re.compile(r"\*\*[^*\n]+\*\*|\[\d{1,3}\]|^### ", re.MULTILINE)


def answer_markdown(answer: Answer) -> str:
    """The question in bold, the answer, and a numbered line for each source."""
    lines = [f"**{_escaped(plain(answer.question))}**", "", _body(answer.text)]
    if answer.citations:
        lines += ["", *(_source(citation) for citation in answer.citations)]
    return "\n".join(lines) + "\n"


def _source(citation: Citation) -> str:
    quote = _escaped(plain(citation.quote))
    parts = [quote if quote.startswith(("“", '"')) else f"“{quote}”"]
    if citation.speaker:
        parts.append(_escaped(plain(citation.speaker)))
    parts.append(f"*{_escaped(plain(citation.title))}*")
    if citation.published:
        parts.append(_escaped(long_date(citation.published)))
    address = web_address(citation.source)
    parts.append(f"<{address}>" if address and not re.search(r"[\s<>]", address) else _escaped(plain(citation.source)))
    return f"[{citation.marker}] " + ", ".join(parts) + "  "


def _body(words: str) -> str:
    """What the readers write as Markdown stays; everything else is taken literally."""
    html, at = "", 0
    for kept in _KEPT.finditer(words):
        html += _escaped(words[at : kept.start()]) + kept[0]
        at = kept.end()
    return html + _escaped(words[at:])


def _escaped(words: str) -> str:
    return _SPECIAL.sub(lambda found: "\\" + found[0], words)
