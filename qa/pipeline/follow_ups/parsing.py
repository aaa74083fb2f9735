"""The shape of an English question: its opening words, subject, verb and noun phrases. A parser of last resort:
wrong shapes are possible, so whatever uses them must leave a question alone when in doubt."""

from qa.pipeline.follow_ups import words
from qa.pipeline.follow_ups.coordination import join_phrases
from qa.pipeline.follow_ups.phrases import find_phrases
from qa.pipeline.follow_ups.questions import Question, tokenise


def parse(text: str) -> Question:
    question = Question(text, tokenise(text))
    if question.tokens:
        _open(question)
        find_phrases(question)
        join_phrases(question)
    return question


def _open(question: Question) -> None:
    tokens = question.tokens
    start = 0
    while start < len(tokens) - 1 and (tokens[start].lower in {"and", "but", "so", "also", "or", ",", "then", "well"}):
        start += 1
    first = tokens[start].lower
    # "At what age", "By whom", "In which year": a preposition may come before the question word.
    if first in words.PREPOSITIONS and question.lower(start + 1) in words.WH:
        start, first = start + 1, tokens[start + 1].lower
    if first in words.WH:
        question.kind = first
        question.auxiliary = next(
            (
                i
                for i in range(start + 1, min(start + 9, len(tokens)))
                if tokens[i].lower in words.AUXILIARIES
                and not (tokens[i].lower == "'s" and tokens[i - 1].lower not in words.WH)
            ),
            None,
        )
    elif first in words.AUXILIARIES and len(tokens) > start + 1:
        question.kind, question.auxiliary = "yes-no", start
    elif first in words.IMPERATIVES and (len(tokens) == start + 1 or tokens[start + 1].is_word):
        question.kind, question.verb = "imperative", start
