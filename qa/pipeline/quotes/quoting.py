"""The answer in the documents' own words: the best sentences and what differs from them; and the closest passages."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from qa.documents.formats.tables import is_row
from qa.english.numbers import COUNTS
from qa.english.request import ABOUT
from qa.english.word_classes import A_NOUN, AUXILIARIES, word_class
from qa.english.word_lists import alternatives
from qa.english.words import content_stems, content_words, stem, stems, wording
from qa.pipeline.asking import EXTRACTIVE, Asking
from qa.pipeline.doubts import (
    PassageSentence,
    agrees_with_heading,
    asks_the_same,
    counts_any,
    differing,
    heading_of,
    is_doubtful,
    is_heading_of,
    is_outdone,
    key_of,
    notice,
)
from qa.pipeline.quotes.entries import line_of_entry
from qa.pipeline.quotes.minutes import DECIDED, day_told, decided, in_newest
from qa.pipeline.quotes.whole_lists import (
    announces,
    asks_for_parts,
    is_fragment,
    item_around,
    list_of_fragment,
    may_want_list,
    whole_list,
)
from qa.pipeline.refusals import DIFFER, as_likely, perhaps
from qa.reading import Evidence, Reading
from qa.reading.digest import begins_paragraph
from qa.reading.question import expected, forms_of, holds, question_names
from qa.retrieval import Retrieved
from qa.retrieval.question_time import QuestionTime
from qa.store.sql import Passage
from qa.types import Answer, Citation, ScoredChunk, Span
from qa.types.draft import Draft, plain, titled
from qa.types.patterns import lazy_regex
from qa.verification.citations import cite_passage, cite_sentence
from qa.verification.disagreements import counts_otherwise

_CLOSEST = 3
# "Carried.", "The motion was lost.", "Accepted unanimously.": said of what stands before it in its line.
_VERDICT = lazy_regex(rf"(?:(?:the )?(?:motion|proposal|amendment) (?:was )?)?{DECIDED}(?: \w+)?\.", re.IGNORECASE)
_MOVED = 3  # sentences before a verdict: what is moved, and the votes
_MOST_BESIDE = 12  # items of a list that isn't all that is quoted
_TRIED = 8  # of the best sentences, which may be steps
# A heading of up to four words, with its number, that stands before its text in one line: "4.9 Subletting."
_RUN_IN = lazy_regex(r"(?:\(?[\dA-Z]{1,2}(?:\.\d+)*[.)]? )?(?:[\w’'-]+ ){0,3}(?P<last>[\w’'-]+)[.:]")
# "This does not apply if …", "It covers …", "After that we …", but not "It is forbidden to …".
_POINTS_BACK = re.compile(
    rf"It (?!is \w+ (?:to|for|that)\b)|(?:This|These|That|Those) (?:{'|'.join(AUXILIARIES)})\b|(?:They|Then)\b"
    r"|(?:After|Before|Until|Since) (?:this|that|then)\b"
)
# What a rule before it leaves open: "No notice is needed in an emergency."
_EXCEPTS = re.compile(r"(?:No|Only|Except|Otherwise|Instead)\b")
# "If it is about your manager, go to theirs."
_RESTRICTS = re.compile(r"(?:If|Where|When|Unless|Once) (?:it|this|that|they|these|those)\b|Otherwise\b|Instead\b|Except\b")
# "Three limitations should be noted."
_COUNTED = re.compile(rf"(?i)(?:\w+ ){{0,2}}({alternatives(COUNTS.keys() - {'one'})}) (?:\w+ )?(\w+s)\b(?: [\w’']+){{0,4}}[.:]")
_HELD = ("date", "number", "reason")  # a sentence that holds none doesn't answer what asks for one
# "What is a hedge fund?", but not "what is the price of a hedge".
_DEFINED = lazy_regex(r"what(?:['’]s| is| are) (?!.*\b(?:of|for|in|to|that|by)\b)", re.IGNORECASE)
_BELOW = 4  # how far below a heading that asks the same a sentence is quoted from there on
_OF_REPLY = 3  # sentences below it that are quoted together


def quoted(asking: Asking, reading: Reading, passages: Sequence[Passage], limit: int, text_of: Callable[[str], str]) -> Answer:
    """Quote the best sentences, or the list in its document that the best one is of; `text_of` reads a document by its id.

    Words above the quotes say so where it isn't sure that they answer.
    """
    likeliest = _without_question(asking.standalone, reading.quotable(limit))
    likeliest = decided(asking.standalone, reading.ranked)[:limit] or likeliest
    asked_above = _asked_above(asking.standalone, reading.ranked)
    replies = _is_reply(asking.standalone, asked_above, reading.ranked)
    likeliest = asked_above[:1] if replies else tuple(dict.fromkeys((*asked_above[:1], *likeliest)))[:limit]
    likeliest = tuple(dict.fromkeys((*in_newest(asking.standalone, likeliest[0], reading.ranked), *likeliest)))[:limit]
    newer = _newer_figures(asking.standalone, likeliest[0], reading.ranked)
    latest = next((each for each in newer if content_stems(asking.standalone) <= _told_with_title(each)), None)
    evidence = (latest, *(each for each in likeliest if each is not latest))[:limit] if latest is not None else likeliest
    scores = {(found.candidate.passage, found.candidate.sentence): found.score for found in evidence}
    asked, best = asking.searched_itself, likeliest[0]
    tried = [best] if may_want_list(asked, best) else []  # few do, and a document's text may be long
    document = best.candidate.passage.chunk.document_id
    text = text_of(document) if tried else ""
    if reading.confidence != "sure" and asks_for_parts(asked):
        tried += [each for each in reading.ranked[:_TRIED] if each.candidate.passage.chunk.document_id == document]
    listed = next(filter(None, (whole_list(asked, each, text) for each in tried)), ())
    entry = None if listed else line_of_entry(asked, best, text_of)  # which may read a whole document
    draft = Draft(EXTRACTIVE)
    if listed:
        _add_list(draft, listed)
    elif entry is not None:
        name, line = entry
        draft.item(line, line.quote, name=plain(name))
    else:
        lists = [_list_of(asked, each, text_of, sure=reading.confidence == "sure") for each in evidence]
        _lay_out(draft, asked, scores, next(iter(differing(list(scores), passages)), None), lists)
    first = draft.citations[0]
    begins = first.document_id == document and first.start < best.candidate.sentence.start
    short = None if listed or entry or (begins and _EXCEPTS.match(best.candidate.text)) else evidence[0].short_answer
    answer = asking.answer(draft, short)
    elsewhere = [each.candidate.passage for each in newer]
    answer = replace(answer, notice=notice(asking.standalone, asking.corrections, answer.citations, elsewhere))
    doubtful = is_doubtful(asked, best) or is_outdone(asked, best, reading.ranked[:_TRIED])
    unsure = (reading.confidence == "perhaps" and not replies) or bool(newer) or doubtful or counts_any(asked, best)
    likely, of_keywords = reading.answerable, asking.kind.kind == "topic" or asking.kind.bare
    has_all = _has_all(asked, best) and _is_on_subject(asking, best)
    if likely and has_all is not of_keywords:  # what is read of keywords is likely only with all of them
        likely = 0.0 if of_keywords else 1.0
    if not unsure:
        return answer
    if of_keywords:  # which what is there answers, more or less
        return perhaps(answer, 0.0 if doubtful else likely)
    return as_likely(answer, likely, doubtful=doubtful)


def _without_question(question: str, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Where somebody in the document asks the same, what follows is the answer."""
    first, second = [each.candidate for each in evidence[:2]] if len(evidence) > 1 else (None, None)
    if first is None or second is None or first.passage is not second.passage or not first.text.endswith("?"):
        return evidence
    return evidence[1:] if stems(first.text.rpartition(": ")[2]) <= stems(question) else evidence


