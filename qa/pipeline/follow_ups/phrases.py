"""Where the noun phrases and the verb of a question are, from word classes and word order alone."""

from qa.pipeline.follow_ups import words
from qa.pipeline.follow_ups.mentions import describe
from qa.pipeline.follow_ups.questions import Phrase, Question, Token


def _is_content(token: Token) -> bool:
    lower = token.lower
    return token.is_word and (
        (token.text.isupper() and len(token.text) > 1)
        or not (
            lower in words.WH
            or lower in words.AUXILIARIES
            or lower in words.PREPOSITIONS
            or lower in words.DETERMINERS
            or lower in words.CONJUNCTIONS
            or lower in words.ADVERBS
            or lower in words.SOFT_ADVERBS
            or lower in words.POSSESSIVES
            or lower in words.OTHER_PRONOUNS
        )
    )


def _is_after_pronoun(question: Question, run: int, end: int) -> bool:
    """Whether "this" or "that" before `run` is a pronoun: "did this *happen*", "is that *true*", not "did this *ban work*"."""
    lowered = [token.lower for token in question.tokens[run:end]]
    if all(words.is_adjective(word) for word in lowered) or words.is_participle(lowered[0]):
        return True
    is_verb = question.lower(question.auxiliary) in words.MODALS and lowered[0] in words.VERBS
    return is_verb and not any(word in words.VERBS for word in lowered[1:])


def _is_soft(question: Question, index: int, is_first: bool) -> bool:
    """ "the *first* sign", "X's *most* iconic works": an adverb's form inside a noun phrase."""
    if question.lower(index) not in words.SOFT_ADVERBS or index + 1 >= len(question.tokens):
        return False
    if question.lower(index) in {"most", "more"}:
        return not is_first and question.lower(index - 1) == "'s"
    return _is_content(question.tokens[index + 1])


def find_phrases(question: Question) -> None:
    tokens, index, seen_subject = question.tokens, 0, False
    while index < len(tokens):
        token = tokens[index]
        if index == question.verb:
            index += 1
            continue
        if index - 1 == question.auxiliary and _is_verb_of_wh(question, index):
            question.verb, seen_subject = index, True  # "How many people were killed"
            continue
        after_auxiliary = question.auxiliary is not None and index > question.auxiliary
        if after_auxiliary and token.lower in words.SUBJECT_PRONOUNS and not seen_subject:
            seen_subject = True
            index += 1
            _verb_at(question, index)
            continue
        first = index
        while index < len(tokens) and tokens[index].lower in words.DETERMINERS | words.POSSESSIVES:
            index += 1
        run = index
        while index < len(tokens) and (
            _is_content(tokens[index])
            or (tokens[index].lower == "'s" and index > run and index != question.auxiliary)
            or _is_soft(question, index, index == run)
        ):
            index += 1
        may_be_pronoun = first + 1 == run < index and tokens[first].lower in {"this", "that"}
        if may_be_pronoun and after_auxiliary and not seen_subject and _is_after_pronoun(question, run, index):
            seen_subject, index = True, run  # "How has this changed …"
            _verb_at(question, run)
            continue
        if index == run:
            index = max(first + 1, index)
            continue
        if question.lower(run - 1) == "to" and run == first and tokens[run].lower in words.VERBS:
            index = run + 1
            continue
        role = _role(question, first, after_auxiliary and not seen_subject)
        stop = _stop(question, run, index, role, has_determiner=run > first)
        seen_subject = seen_subject or role == "subject"
        index = max(stop, run + 1) if stop > run else run + 1
        if role == "subject":
            _verb_at(question, index)
        if stop > run and not _is_predicate(tokens[first:stop]):
            while tokens[first].lower in words.POSSESSIVES and first < run:
                first += 1
            while stop - run > 1 and run > first and words.is_adjective(tokens[stop - 1].lower):
                stop -= 1  # "makes the batteries unique"
            if tokens[stop - 1].lower == "'s" and stop - 1 > first:
                stop, role = stop - 1, "possessor"
            mention = describe([token.text for token in tokens[first:stop]])
            question.phrases.append(Phrase(mention, first, stop, role))
            owner = next((i for i in range(run + 1, stop - 1) if tokens[i].lower == "'s"), None)
            if owner is not None:
                possessor = describe([token.text for token in tokens[first:owner]])
                question.phrases.append(Phrase(possessor, first, owner, "possessor"))


