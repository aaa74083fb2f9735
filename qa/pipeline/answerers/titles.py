"""A document that the question calls by its title: “What is "Who pays for repairs?" about?”, “Summarize The old mill's end”; or
by what it is: “What does the expenses policy say about receipts?”.

Other words in quotation marks are words: “How many documents mention "the white house"?”.
"""

import re
from dataclasses import replace

from qa.english.words import content_stems, content_words, stems
from qa.pipeline.asking import Asking
from qa.pipeline.follow_ups.nearby import about_document
from qa.pipeline.follow_ups.pronouns import is_pronoun
from qa.pipeline.kinds.document_facts import CALLED, CALLED_SO
from qa.pipeline.kinds.listed_documents import fact_of_it
from qa.pipeline.kinds.question_kind import OVERVIEWS, Kind, question_kind, wished
from qa.pipeline.kinds.question_shapes import TITLED
from qa.pipeline.kinds.shapes import Shapes
from qa.pipeline.overviews.asked import name_of
from qa.store.sql import Library
from qa.store.sql.columns import fold
from qa.types import DocumentSummary, Scope
from qa.types.patterns import in_place_of

# A title of fewer words may as well be a phrase that is looked for.
_FEWEST_WORDS = 3
# Shorter words aren't looked up: "is" and "the" stand in too many titles.
_FEWEST_LETTERS = 4
# Copies of one article have one title; what more documents are called is no title.
_MOST_COPIES = 3
_OF_ONE: frozenset[Kind] = frozenset({"summary", "about", "fact"})
# Letters that all forms of a word begin with: "policy", "policies".
_BEGINNING = 4
# Documents that have such a word in their names: among more it isn't looked for the one that is meant.
_MOST_OF_KIND = 500
# What one document is asked for by what it is called: `document`, and `topic` or a whole `question`.
_SAYS = Shapes.of(
    "say|tell|state|specif|mention|written|in |according|per |by ",
    rf"(?:what (?:else )?(?:do|does|did)|what is) {CALLED} (?:say|tell(?: us| me)?|state|specify|mention|have to say|saying)"
    r" (?:about|on|regarding|concerning|for|of) (?P<topic>\S.*)",
    rf"what (?:do|does|did) {CALLED} (?:say|tell(?: us| me)?|state)",
    rf"what (?:is|are) (?:said|written|stated|specified) in {CALLED} (?:about|on|regarding|concerning|for) (?P<topic>\S.*)",
    rf"what is in {CALLED} (?:about|on|regarding|concerning) (?P<topic>\S.*)",
    rf"(?:according to|as per|by|going by|in) {CALLED},? (?P<question>(?:who|what|when|where|which|why|how|can|may|must|do"
    r"|does|is|are|am|should|will)\b.*)",
    rf"(?P<question>\S.*?),? (?:according to|as per|going by) {CALLED}",
)
# "How long is the contract?" asks how long it lasts.
_LASTS = re.compile(r"how long\b", re.IGNORECASE)
_SAID = re.compile(r"\bsa(?:y|id|ys|ying)\W*$", re.IGNORECASE)


def of_titled(asking: Asking, library: Library) -> Asking:
    """Ask only the documents that are called as the quotation in the question, or as what it wants summarized.

    The beginning of a title is enough where a summary is wanted, or "the article" stands before it. Return the asking as it is
    where nothing is called so, several things are quoted, or documents are counted or listed.
    """
    asked, wanted = asking.question.text, asking.kind
    quoted = [each for each in TITLED.finditer(asked) if not _SAID.search(asked, 0, each.start())]
    unquoted = not quoted and wanted.kind in _OF_ONE
    if asking.question.literal or not (unquoted or len(quoted) == 1) or wanted.kind in OVERVIEWS - _OF_ONE:
        return asking
    plain = "" if unquoted else in_place_of(quoted[0], "this document")
    kind = replace(wanted, topic="", of_one=False) if unquoted else question_kind(plain)
    begun = kind.kind in _OF_ONE or quoted[0]["one"] is not None
    if not (titles := _titled(wanted.topic if unquoted else quoted[0]["title"], asking, library, whole=not begun)):
        return asking
    asking = replace(asking.of_documents(tuple(titles)), kind=kind)
    return replace(asking, standalone=about_document(plain, next(iter(titles.values())))) if plain else asking


def of_called(asking: Asking, library: Library) -> Asking:
    """Ask only the one document that "the expenses policy" can be: what it says of something, who wrote it, what is in it.

    Return the asking as it is where no document or several are called so, or the question isn't one of a document.
    """
    asked = wished(asking.standalone)
    if asking.question.literal or (found := CALLED_SO.search(asked)) is None:
        return asking
    if asking.question.history and fact_of_it(asking.question.text) is not None:
        return asking  # of what was told of before
    plain = in_place_of(found, "this document")
    kind = question_kind(plain)
    of_document = kind.kind in _OF_ONE and not asking.kind.is_overview and not _LASTS.match(asked)
    if (says := _SAYS.first(asked)) is not None and not is_pronoun(topic := says.groupdict().get("topic") or ""):
        question = says.groupdict().get("question")
        plain = f"{question}?" if question else f"What about {topic}?" if topic else "What does this document say?"
        kind = question_kind(plain)
    elif not of_document:
        return asking
    if (one := _called((says or found)["document"], asking, library)) is None:
        return asking
    document, title = one
    return replace(asking.of_documents((document,)), called=title, standalone=about_document(plain, title), kind=kind)


def _called(name: str, asking: Asking, library: Library) -> tuple[str, str] | None:
    """Return the id and title of the only document in scope whose title, file name and date have all words of the name.

    No article of the web: "the monkeypox letter" is what one tells of.
    """
    own = own_documents(content_words(name)[-1], library, asking.question.scope)
    such = [(each.id, each.title) for each in own if content_stems(name) <= stems(name_of(each))]
    return such[0] if len(such) == 1 else None


def own_documents(word: str, library: Library, scope: Scope) -> list[DocumentSummary]:
    """Return the documents in scope, none of the web, whose names may have a word; none where too many have it."""
    alike = library.document_list.find(word[:_BEGINNING], limit=_MOST_OF_KIND)
    if alike.total > _MOST_OF_KIND:
        return []
    there, found = library.in_scope(scope), [each.summary for each in alike.documents]
    return [each for each in found if "://" not in each.source and (there is None or each.id in there)]


def _titled(name: str, asking: Asking, library: Library, *, whole: bool) -> dict[str, str]:
    """Return the ids and titles of the few documents that are called so, or whose titles begin so if not as a `whole`."""
    named = _words(name)
    looked_up = [word for word in named if len(word) >= _FEWEST_LETTERS]
    if len(named) < _FEWEST_WORDS or not looked_up:
        return {}
    found = library.document_list.titles(" ".join(looked_up))
    there = library.in_scope(asking.question.scope)
    titles = {
        document: title
        for document, title in found
        if named in ([_words(title), _words(title.split(" | ")[0])] if whole else [_words(title)[: len(named)]])
        if there is None or document in there
    }
    return titles if len(titles) <= _MOST_COPIES else {}


def _words(text: str) -> list[str]:
    """Return the words of a title, "Who's" as "Who is": the one is often typed for the other."""
    return [word for word in re.findall(r"\w+", fold(text)) if word not in ("s", "is")]
