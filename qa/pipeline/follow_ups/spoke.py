"""“What did he say?”, “What did the coach say?”: who is meant of those who speak in the document that was just quoted."""

import re
from collections import Counter
from collections.abc import Sequence

from qa.attribution.answers import asked_of_speaker
from qa.english.names import first_names, known_name
from qa.english.words import words
from qa.store.sql import StoredStatement

_PRONOUN = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_ABOUT_IT = re.compile(r" (?:about|on|to) (?:it|this|that|them)\b", re.IGNORECASE)
_ANYBODY = "Doe"


def unnamed_speaker(question: str) -> str | None:
    """The words that point at a speaker without a name: "he", "the coach"; None where no speaker is asked about, or a name."""
    pronoun = _PRONOUN.search(question)
    asked = asked_of_speaker(_PRONOUN.sub(_ANYBODY, question, count=1))
    if asked is None or asked.speaker is None:
        return None
    if pronoun is not None:
        return pronoun[0] if asked.speaker == _ANYBODY else None
    return asked.speaker if asked.speaker.lower().startswith("the ") and asked.speaker.split()[-1].islower() else None


def with_speaker(question: str, speaker: str, said: Sequence[StoredStatement], before: str) -> str | None:
    """The question with the name of whom `speaker` points at among those who `said` these statements; None where nobody fits.

    "He" is one of those named `before`, else of all of fitting gender, who is quoted most. A description stays as it is: the
    statements know of their speakers' roles.
    """
    plain = _ABOUT_IT.sub("", question)
    if not _PRONOUN.fullmatch(speaker):
        return plain if said else None
    gender = "m" if speaker.lower() == "he" else "f"
    heard = Counter(name for each in said if (name := each.statement.speaker) and _gender(name) in (gender, None))
    spoken = {word.casefold() for word in words(before)}
    named = [name for name in heard if name.split()[-1].casefold() in spoken]
    who = max(named or [name for name in heard if _gender(name)], key=lambda name: heard[name], default=None)
    return None if who is None else _PRONOUN.sub(who, plain, count=1)


def _gender(name: str) -> str | None:
    """ "m" or "f" by the first name, where that tells it; "" for what is no name."""
    first = known_name(name.split()[0].lower())
    return "" if name.split()[-1][0].islower() else first_names()[first] if first is not None else None
