"""The whole answer: a heading a person, a line an article where there are several, and each excerpt in the answer's words."""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from qa.attribution.answers.excerpts import Excerpt
from qa.english.gazetteer import STOPPED_TITLE
from qa.english.lexicon import is_description
from qa.english.request import ABOUT
from qa.english.verbs import FINITE, SPEECH, WITH_ADDRESSEE
from qa.english.words import words
from qa.types.draft import Draft
from qa.types.patterns import lazy_regex
from qa.types.text import on_one_line

_FINITE = "|".join(form for form, (verb, _) in SPEECH.items() if form in FINITE and verb != "go")
# Not "in his remarks".
_VERB = lazy_regex(
    rf"(?:(?:has|have|had)\s+)?(?:(?:also|later|earlier|then|\w+ly)\s+)?\b(?<!\b(?:his|her|the) )(?:{_FINITE})\b"
)
_PASSIVE = lazy_regex(r"\b(?:was|were|is|are|been|being|be|which|whom|what|who)\b[^,.;]{0,40}$")
_LONGEST_BRIDGE = 120
_STOP = lazy_regex(r"[.!?][”\"’']*(?=\s|$)")
# "Franklin D." ends no sentence.
_ABBREVIATED = lazy_regex(rf"\b(?:[A-Z]|{STOPPED_TITLE}|[JS]r|U\.[SKN]|D\.C)$")
_SHORT = 100
_WHEN = re.compile(r"(?:(?:and|but|so) )?when\b", re.IGNORECASE)
# As a follow-up that a document answers is shown; it is nothing to ask.
_OF_DOCUMENT = re.compile(r" \(about: .*\)$")
_PAGE = re.compile(r",? page \d{1,4}\W*$", re.IGNORECASE)


def introduce(excerpt: Excerpt, *, with_role: bool) -> tuple[str, str]:
    """Return the lead, "**Jalina Porter**, a spokesperson, said on Tuesday: ", and the source's own words, each on one line."""
    lead, words = _introduced(excerpt, with_role=with_role)
    return f"{on_one_line(lead)} ", on_one_line(words)


def _introduced(excerpt: Excerpt, *, with_role: bool) -> tuple[str, str]:
    verb = _verb(excerpt)
    stored = [each.statement for each in excerpt.statements]
    who = named(excerpt, with_role=with_role)
    if verb and stored[0].kind != "direct" and excerpt.text[verb.end() :][:1] == "," and "," in excerpt.text[: verb.start()]:
        return f"{who}:", excerpt.text  # "The law, she said, was “broken”"
    begin, end = excerpt.places[0]
    if verb and verb.end() <= begin and _reads_on(excerpt, verb):
        when = stored[0].when
        untold = _on(when) if when and when not in excerpt.text[verb.start() :] else ""
        return f"{who}{',' if ',' in who else ''} {untold}", _to_the_end(excerpt, verb.start())
    bare = not re.search(r"\w", excerpt.beside)  # a paragraph of a longer quotation, without a speech tag
    if all(said.kind == "direct" for said in stored) and (verb or bare):
        words = " ".join(each.quote for each in excerpt.statements)
        return f"{_clause(who, verb, stored[0].addressee, stored[0].when)}:", words
    if verb and begin == 0 and verb.start() >= end and len(stored) == 1:
        stop = "" if excerpt.first.quote[-1] in '.!?”"' else "."
        return f"{_clause(who, verb, stored[0].addressee, stored[0].when)}:", f"{excerpt.first.quote}{stop}"
    return f"{who}:", excerpt.text


def named(excerpt: Excerpt, *, with_role: bool) -> str:
    """Return the speaker's name in bold, with the role: **Jalina Porter**, State Department deputy spokesperson."""
    speaker = excerpt.speaker or "an unknown speaker"
    if is_description(speaker):
        speaker = speaker[0].upper() + speaker[1:]
    role = excerpt.first.statement.role if with_role else None
    return f"**{speaker}**, {role}" if role else f"**{speaker}**"


def _clause(who: str, verb: re.Match[str] | None, addressee: str | None, when: str | None) -> str:
    if verb is None:
        return who
    said = verb.group() if addressee else re.sub(r"\btold$", "said", verb.group())
    to = "" if not addressee else f" {addressee}" if SPEECH[said.split()[-1]][0] in WITH_ADDRESSEE else f" to {addressee}"
    return f"{who}{',' if ',' in who else ''} {said}{to}{' ' + _on(when) if when else ''}"


def _verb(excerpt: Excerpt) -> re.Match[str] | None:
    """Return the reporting verb nearest to the first of the words said, outside all of them."""
    start, end = excerpt.places[0]
    outside = [
        verb
        for verb in _VERB.finditer(excerpt.text)
        if not any(first < verb.end() and verb.start() < last for first, last in excerpt.places)
        and not _PASSIVE.search(excerpt.text[: verb.start()])
        and not re.match(r"\s+by\b", excerpt.text[verb.end() :])
    ]
    return min(outside, key=lambda verb: start - verb.end() if verb.end() <= start else verb.start() - end, default=None)


