"""A document that the question calls by its title: “What is "Who pays for repairs?" about?”, “Summarize The old mill's end”."""

import re
from dataclasses import replace

from qa.pipeline.asking import Asking
from qa.pipeline.follow_ups.nearby import about_document
from qa.pipeline.question_kind import question_kind
from qa.pipeline.question_shapes import TITLED
from qa.store.sql import Library
from qa.store.sql.columns import fold

# A title of fewer words may as well be a phrase that is looked for.
_FEWEST_WORDS = 3
# Shorter words aren't looked up: "is" and "the" stand in too many titles.
_FEWEST_LETTERS = 4
# Copies of one article have one title; what more documents are called is no title.
_MOST_COPIES = 3
_SAID = re.compile(r"\bsa(?:y|id|ys|ying)\W*$", re.IGNORECASE)


def of_titled(asking: Asking, library: Library) -> Asking:
    """Ask only the documents whose titles begin as the quotation in the question, or as what it wants summarized.

    Return the asking as it is where there are none, or several quotations.
    """
    asked, wanted = asking.question.text, asking.kind
    quoted = [each for each in TITLED.finditer(asked) if not _SAID.search(asked, 0, each.start())]
    is_whole = not quoted and wanted.kind in ("summary", "about")
    if asking.question.literal or not (is_whole or len(quoted) == 1):
        return asking
    if not (titles := _titled(wanted.topic if is_whole else quoted[0]["title"], asking, library)):
        return asking
    scope = replace(asking.question.scope, documents=tuple(titles))
    asking = replace(asking, question=replace(asking.question, scope=scope), exchanges=(), points=False)
    if is_whole:
        return replace(asking, kind=replace(wanted, topic="", of_one=False))
    plain = f"{asked[: quoted[0].start()]}this document{asked[quoted[0].end() :]}"
    return replace(asking, standalone=about_document(plain, next(iter(titles.values()))), kind=question_kind(plain))


def _titled(name: str, asking: Asking, library: Library) -> dict[str, str]:
    """Return the ids and titles of the few documents whose titles begin so."""
    named = _words(name)
    looked_up = [word for word in named if len(word) >= _FEWEST_LETTERS]
    if len(named) < _FEWEST_WORDS or not looked_up:
        return {}
    found = library.document_list.titles(" ".join(looked_up))
    there = library.in_scope(asking.question.scope)
    titles = {
        document: title
        for document, title in found
        if _words(title)[: len(named)] == named and (there is None or document in there)
    }
    return titles if len(titles) <= _MOST_COPIES else {}


def _words(text: str) -> list[str]:
    """Return the words of a title, "Who's" as "Who is": the one is often typed for the other."""
    return [word for word in re.findall(r"\w+", fold(text)) if word not in ("s", "is")]