def _is_reply(question: str, asked_above: Sequence[Evidence], ranked: Sequence[Evidence]) -> bool:
    """Whether one document replies to the question; "What does it cost?" may be asked of any, where there are others."""
    documents, read = ({each.candidate.passage.chunk.document_id for each in some} for some in (asked_above, ranked))
    return len(documents) == 1 and (len(read) == 1 or len(content_stems(question)) > 1)


def _asked_above(question: str, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The sentences under headings that ask this very question, the best first."""
    asked, kind = content_stems(question), expected(question)

    def asks_it(passage: Passage) -> bool:
        heading, title = heading_of(passage), stems(passage.title)
        asks = heading.endswith("?") and expected(heading) == kind
        return asks and content_stems(heading) - title == asked - title != frozenset()

    return tuple(each for each in ranked if asks_it(each.candidate.passage))


def _newer_figures(question: str, lead: Evidence, ranked: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """A toll or a price grows old: return what later documents count of the same, another number of it, the newest first.

    None where the question names a year.
    """
    if expected(question) != "number" or QuestionTime.of(question).years or not day_told(lead):
        return ()
    names = {part for name in question_names(question) for part in name.parts}
    nouns = {stem(word) for word in content_words(question) if word_class(word.casefold()).noun >= A_NOUN}
    of_it = names | (nouns & _told_with_title(lead))  # what has fewer of them may count something else
    newer = [each for each in ranked[:_TRIED] if day_told(each) > day_told(lead) and of_it <= _told_with_title(each)]
    newer = [each for each in newer if counts_otherwise(lead.candidate.text, each.candidate.text)]
    return tuple(sorted(newer, key=day_told, reverse=True))


def _has_all(question: str, best: Evidence) -> bool:
    """Whether the sentence with its title has all of the question's words, and a day, number or reason where it asks for one.

    A row has the words of its headings, whichever row is asked for; and not each sentence that names a thing tells what it is.
    """
    asked, told, text, kind = content_stems(question), _told_with_title(best), best.candidate.text, expected(question)
    if len(asked) < 2 or (kind in _HELD and not holds(text, kind)) or is_row(text) or _DEFINED.match(question):
        return False
    return not any(told.isdisjoint(forms_of(each)) for each in asked)


def _is_on_subject(asking: Asking, best: Evidence) -> bool:
    """Whether its passage has a word of what a follow-up was taken to be about, if of anything."""
    about = content_stems(asking.search_text.partition(ABOUT)[2])
    return not about or not about.isdisjoint(stems(f"{best.candidate.passage.title} {best.candidate.passage.text}"))


def _told_with_title(evidence: Evidence) -> frozenset[str]:
    return stems(f"{evidence.candidate.passage.title} {evidence.candidate.text}")


def _list_of(question: str, found: Evidence, text_of: Callable[[str], str], *, sure: bool) -> tuple[Citation, ...]:
    """Return the list that the sentence announces, or is an item of and says little without; none where that is long."""
    announced, kind = announces(found), expected(question)
    is_enough = sure or (kind is not None and holds(found.candidate.text, kind))  # "How many …?" – "- at most six hens"
    if not announced and (is_enough or not is_fragment(found)):
        return ()
    text = text_of(found.candidate.passage.chunk.document_id)
    listed = whole_list(question, found, text) if announced else list_of_fragment(found, text)
    return listed if listed and len(listed) - listed[0].quote.endswith(":") <= _MOST_BESIDE else ()


def _has(cited: Sequence[Citation], passage: Passage, span: Span) -> bool:
    return any(each.overlaps(passage.chunk.document_id, span) for each in cited)


def _add_list(draft: Draft, listed: Sequence[Citation]) -> None:
    """Lay out a list below what announces it."""
    announced = listed[0].quote.endswith(":")
    for number, each in enumerate(listed):
        (draft.said if announced and not number else draft.item)(each, each.quote)


def _lay_out(
    draft: Draft,
    question: str,
    scores: Mapping[PassageSentence, float],
    pair: tuple[PassageSentence, PassageSentence] | None,
    lists: Sequence[Sequence[Citation]],
) -> None:
    """Lay out a paragraph for each sentence in its order, with its list; where the first of two that differ stands, both."""
    pair_keys = [key_of(place) for place in pair or ()]

    def cited(place: PassageSentence) -> Citation:
        passage, wide = place[0], _in_context(question, *place)
        before = passage.words(wide)[: max(0, place[1].start - wide.start)].strip()
        known = before and any(before in each.quote for each in draft.citations)  # in a copy: e-mails repeat each other
        sentence = place[1] if known or _has(draft.citations, passage, wide) else wide
        score = next((score for each, score in scores.items() if key_of(each) == key_of(place)), 0.0)
        span = _paired(passage.words(sentence), sentence)
        return cite_sentence(passage, span, score=score)

    for place in scores:
        if _has(draft.citations, *place):
            continue
        if listed := next((each for each in lists if _has(each, *place)), ()):
            _add_list(draft, listed)
        elif key_of(place) not in pair_keys:
            sentence = cited(place)
            draft.said(sentence, sentence.quote)
        elif pair is not None:
            draft.paragraph(DIFFER)
            for each in pair:
                sentence = cited(each)
                draft.item(sentence, sentence.quote, section=DIFFER.removesuffix(":"), **titled(each[0]))
            pair = None


def _in_context(question: str, passage: Passage, sentence: Span) -> Span:
    """Widen the quote by neighbouring sentences it can't be understood without.

    They are what it points back to, what it announces, what restricts it; and all from a heading on that asks the same
    question.
    """
    sentences = passage.sentences
    if sentence not in sentences:  # another reader's own choice
        return sentence
    at = first = last = sentences.index(sentence)
    asked, words = content_stems(question), passage.words(sentence)
    if at < _BELOW and is_heading_of(question, passage):
        first, last = 0, max(at, min(_OF_REPLY, len(sentences)) - 1)
    elif agrees_with_heading(passage, sentence):
        above = passage.text[: sentence.start - passage.chunk.start]
        heading = passage.heading.rpartition("\n")[2].lstrip("# ")
        return Span(passage.chunk.start + above.rindex(heading), sentence.end)
    elif _VERDICT.fullmatch(words):
        begin = passage.chunk.start + passage.text.rfind("\n", 0, sentence.start - passage.chunk.start)
        first = next(place for place, each in enumerate(sentences) if each.start > begin and place >= at - _MOVED)
    elif _POINTS_BACK.match(words) or (_EXCEPTS.match(words) and at and asked & stems(passage.words(sentences[at - 1]))):
        first = max(0, at - 1)
    elif asks_the_same(question, words) or _is_run_in(passage, at):  # and the next one replies, or tells what is headed
        last = min(at + 1, len(sentences) - 1)
    elif (counted := _COUNTED.fullmatch(words)) and stem(counted[2]) in asked and expected(question) != "number":
        last = min(at + COUNTS[counted[1].lower()], len(sentences) - 1)
    elif item := item_around(passage.text, Span(sentence.start - passage.chunk.start, sentence.end - passage.chunk.start)):
        of_item = [n for n, each in enumerate(sentences) if item.start <= each.start - passage.chunk.start < item.end]
        first, last = of_item[0], of_item[-1]
    elif following := passage.sentences[at + 1 : at + 2]:
        told = passage.words(following[0])
        last += bool(_RESTRICTS.match(told) and asked & stems(told))
    return Span(sentences[first].start, sentences[last].end)


def _is_run_in(passage: Passage, at: int) -> bool:
    """Whether a sentence is the heading that its paragraph begins with: "4.9 Subletting. The tenant shall not …"."""
    sentence, following = passage.sentences[at], passage.sentences[at + 1 : at + 2]
    found = _RUN_IN.fullmatch(passage.words(sentence))
    if found is None or not following or word_class(found["last"].casefold()).noun < A_NOUN:
        return False
    between = passage.text[sentence.end - passage.chunk.start : following[0].start - passage.chunk.start]
    return begins_paragraph(passage, sentence) and "\n" not in between


def _paired(words: str, sentence: Span) -> Span:
    """Return the sentence without the mark that closes a quotation which began before it."""
    alone = (words.endswith("”") and "“" not in words) or (words.endswith('"') and words.count('"') == 1)
    return Span(sentence.start, sentence.end - 1) if alone and len(words) > 1 else sentence


def closest(retrieved: Retrieved, limit: int = _CLOSEST) -> tuple[Citation, ...]:
    """Cite the best passages, each wording once."""
    ranked = zip(retrieved.chunks, retrieved.passages, strict=True)
    best: dict[str, tuple[ScoredChunk, Passage]] = {}
    for chunk, passage in ranked:
        best.setdefault(wording(passage.text), (chunk, passage))
    return tuple(
        cite_passage(passage, marker=marker, score=chunk.score)
        for marker, (chunk, passage) in enumerate(list(best.values())[:limit], start=1)
    )
