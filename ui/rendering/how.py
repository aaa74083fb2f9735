"""How an answer came about: what was understood, looked into and read, how long that took, and what each sentence rests on."""

from markupsafe import Markup

from qa.service.export import quoted
from qa.types import Answer, Verdict
from ui.language import gettext as _
from ui.rendering.templates import render

# People that a list of them names.
_NAMED = 8


def render_how(answer: Answer) -> Markup:
    """How the answer came about, folded up beneath it; people who are quoted in it lead to their pages."""
    steps = [(_stage(name), ms) for name, ms in answer.timings_ms.items() if name != "total" and ms >= 0.5]
    cited = answer.citations or answer.closest
    documents = len({each.document_id for each in cited})
    # Where all are the documents' own words, one line says it of all.
    claims = answer.claims if any(each.verdict != "verbatim" for each in answer.claims) else ()
    return render(
        "how",
        answer=answer,
        cited=len(cited),
        documents=documents,
        steps=steps,
        total=answer.timings_ms.get("total", 0.0),
        claims=[
            (quoted(answer.text[each.start : each.end]), verdict_in_words(each.verdict), each.verdict, each.markers)
            for each in claims
        ],
        people=list(dict.fromkeys(each.speaker for each in answer.citations if each.speaker))[:_NAMED],
    )


def verdict_in_words(verdict: Verdict) -> str:
    return {
        "verbatim": _("in the source’s own words"),
        "supported": _("supported by its source"),
        "partly": _("partly supported: the source says less, or something else"),
        "unsupported": _("not supported by any source"),
    }[verdict]


def _stage(name: str) -> str:
    return {
        "contextualise": _("understanding the question"),
        "statements": _("looking up who said what"),
        "overview": _("counting and summing up"),
        "tables": _("looking into spreadsheets"),
        "embed": _("putting its meaning into numbers"),
        "retrieve": _("finding passages"),
        "read": _("reading them"),
        "write": _("writing"),
        "cite": _("checking the quotes"),
        "copies": _("looking for copies"),
    }.get(name, name)
