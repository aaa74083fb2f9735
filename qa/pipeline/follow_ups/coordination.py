"""Noun phrases that belong together: "Biden and Xi", "the history of toilets", "the earthquake in Haiti"."""

from qa.pipeline.follow_ups import words
from qa.pipeline.follow_ups.mentions import both, describe, described_by, join
from qa.pipeline.follow_ups.phrases import before_base_verb
from qa.pipeline.follow_ups.questions import Phrase, Question


def join_phrases(question: Question) -> None:
    """Add "Biden and Xi" before its parts and "the history of toilets" before "the history" and "toilets"."""
    joined: list[Phrase] = []
    parts = question.phrases
    skip = -1
    for here, phrase in enumerate(parts):
        following = parts[here + 1] if here + 1 < len(parts) else None
        if following and following.first == phrase.last + 1 and here != skip:
            link = question.lower(phrase.last)
            if link in {"and", "or", "&"} and phrase.mention.named == following.mention.named:
                role = phrase.role
                joined.append(Phrase(both(phrase.mention, following.mention), phrase.first, following.last, role))
                if question.verb is None and question.lower(question.auxiliary) in words.MODALS and role == "subject":
                    _trim_second(question, joined, following)
                skip = here + 1
            elif _is_one(question, phrase, following, link):
                last = following.last
                after = parts[here + 2] if here + 2 < len(parts) else None
                if link == "between" and after and question.lower(last) == "and" and after.first == last + 1:
                    last = after.last
                text = join([token.text for token in question.tokens[phrase.first : last]])
                joined.append(Phrase(described_by(phrase.mention, text), phrase.first, last, phrase.role))
        joined.append(phrase)
    question.phrases = joined


def _is_one(question: Question, phrase: Phrase, following: Phrase, link: str) -> bool:
    """Whether two phrases make one: "the types of sharks", "the deal between …", "the earthquake in Haiti"."""
    definite = question.lower(phrase.first) in {"the", "a", "an"}
    return link == "of" or (link == "between" and definite) or (link == "in" and definite and following.mention.named)


def _trim_second(question: Question, joined: list[Phrase], second: Phrase) -> None:
    """ "Biden and Xi meet": the verb was read into the second name; cut it off both."""
    stop = before_base_verb(question, second.first, second.last)
    if stop == second.last:
        return
    last = joined.pop()
    mention = describe([token.text for token in question.tokens[second.first : stop]])
    first = next(p for p in question.phrases if p.first == last.first)
    joined.append(Phrase(both(first.mention, mention), last.first, stop, last.role))
    position = question.phrases.index(second)
    question.phrases[position] = Phrase(mention, second.first, stop, last.role)
