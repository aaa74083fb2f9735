"""Whether a pronoun points out of its question: not in "is it true that …" or "what is X and why is it famous?"."""

from qa.pipeline.follow_ups import words
from qa.pipeline.follow_ups.questions import Phrase, Question

PERSONAL = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}


def points_back(question: Question) -> bool:
    """Whether a pronoun in the question has nothing in it to mean."""
    for index, token in enumerate(question.tokens):
        lower = token.lower
        if lower in PERSONAL or lower in {"it", "its", "they", "them", "their"}:
            if not (lower == "it" and is_pleonastic(question, index)) and not is_bound(question, index):
                return True
        elif lower in {"this", "that"} and points(question, index) and not starts_noun(question, index):
            return True
    return False


def starts_noun(question: Question, index: int) -> bool:
    """Whether the word stands at the head of a noun phrase: "*this* tradition", "all *these* languages"."""
    return noun_phrase(question, index) is not None


def noun_phrase(question: Question, index: int) -> Phrase | None:
    found = (p for p in question.phrases if p.first <= index < p.last and p.role != "possessor")
    return next((p for p in found if all(question.lower(i) in words.DETERMINERS for i in range(p.first, index))), None)


def points(question: Question, index: int) -> bool:
    """Whether "this" or "that" means something said before: not in "said that …", "the man that …", "this week"."""
    lower, before, after = question.lower(index), question.lower(index - 1), question.lower(index + 1)
    if after in words.TIME_NOUNS or after in words.TIME_WORDS:
        return False
    if lower in {"this", "these", "those"}:
        return after not in {"who", "which", "that", "whose", "of"}
    at_end = index + 1 >= question.end
    if before in words.SPEECH_VERBS:
        return False
    if at_end or before in words.PREPOSITIONS or not index:
        return True
    return before in words.AUXILIARIES


def is_pleonastic(question: Question, index: int) -> bool:
    """ "Is it true that …", "how long does it take to …", "is it safe to travel to …", "what time is it"."""
    after = [question.lower(i) for i in range(index + 1, question.end)]
    before = [question.lower(i) for i in range(index)]
    if before[:2] == ["what", "time"] or (before[:1] == ["how"] and "come" in before[:2]):
        return True
    if after[:1] and after[0] in {"raining", "snowing"}:
        return True
    if after[:1] and after[0] in {"take", "mean", "matter"} and "to" in after[1:4]:
        return True
    if len(after) > 1 and words.is_adjective(after[0]) and after[1] in {"that", "if", "whether"}:
        return True
    if len(after) < 4 or not words.is_adjective(after[0]):
        return False
    # "is it hard to learn?" and "… to learn than X?" leave the object open: there "it" is a thing.
    is_open = after[3] in {"than", "and", "or"} or after[2] not in words.VERBS
    return (after[1] == "to" and not is_open) or (after[1] == "for" and "to" in after)


def is_bound(question: Question, index: int) -> bool:
    """Whether the question itself holds what the pronoun means: "What is X and why is it famous?", "Did X cut its costs?"."""
    lower = question.lower(index)
    earlier = [p for p in question.phrases if p.last <= index and p.role != "possessor"]
    if not earlier:
        return False
    breaks = [
        i
        for i in range(earlier[0].last, index)
        if question.lower(i) in {"and", "but", "if", "because", "when", "after", "before", "while", "since", "that", ","}
    ]
    new_clause = any(
        question.lower(i + 1) in words.WH | words.AUXILIARIES or i + 1 == index or question.lower(i) in {"if", "because"}
        for i in breaks
    )
    if lower in PERSONAL:
        people = [p for p in earlier if p.mention.named and p.mention.person is not False]
        if not people:
            return False
        return lower not in {"him", "her"} or new_clause or people[-1].role != "subject"
    if new_clause and not (earlier[-1].last == index and question.lower(index - 1) not in {"and", ","}):
        return True
    subject = question.subject
    if lower in {"its", "their"} and subject and subject.last <= index and subject.mention.person is not True:
        is_owner = question.verb is not None and subject.last <= question.verb < index
        return is_owner and (subject.mention.named or (lower == "their" and subject.mention.plural))
    return False
