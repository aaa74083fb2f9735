"""Noun phrases that point back without a pronoun: "the largest", "popular ones", "the company", a surname alone."""

from qa.pipeline.follow_ups import words
from qa.pipeline.follow_ups.edits import has_complement, spliced
from qa.pipeline.follow_ups.implicit_arguments import compared, completed, latest, somewhere, then
from qa.pipeline.follow_ups.memory import Memory
from qa.pipeline.follow_ups.mentions import Mention
from qa.pipeline.follow_ups.questions import Question
from qa.pipeline.follow_ups.referents import pair, same_again
from qa.pipeline.follow_ups.resolving import Resolved


def bridge(question: Question, memory: Memory) -> Resolved:
    """The question with what its noun phrases lack; the same text where they lack nothing."""
    for step in (_full_name, _which, _one, _superlative, _same_again, compared, latest, completed, somewhere, then):
        found = step(question, memory)
        if found:
            return found
    return Resolved(question.text)


def _full_name(question: Question, memory: Memory) -> Resolved | None:
    """ "Anne" where "Anne Bonny" was asked about before."""
    for phrase in question.phrases:
        name = phrase.mention.text
        if phrase.mention.named and " " not in name and phrase.mention.person is None:
            for earlier in memory.mentions():
                parts = earlier.text.split()
                if earlier.named and 1 < len(parts) < 4 and name in {parts[0], parts[-1]} and earlier.person is not False:
                    return spliced(question, phrase.first, phrase.last, earlier.text, earlier)
    return None


def _kind_of_thing(memory: Memory) -> Mention | None:
    """What "one" or "the largest" counts: the latest common noun talked about."""
    usable = (m for m in memory.mentions() if m.text[-1].isalpha() and m.head not in words.RELATIONAL and m.person is not None)
    return next((m for m in usable if not m.named or m.text.split()[-1][0].islower()), None)


def _one(question: Question, memory: Memory) -> Resolved | None:
    for index, token in enumerate(question.tokens):
        if token.lower in {"one", "ones"} and index and (meant := _kind_of_thing(memory)):
            before = question.lower(index - 1)
            if before in words.PREPOSITIONS | words.AUXILIARIES | words.CONJUNCTIONS:
                continue
            return spliced(question, index, index + 1, _counted(meant, plural=token.lower == "ones"), meant)
    return None


def _counted(mention: Mention, plural: bool) -> str:
    """The head noun, with the words that tell it apart: "a tiger shark" → "tiger sharks"."""
    text = mention.text
    for article in ("the ", "a ", "an "):
        text = text.removeprefix(article)
    lead, _, head = text.rpartition(" ")
    lead = " ".join(word for word in lead.split() if not words.is_superlative(word.lower()))
    if plural == words.is_plural(head.lower()):
        counted = head
    elif plural:
        counted = head + ("es" if head.endswith(("s", "x", "ch", "sh")) else "s")
    else:
        counted = words.singular(head)
    return f"{lead} {counted}".strip()


def _superlative(question: Question, memory: Memory) -> Resolved | None:
    """ "What is the largest in the world?" → "What is the largest shark in the world?"."""
    for index, token in enumerate(question.tokens):
        if not words.is_superlative(token.lower) or token.lower == "latest" or question.lower(index - 1) != "the":
            continue
        after = index + 1
        while words.is_adjective(question.lower(after)):
            after += 1
        if token.lower in {"most", "least"}:
            after = max(after, index + 2)
        following = question.lower(after)
        open_end = after >= question.end or following in words.PREPOSITIONS | words.ADVERBS | {"to", "and", "caught"}
        if question.kind == "who" and open_end and following != "of" and memory.topic and memory.topic.plural:
            return spliced(question, after, after, f"of {memory.topic.text}", memory.topic)
        if open_end and question.kind != "who" and following != "of" and not any(p.role == "wh" for p in question.phrases):
            meant = _kind_of_thing(memory)
            if meant and after <= len(question.tokens):
                plural = question.lower(question.auxiliary) in {"are", "were"}
                return spliced(question, after, after, _counted(meant, plural), meant)
    return None


def _same_again(question: Question, memory: Memory) -> Resolved | None:
    """ "the experiment" → "the Stanford Experiment"; only for phrases of an article and a noun."""
    for phrase in question.phrases:
        if question.lower(phrase.first) == "the" and phrase.last - phrase.first == 2 and not has_complement(question, phrase):
            if phrase.mention.head in words.UNIQUE or words.is_relational(phrase.mention.head):
                continue
            found = same_again(phrase, memory)
            if found:
                return spliced(question, phrase.first, phrase.last, found[0], found[1])
    return None


def _which(question: Question, memory: Memory) -> Resolved | None:
    """ "Which is older?" → "Which of X and Y is older?"."""
    after = 2 if question.lower(1) == "one" else 1
    two = pair(memory) if question.kind == "which" and question.lower(after) in words.AUXILIARIES else None
    return spliced(question, after, after, f"of {two.text}", two) if two else None
