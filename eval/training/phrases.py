"""Phrases of a sentence that spaCy parsed: their words, the answer in them, and what asks for it."""

import random
from typing import Any

# What people ask when they ask for a name of this kind; after spaCy's labels.
_ASKING = {
    "PERSON": ("who", "who", "who", "which person", "what is the name of the person who"),
    "ORG": ("what organization", "which company", "what group", "which institution", "what", "who"),
    "GPE": ("what country", "what city", "which country", "what place", "what state", "where"),
    "LOC": ("what place", "what region", "where", "what area", "which river"),
    "FAC": ("what building", "what place", "where", "what"),
    "NORP": ("what people", "what group", "which nationality", "who"),
    "EVENT": ("what event", "which war", "what"),
    "WORK_OF_ART": ("what book", "which film", "what song", "what work", "what"),
    "LAW": ("what law", "which act", "what document"),
    "PRODUCT": ("what product", "which device", "what"),
    "LANGUAGE": ("what language", "which language"),
    "DATE": ("when", "what year", "what date", "what period", "how long"),
    "TIME": ("when", "what time"),
    "PERCENT": ("what percentage", "how much", "what percent", "what proportion"),
    "MONEY": ("how much", "how much money", "what amount"),
    "QUANTITY": ("how much", "how far", "how large", "how long"),
    "CARDINAL": ("how many", "what number"),
    "ORDINAL": ("which", "what place"),
}
_PEOPLE = frozenset(
    "man woman men women people person king queen president leader author actor singer player scientist scientists researcher"
    " researchers students officials soldiers workers patients writer director minister governor emperor bishop founder".split()
)


def question_word(noun: Any, chance: random.Random) -> str:
    if noun.ent_type_ in _ASKING:
        if noun.ent_type_ == "DATE" and noun.text.isdigit():
            return chance.choice(("what year", "when", "which year"))
        return chance.choice(_ASKING[noun.ent_type_])
    if noun.lemma_.lower() in _PEOPLE:
        return "who"
    if chance.random() < 0.25 and noun.pos_ == "NOUN" and any(child.dep_ in {"amod", "compound"} for child in noun.children):
        return f"{chance.choice(('what', 'which', 'what kind of'))} {noun.text}"
    return "what"


def text_of(span: Any) -> str:
    """Inside a question: without the capital that only begins a sentence."""
    first = span[0]
    return (
        span.text
        if first.pos_ == "PROPN" or first.ent_type_ or first.text == "I"
        else f"{span.text[:1].lower()}{span.text[1:]}"
    )


def phrase(token: Any) -> Any:
    """Its phrase, without clauses and appositions that follow it."""
    left, right = token.left_edge.i, token.right_edge.i + 1
    for child in token.rights:
        if child.dep_ in {"relcl", "appos", "acl", "punct", "parataxis"}:
            right = child.left_edge.i
            break
    while right > token.i + 1 and token.doc[right - 1].is_punct and token.doc[right - 1].text not in {")", "”", '"', "%"}:
        right -= 1
    return token.doc[left : max(right, token.i + 1)]


def marked(noun: Any, whole: Any, chance: random.Random) -> Any:
    """As people mark answers: a name alone, mostly without an article, and often without what follows the noun."""
    start, end = whole.start, whole.end
    if noun.ent_type_:
        name = next((entity for entity in noun.doc.ents if entity.start <= noun.i < entity.end), None)
        if name is not None and chance.random() < 0.8:
            start, end = name.start, name.end
    elif chance.random() < 0.5:
        end = next((child.left_edge.i for child in noun.rights if child.dep_ == "prep" and child.text != "of"), end)
    if end - start > 1 and noun.doc[start].tag_ in {"DT", "PRP$"} and chance.random() < 0.6:
        start += 1
    if end - start > 1 and noun.doc[end - 1].tag_ == "POS":
        end -= 1
    return noun.doc[start:end]
