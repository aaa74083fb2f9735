"""Exact counts and lists: how many documents mention something, which, which are newest, who is quoted most. No model."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from qa.attribution.answers import matching_statements, quoted_people
from qa.english.lexicon import is_human
from qa.english.periods import holds_period
from qa.english.wanted import Wanted
from qa.english.words import content_words, wording
from qa.pipeline.kinds.list_questions import written
from qa.pipeline.kinds.question_kind import without_page
from qa.pipeline.kinds.wordings import ANY_DOCUMENT
from qa.pipeline.overviews.asked import Asked
from qa.pipeline.refusals import unsure
from qa.store.sql import Place, StoredStatement
from qa.store.sql.searches import is_telling
from qa.types import Answer
from qa.types.draft import Draft, cite, named, titled
from qa.types.patterns import lazy_regex
from qa.types.text import counted, place_of

COUNTS = "counts"
# The newest that a count shows of what it counted; and items that a question may ask for.
_SHOWN, _MOST = 5, 100
# Of so many, the newest, it is looked whether they repeat each other: each has to be read, which takes some 0.2 ms.
_COMPARED = 100
_UNDATED = "without a date"
# "Which economists are quoted".
_SORT_OF_PEOPLE = lazy_regex(r"\b(?:which|what) (?P<who>(?!people|persons|speakers|voices|sources)[\w-]+)\b", re.IGNORECASE)


def count(asked: Asked) -> Answer | None:
    """Return how many documents there are, or mention something, by month, year or source where asked for; or which these are,
    a page at a time."""
    draft, census, kind = Draft(COUNTS), asked.library.census, asked.kind
    if kind.quoting and kind.topic[0] not in "“\"‘'" and (asked.documents is None or asked.documents):
        return _quoting(asked)
    wanted = Wanted.read(kind.topic)
    unknown = (kind.source and not asked.documents and not asked.knows_source) or (kind.writing and not asked.total)
    if unknown or (kind.topic and wanted is None):
        return None
    if kind.each:
        return _count_each(asked)
    found: Sequence[Place]
    if wanted is None:
        found, order = census.by_date(asked.documents), " Newest first:"
        told, how = _how_many(asked, found), ""
    else:
        meant, found = _mentioning(asked, wanted)
        if not found and (holds_period(kind.topic) or kind.writing):
            return None  # a period that wasn't understood, or a letter that isn't called one: nothing was counted
        if found and _counts_rows(asked, found):
            return None
        told = _how_many_mention(asked, len(found) if meant is wanted else 0, wanted)
        if meant is not wanted:
            number = f"{len(found):,} {'mentions' if len(found) == 1 else 'mention'}"
            told, wanted = f"{told[:-1]} in these very words; {number} {meant.in_words}.", meant
        elif not kind.grouped_by:
            told += _somewhere(asked, wanted, len(found))
        how = f"{_meant(wanted)}{_repeated(asked, found, wanted)}"
        order = " Newest first, each with its first sentence that does:" if found else ""
    if kind.kind == "which_documents":
        *first, last = filter(None, (told, how))
        for line in (*first, f"{last}{order}"):
            draft.paragraph(line)
        _items(draft, asked, found[asked.page()], wanted)
        _further(draft, asked, asked.page(), len(found), "documents")
        return asked.asking.answer(draft)
    draft.row(told, documents=len(found))
    if how:
        draft.paragraph(how)
    if kind.grouped_by:
        _grouped(draft, asked, found)
    elif wanted is not None and found:
        _newest_of(draft, asked, found, wanted)
    return asked.asking.answer(draft, f"{len(found):,}")


def _mentioning(asked: Asked, wanted: Wanted) -> tuple[Wanted, Sequence[Place]]:
    """Return the documents that mention what is wanted; where none has those words together, those that have each somewhere."""
    found = asked.library.census.mentioning(wanted, asked.documents)
    if found or (apart := _apart(asked, wanted)) is None:
        return wanted, found
    elsewhere = asked.library.census.mentioning(apart, asked.documents)
    return (apart, elsewhere) if elsewhere else (wanted, found)


def _counts_rows(asked: Asked, found: Sequence[Place]) -> bool:
    """Whether a count in words of one's own names no documents, and only spreadsheets mention what it is of.

    "How many of the pothole reports in Upton are still open?" is one of rows.
    """
    said = asked.asking.original
    if asked.kind.kind != "count" or not said or ANY_DOCUMENT.search(said.replace(asked.kind.topic, "")):
        return False
    ids = frozenset(place.document_id for place in found)
    return len(asked.library.census.spreadsheets(ids)) == len(ids)


def _apart(asked: Asked, wanted: Wanted) -> Wanted | None:
    """Return the words of a phrase, wherever they stand; None for a single word, and for what is asked for in quote marks."""
    one = len(wanted.phrases) == 1 and wanted.but_not is None and not wanted.in_title
    apart = Wanted.of(content_words(asked.kind.topic)) if one else None
    return None if apart is None or len(apart.phrases) < 2 or asked.kind.topic[0] in "“\"‘'" else apart


def _somewhere(asked: Asked, wanted: Wanted, number: int) -> str:
    """Return how many documents have the words of a phrase somewhere, if more than the `number` with the phrase do."""
    apart = _apart(asked, wanted) if number else None
    more = len(asked.library.census.mentioning(apart, asked.documents)) if apart is not None else 0
    return f" {more:,} {'has' if more == 1 else 'have'} all of these words somewhere." if more > number else ""


def _quoting(asked: Asked) -> Answer:
    """How many documents quote a person or body, and which, each by the first sentence with such words."""
    speaker, _, about = asked.kind.topic.partition(" about ")
    said: dict[str, StoredStatement] = {}
    for each in matching_statements(asked.library, speaker, about or None, asked.documents):
        said.setdefault(each.statement.document_id, each)
    listed = asked.kind.kind == "which_documents" or asked.asking.question.whole
    draft, page = Draft(COUNTS), asked.page() if listed else slice(_SHOWN)
    quote, whom = "quotes" if len(said) <= 1 else "quote", f"{speaker}{f' on “{about}”' if about else ''}"
    draft.row(f"{f'{len(said):,}' if said else 'None'} of {_of(asked)} {quote} {whom}.", documents=len(said))
    order = " Newest first:" if said else ""
    draft.paragraph(f"Counted: documents with words that are told to be theirs, in quotation marks or not.{order}")
    for place in asked.library.census.by_date(frozenset(said))[page] if said else ():
        first = said[place.document_id]
        cited = cite(0, place[:4], first.statement.context, first.context_quote)
        draft.item(replace(cited, speaker=first.statement.speaker), **titled(place))
    _rest(draft, asked, page, len(said), listed)
    return asked.asking.answer(draft, f"{len(said):,}")


def _count_each(asked: Asked) -> Answer | None:
    """How many documents of each period mention what is asked of it, a line each."""
    draft, census = Draft(COUNTS), asked.library.census
    alike = len({topic for topic, _ in asked.kind.each}) == 1
    lines = []
    for topic, period in asked.kind.each:
        one = replace(asked, kind=replace(asked.kind, topic=topic, period=period, each=()))
        wanted = Wanted.read(topic)
        found = census.count(one.documents) if wanted is None else len(census.mentioning(wanted, one.documents))
        name = one.published.strip() if alike or wanted is None else f"{wanted.in_words},{one.published}"
        lines.append((name, found))
    wanted = Wanted.read(asked.kind.topic)
    what = f" that mention {wanted.in_words if alike else 'each'}" if wanted is not None else ""
    draft.section(f"Of {asked.of_all}, those{what}:")
    for name, found in lines:
        draft.item(name=name[0].upper() + name[1:], documents=found)
    if wanted is not None:
        draft.paragraph(_meant(wanted))
    return asked.asking.answer(draft, " and ".join(f"{found:,}" for _, found in lines))


def newest(asked: Asked) -> Answer | None:
    """Return the documents published last (or first), or added last."""
    draft, census, kind = Draft(COUNTS), asked.library.census, asked.kind
    page = asked.page(min(kind.number or 10, _MOST))
    wanted = Wanted.read(kind.topic)
    order = "oldest" if kind.oldest else "newest"
    found: Sequence[Place]
    mentioning: Sequence[Place] = ()
    if wanted is not None:
        wanted, mentioning = _mentioning(asked, wanted)
        found = census.with_mentions(wanted, (_oldest_first(mentioning) if kind.oldest else mentioning)[page])
        total, what = len(mentioning), f" that mention{'s' if len(mentioning) == 1 else ''} {wanted.in_words}"
    else:
        total, what = asked.number_of_documents, ""
        if kind.added:
            found = census.added_last(asked.documents, page.start, page.stop - page.start)
        else:
            found = census.by_date(asked.documents, oldest=kind.oldest, offset=page.start, limit=page.stop - page.start)
    if not found and wanted is not None and kind.period and asked.documents:
        draft.row(_how_many_mention(asked, 0, wanted), documents=0)
        return asked.asking.answer(draft)
    if not found and page.start and total:
        _further(draft, asked, page, total, "documents")
        return asked.asking.answer(draft)
    if not found or (asked.called and not kind.added and not any(place.published for place in found)):
        return None  # of no letter it is known whether it is the newest
    by = "when they were added" if kind.added else "the day they were published"
    if page.start:
        these, first = f"{page.start + 1:,} to {page.start + len(found):,}", f", {order} first"
    else:
        these, first = f"The {f'{len(found)} {order}' if len(found) > 1 else order}", ""
    draft.paragraph(f"{these} of {counted(total)}{asked.called}{what}{asked.published}{first}, by {by}:")
    _items(draft, asked, found)
    if not kind.added and (undated := sum(not place.published for place in mentioning or census.by_date(asked.documents))):
        draft.paragraph(f"{undated:,} of them {'has no date and comes' if undated == 1 else 'have no date and come'} last.")
    if kind.number is None:
        _further(draft, asked, page, total, "documents")
    return asked.asking.answer(draft)


def _oldest_first(places: Sequence[Place]) -> Sequence[Place]:
    """Turn the newest first round; those without a date stay last."""
    return (*(each for each in reversed(places) if each.published), *(each for each in places if not each.published))


def quoted_in(asked: Asked, *places: Place) -> Answer | None:
    """Return who is quoted in these documents, whatever they speak about."""
    scope = replace(asked.scope, documents=tuple(place.document_id for place in places))
    return most_quoted(replace(asked, kind=replace(asked.kind, topic=""), scope=scope))


def most_quoted(asked: Asked) -> Answer | None:
    """Return who is quoted in most documents, each with what they said last."""
    draft, census, kind = Draft(COUNTS), asked.library.census, asked.kind
    words = content_words(kind.topic)
    people = quoted_people(asked.library, words, asked.documents)
    place = asked.page(min(kind.number or 10, _MOST))
    page = people[place]
    if not people:
        return None
    if not page:
        _further(draft, asked, place, len(people), "people and bodies")
        return asked.asking.answer(draft)
    about = f" in a quotation with {' and '.join(f'“{word}”' for word in words)}" if words else ""
    quoted = "1 person or body is" if len(people) == 1 else f"{len(people):,} people and bodies are"
    if several := asked.number_of_documents > 1:
        where = f"{counted(asked.number_of_documents)}{asked.published}; those of most documents first"
    else:
        where = " and ".join(named(each) for each in census.by_date(asked.documents))
    draft.paragraph(f"{quoted} quoted{about} in {where}:")
    for each in page:
        said = asked.library.speakers.newest_quote(each.person, words, asked.documents)
        cited = None
        if said is not None:
            document = (said.statement.document_id, said.title, said.source, said.published)
            cited = replace(cite(0, document, said.statement, said.quote), speaker=each.speaker)
        draft.item(
            cited,
            name=each.speaker,
            about=f"also as {', '.join(each.names)}" if each.names else "",
            documents=each.documents if several else None,
            quotations=each.statements,
        )
    what = "documents in which their own words stand" if several else "their own words"
    draft.paragraph(f"Counted: {what} in quotation marks, forms of one name together.")
    if kind.number is None:
        _further(draft, asked, place, len(people), "people")
    answer = asked.asking.answer(draft)
    sort = _SORT_OF_PEOPLE.search(asked.asking.as_worded)
    if sort is None or not is_human(sort["who"]):
        return answer
    return replace(unsure(answer), notice=f"Whoever is quoted is counted here: who of them are {sort['who']} isn't told apart.")


def _how_many(asked: Asked, found: Sequence[Place]) -> str:
    dates = sorted(place.published for place in found if place.published)
    if asked.kind.source:
        sites = " and ".join(sorted({place_of(place.source) for place in found})) or asked.kind.source
        of = f"{len(found):,} of {asked.of_all} {'is' if len(found) == 1 else 'are'}"
        return f"{of} from {sites}{f', published {asked.kind.period.in_words}' if asked.kind.period else ''}."
    if asked.published:
        told = f"{len(found):,} of {asked.of_all} {'was' if len(found) == 1 else 'were'}{asked.published}."
        if found or not asked.without_date:
            return told
        return f"{told} {asked.without_date:,} of them {'has' if asked.without_date == 1 else 'have'} no date."
    dated = f", published from {dates[0]} to {dates[-1]}" if dates and dates[0] != dates[-1] else ""
    return f"There {'is' if len(found) == 1 else 'are'} {asked.of_all}{dated}."


def _how_many_mention(asked: Asked, number: int, wanted: Wanted) -> str:
    if asked.published and not asked.number_of_documents:
        return asked.nothing
    many = f"{number:,}" if number else "None"
    return f"{many} of {_of(asked)} {'mentions' if number <= 1 else 'mention'} {wanted.in_words}."


def _of(asked: Asked) -> str:
    return f"{counted(asked.number_of_documents)}{asked.called}{asked.published}" if asked.published else asked.of_all


def _meant(wanted: Wanted) -> str:
    """Return the query in words."""
    several = any(len(phrase.forms) > 1 for phrase in wanted.phrases)
    plural = any(len(phrase.forms[-1]) > 1 for phrase in wanted.phrases)
    forms = ", in the singular or the plural" if plural else ""
    together = " next to each other" if several else ""
    word = "this word" if not several and len(wanted.phrases) == 1 else "these words"
    where = "" if wanted.in_title else ", a heading or a sentence"
    return f"Counted: documents with {word}{together} in their title{where}{forms}."


def _repeated(asked: Asked, found: Sequence[Place], wanted: Wanted) -> str:
    """Return how many documents only repeat a sentence of another: copies of one article, most often."""
    compared = asked.library.census.with_mentions(wanted, found[:_COMPARED])
    sentences = [wording(place.quote) for place in compared if is_telling(place.quote)]
    repeated = len(sentences) - len(set(sentences))
    if not repeated:
        return ""
    them = "them" if len(compared) == len(found) else f"the {len(compared):,} newest"
    return f" {repeated:,} of {them} {'says' if repeated == 1 else 'say'} it in the very words of another."


def _grouped(draft: Draft, asked: Asked, found: Sequence[Place]) -> None:
    by = asked.kind.grouped_by
    if by == "source":
        groups = Counter(place_of(place.source) for place in found).most_common()
    else:
        length = 4 if by == "year" else 7
        names = (place.published[:length] if place.published else _UNDATED for place in found)
        groups = sorted(Counter(names).items(), key=lambda each: (each[0] != _UNDATED, each[0]), reverse=True)
        dated = [(name, total) for name, total in groups if name != _UNDATED]
        highest = max((total for _, total in dated), default=0)
        most = [name for name, total in dated if total == highest]
        if len(dated) > len(most):
            draft.paragraph(f"Most in {' and '.join(most)}; newest first:")
    page = asked.page()
    for name, total in groups[page]:
        draft.item(name=name, documents=total)
    _further(draft, asked, page, len(groups), f"{by}s")


def _newest_of(draft: Draft, asked: Asked, found: Sequence[Place], wanted: Wanted) -> None:
    whole = asked.asking.question.whole
    shown = found[page := asked.page() if whole else slice(_SHOWN)]
    draft.paragraph("The newest:" if len(found) > len(shown) else "Newest first:" if len(found) > 1 else "It is:")
    _items(draft, asked, shown, wanted)
    _rest(draft, asked, page, len(found), whole)


def _rest(draft: Draft, asked: Asked, page: slice, total: int, listed: bool) -> None:
    """Tell how many of how many are shown, and what to ask for the next, or for all of those counted."""
    if listed:
        _further(draft, asked, page, total, "documents")
    elif total > _SHOWN:
        draft.cut = True
        every = written(replace(asked.kind, kind="which_documents", grouped_by=""))
        draft.row(f"{_SHOWN} of {total:,} are shown.", next_question=f"{every}?", lead="All")


def _further(draft: Draft, asked: Asked, page: slice, total: int, noun: str) -> None:
    """Tell how many of how many are shown, and what to ask for the next."""
    first, shown = page.start, len(range(total)[page])
    if shown == total:
        return
    draft.cut = True
    if not shown:
        draft.paragraph(f"There is no page {asked.kind.page}: the last one is page {-(-total // (page.stop - first)):,}.")
        return
    goes_on = first + shown < total and not asked.asking.question.whole
    asks = f"{without_page(asked.asking.standalone)}, page {asked.kind.page + 1}" if goes_on else None
    draft.row(f"{noun.capitalize()} {first + 1:,}–{first + shown:,} of {total:,} are shown.", next_question=asks)


def _items(draft: Draft, asked: Asked, places: Sequence[Place], wanted: Wanted | None = None) -> None:
    """Cite each document by its first sentence that mentions what is `wanted`, where something is, else by its first one."""
    if wanted is not None:
        places = asked.library.census.with_mentions(wanted, places)
    opened = asked.library.census.opened(places)
    quoted: dict[str, int] = {}
    for given, place in zip(places, opened, strict=True):
        notes = ["in its title"] if wanted is not None and given.sentence is None else []
        cited, marker = None, draft.next_marker
        if is_telling(place.quote) and (same := quoted.setdefault(wording(place.quote), marker)) < marker:
            notes.append(f"in the words of [{same}]")
        elif place.sentence is not None:
            cited = cite(marker, place[:4], place.sentence, place.quote)
        draft.item(cited, note=", ".join(notes), **titled(place))
