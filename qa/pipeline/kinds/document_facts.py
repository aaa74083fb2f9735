"""What a message asks of a document itself, not of what it tells: who wrote it, its date, where it is from, its length."""

import re
from typing import Literal

from qa.pipeline.kinds.question_shapes import WRITINGS
from qa.pipeline.kinds.shapes import Shapes
from qa.types.patterns import in_place_of, lazy_regex

Fact = Literal["author", "date", "source", "length"]

_ANY = (
    r"(?:article|document|doc|file|pdf|text|story|report|piece|paper|post|page|letter|memo|e-?mail|newsletter|handbook|manual)"
)
# "The report" and "the letter" may be what an article tells of; "the article" is none but a document.
_ONE = rf"(?:(?:this|that|the) (?:news )?(?:article|document|doc|pdf)|(?:this|that) {_ANY}|these (?:news )?{_ANY}s)"
_ITS = rf"(?:{_ONE}['’]s|{_ONE}s['’])"
_BE = r"(?:is|are|was|were)"
_PAPER = r"(?:newspaper|paper|magazine|outlet|publication|publisher|site|website|web ?site|news ?site|source|file)"
_AUTHOR = r"(?:authors?|writers?|reporters?|journalists?|byline)"
_WRITTEN = r"(?:written|published|posted|printed|dated)"
# "The report on the bridge" may be what an article tells of.
_ABOUT = lazy_regex(
    rf"(?:the|this|that|an|your) (?:news )?(?:article|document) (?:about|on|regarding|concerning) (?P<topic>\S.*?)"
    rf"(?P<rest>(?: (?:{_WRITTEN}|from|by|have|come from))*)$",
    re.IGNORECASE,
)
_OF_ARTICLE = lazy_regex(r"\b(?:(?:this|that|these|those) \w|the (?:news )?article)|[\"“]", re.IGNORECASE)

# What one document may be called, and is asked for what it says: "the expenses policy", "our house rules".
CALLED = (
    rf"(?:the|our|my|your|this|that) (?P<document>(?:(?!(?:of|the|in|on|by|for|from|to|an?) )[\w’'-]+ ){{0,4}}?"
    rf"{WRITINGS})"
)
# The same words somewhere in a question.
CALLED_SO = lazy_regex(rf"\b{CALLED}\b(?! of\b)", re.IGNORECASE)

_SHAPES: dict[Fact, Shapes] = {
    "author": Shapes.of(
        "who|author|writer|reporter|journalist|byline",
        rf"(?:who|which {_AUTHOR}) (?:wrote|authored|penned|drafted|sent|has written) {_ONE}",
        rf"who(?: {_BE})? {_ONE}(?: {_BE})? (?:written )?by",
        rf"by whom {_BE} {_ONE}(?: written)?",
        rf"(?:who|what) {_BE} (?:(?:the )?{_AUTHOR} (?:of|behind) {_ONE}|{_ITS} {_AUTHOR})",
        rf"(?:the )?(?:{_AUTHOR}|name of the {_AUTHOR}) of {_ONE}",
    ),
    "date": Shapes.of(
        "when|date|old|recent|day|year|current|new",
        rf"(?:from )?when {_BE} {_ONE}(?: (?:first |originally )?{_WRITTEN}| from)?",
        rf"when {_ONE} {_BE} (?:first |originally )?{_WRITTEN}",
        rf"when did {_ONE} (?:come out|appear)",
        rf"(?:what|which) (?:date|day|month|year) {_BE} {_ONE}(?: (?:{_WRITTEN}|from))?(?: on| in)?",
        rf"(?:what {_BE} )?(?:the )?(?:publication |publishing )?date (?:of|on|for) {_ONE}",
        rf"what {_BE} {_ITS} (?:publication )?date",
        rf"how (?:old|recent|new|current|up to date) {_BE} {_ONE}",
    ),
    "source": Shapes.of(
        "where|source|paper|magazine|outlet|publi|site|file|link|url|address",
        rf"where {_BE} {_ONE} (?:published|posted|printed|from)",
        rf"where (?:do|does|did) {_ONE} come from",
        rf"(?:who|(?:what|which) {_PAPER}) (?:published|printed|posted|ran|wrote) {_ONE}",
        rf"(?:what|which) (?:{_PAPER}|{_ANY}) {_BE} {_ONE} (?:(?:published|printed) )?(?:from|in|by|on)",
        rf"(?:from|in) (?:what|which) {_PAPER} {_BE} {_ONE}(?: published| printed)?",
        rf"what {_BE} (?:the )?(?:source|link|url|address|web address|file ?name) (?:of|to|for) {_ONE}",
        rf"(?:(?:give|show|send|get) me |where {_BE} )?(?:the |a )?(?:link|url|web address|address|source|file ?name)"
        rf" (?:of|to|for) {_ONE}",
    ),
    "length": Shapes.of(
        "long|words|pages|characters|length|count",
        rf"how long {_BE} {_ONE}",
        rf"how many (?:words|pages|characters) (?:(?:do|does) {_ONE} have|{_BE} (?:there )?in {_ONE}|{_BE} {_ONE}"
        rf"|(?:has|have) {_ONE})",
        rf"(?:what {_BE} )?(?:the )?(?:length|word count|number of (?:words|pages)) of {_ONE}",
    ),
}


def fact_of(text: str) -> tuple[Fact, str] | None:
    """Return which fact a message without politeness and final punctuation asks of "this article", and its subject.

    The subject is "" where the message names none; "the article about the bridge" names one. None where no fact is asked for.
    """
    about = _ABOUT.search(text)
    plain = in_place_of(about, f"this article{about['rest']}") if about else text
    found = next((fact for fact, shapes in _SHAPES.items() if shapes.first(plain) is not None), None)
    return None if found is None else (found, about["topic"] if about else "")


def is_of_article(message: str) -> bool:
    """Whether it asks of "this document" or "the article"; "the document" may be what an article tells of."""
    return _OF_ARTICLE.search(message) is not None


def with_this(message: str) -> str:
    """Return the message with "this document" in the place of "the handbook", "our house rules"."""
    found = CALLED_SO.search(message)
    return in_place_of(found, "this document") if found else message