def _is_verb_of_wh(question: Question, index: int) -> bool:
    """ "How many people were *killed*", "who is *taking* part": the question word itself was the subject."""
    lower = question.lower(index)
    if words.is_participle(lower):
        return bool(question.phrases) or question.kind == "who"
    if not lower.endswith("ing") or index + 1 >= question.end:
        return False
    # "Who is hosting the summit": whatever the verb, since no thing is a who.
    if question.kind == "who" and len(lower) > 5 and question.lower(index + 1) in words.DETERMINERS | words.POSSESSIVES:
        return True
    return words.is_verb(lower) and question.kind in {"who", "what", "which", "how"}


def _verb_at(question: Question, index: int) -> None:
    """Note the verb that follows a subject: "does North Korea *have*", "did she *say*"."""
    while question.lower(index) in words.ADVERBS:
        index += 1
    lower = question.lower(index)
    if question.verb is None and lower:
        if question.lower(question.auxiliary) in words.MODALS:
            if lower in words.VERBS or lower in {"have", "do", "be"}:
                question.verb = index
        elif words.is_participle(lower):
            question.verb = index


def _is_predicate(tokens: list[Token]) -> bool:
    """ "treatable", "very important": no thing is named."""
    return all(words.is_adjective(token.lower) and not token.text[0].isupper() for token in tokens)


def _role(question: Question, first: int, subject_is_next: bool) -> str:
    before = question.lower(first - 1) if first else ""
    if before == "of" and question.lower(first - 2) in words.DETERMINERS:
        before = question.lower(first - 3)  # "some of the causes" is as good as "some causes"
    if before in words.PREPOSITIONS:
        return before
    if question.auxiliary is None:
        return "wh" if before in {"what", "which", "how"} else "object"
    if first < question.auxiliary:
        return "wh"
    return "subject" if subject_is_next else "object"


def _stop(question: Question, run: int, end: int, role: str, has_determiner: bool) -> int:
    """Where the noun phrase that starts at `run` ends; verbs and predicates that follow it without a break are cut off."""
    tokens = question.tokens
    auxiliary = question.lower(question.auxiliary)
    bare = not has_determiner or question.lower(run - 1) in {"many", "much"}
    asks_for_subject = question.auxiliary is None and question.kind in {"what", "who", "which", "how"}
    if question.verb is None and asks_for_subject and role in {"object", "wh"} and bare and run >= 1:
        # "Who called …", "What causes …", "What empires survived …"
        at_once = question.lower(run - 1) in words.WH and question.kind != "how"
        for index in range(run if at_once else run + 1, end):
            if words.is_verb(tokens[index].lower):
                question.verb = index
                return index
    if role == "subject" and auxiliary in words.MODALS:
        return before_base_verb(question, run, end)
    if role == "subject" and auxiliary in words.BE | words.HAVE and question.kind != "fragment":
        return _before_predicate(tokens, run, end, defines=question.kind in {"what", "who", "which"})
    after = question.verb is None and question.auxiliary is not None and run > question.auxiliary
    if after and role == "object" and words.is_verb(tokens[run].lower):
        question.verb = run
        return run
    return end


def before_base_verb(question: Question, run: int, end: int) -> int:
    tokens = question.tokens
    capitals = run
    while capitals < end and tokens[capitals].text[0].isupper():
        capitals += 1
    for index in range(run + 1, end):
        if tokens[index].lower in words.VERBS and not tokens[index].text[0].isupper():
            question.verb = index
            return index
    if run < capitals < end:
        question.verb = capitals
        return capitals
    if end - run > 1 and end == question.end and capitals == run:
        question.verb = end - 1
        return end - 1
    return end


def _before_predicate(tokens: list[Token], run: int, end: int, defines: bool) -> int:
    for index in range(run + 1, end):
        if tokens[index].text[0].isupper() or tokens[index].lower == "'s":
            continue
        lower, previous = tokens[index].lower, tokens[index - 1]
        if words.is_participle(lower) or (
            lower.endswith("ing")
            and len(lower) > 4
            and words.is_verb(lower)
            and (previous.text[0].isupper() or words.is_plural(previous.lower) or (index + 1 == end and not defines))
        ):
            return index
        if words.is_adjective(lower) and all(words.is_adjective(t.lower) for t in tokens[index:end]):
            return index
    return end