def _reads_on(excerpt: Excerpt, verb: re.Match[str]) -> bool:
    """Whether the source runs from the verb to the last of the words said in one sentence; not in "wrote Ann Lee in May, …"."""
    places = excerpt.places
    bridge = excerpt.text[verb.end() : places[0][0]]
    if excerpt.speaker and excerpt.speaker.split()[-1] in bridge.split(maxsplit=4)[:4]:
        return False
    gaps = [bridge, *(excerpt.text[one[1] : other[0]] for one, other in pairwise(places))]
    broken = any(re.search(r"[.!?;]\s|\n|[.!?]$", gap.strip(" ")) for gap in gaps)
    return len(bridge) <= _LONGEST_BRIDGE and places[-1][1] > places[0][0] and not broken


def _to_the_end(excerpt: Excerpt, start: int) -> str:
    """Return the source from `start` on, to the end of the sentence that the last of the words said stands in."""
    end = excerpt.places[-1][1]
    if re.search(r"[.!?][”\"’']*$", excerpt.text[:end]):
        return excerpt.text[start:end]
    for stop in _STOP.finditer(excerpt.text, end):
        if not _ABBREVIATED.search(excerpt.text, 0, stop.start()):
            return excerpt.text[start : stop.end()]
    return excerpt.text[start:]


def _on(when: str) -> str:
    """Write a day as it reads inside a sentence: "Tuesday" and "On Tuesday" become "on Tuesday"."""
    if re.match(r"(?:On|In|At|Earlier|Last|This|Late|Early|During|Yesterday|Today)\b", when):
        return when[0].lower() + when[1:]
    return f"on {when}" if re.fullmatch(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", when) else when


def lay_out(draft: Draft, found: Sequence[Excerpt], question: str, *, apart: bool, among: Sequence[Excerpt] = ()) -> None:
    """Write a paragraph for each excerpt; with `apart`, people of one name get headings.

    Each article is named where there are several, also of excerpts `among` which these are told. Who asks when something was
    said is told the article's day also where there is but one.
    """
    people = people_of(found) if apart else [list(found)]
    with_articles = _WHEN.match(question) is not None or len({each.document_id for each in (*found, *among)}) > 1
    for person in people:
        if len(people) > 1:
            fullest = max(person, key=lambda each: (len(each.speaker or ""), bool(each.first.statement.role)))
            draft.section(f"### {named(fullest, with_role=True).replace('**', '')}")
        for _, article in groupby(person, key=lambda each: each.document_id):
            inside = list(article)
            if with_articles:
                draft.heading(inside[0].first)
            known: set[str | None] = set()
            for excerpt in inside:
                with_role = excerpt.speaker not in known and len(people) == 1
                known.add(excerpt.speaker)
                lead, words = introduce(excerpt, with_role=with_role)
                draft.said(excerpt.cite(draft.next_marker), words, lead)


def tell_more(draft: Draft, question: str, left_out: int, page: int, *, cut: bool) -> None:
    """Tell how many excerpts are left after this page, and how to ask for them; with `cut` some weren't even looked through."""
    if left_out > 0:
        asked = _OF_DOCUMENT.sub("", _PAGE.sub("", question)).rstrip(" ?.!,")
        draft.row(f"… and {'over ' if cut else ''}{left_out} more.", next_question=f"{asked}, page {page + 1}")
    elif cut:
        draft.row("… and more, of older documents: ask about a topic or a time.")
    draft.cut = left_out > 0 or cut or page > 1


def nothing_said(found: Sequence[Excerpt], about: str, *, sure: bool) -> str:
    """Say that the person said nothing on it (unless `sure`: nothing that clearly is), and what they did say, nearest first."""
    typed, _, added = f" {about}".partition(ABOUT)
    about = typed.strip() or added.removesuffix(")")
    topics = "; ".join(_short(each.first.quote) for each in found[:3])
    who = " and ".join(dict.fromkeys(each.speaker or "" for each in found))
    if not sure:
        return f"Nothing that {who} said in these documents is clearly about {about}.\n\nClosest: {topics}"
    return f"{who} said nothing about {about} in these documents.\n\nWhat was said: {topics}"


def people_of(found: Sequence[Excerpt]) -> list[list[Excerpt]]:
    """Group excerpts by person, in order of appearance. "Porter" is "Jalina Porter" unless another Porter speaks too."""
    full: dict[frozenset[str], list[Excerpt]] = {}
    for each in sorted(found, key=lambda each: -len(words(each.speaker or ""))):
        name = frozenset(words((each.speaker or "").casefold()))
        fitting = [known for known in full if name <= known]
        full.setdefault(fitting[0] if len(fitting) == 1 else name, []).append(each)
    place = {id(each): number for number, each in enumerate(found)}
    people = [sorted(person, key=lambda each: place[id(each)]) for person in full.values()]
    return sorted(people, key=lambda person: place[id(person[0])])


def _short(quote: str) -> str:
    flat = on_one_line(quote)
    if len(flat) <= _SHORT:
        return flat
    cut = flat[:_SHORT].rsplit(" ", 1)[0].rstrip(",;:")
    closing = {"“": "”", '"': '"'}.get(cut[0], "")
    return f"{cut} …{closing}"
