"""Two people whose words were asked for, one after the other, and are then set side by side: "compare them"."""

import re
from collections.abc import Sequence

from qa.attribution.answers import asked_of_speaker
from qa.pipeline.follow_ups import understood
from qa.pipeline.follow_ups.pronouns import is_pronoun
from qa.pipeline.kinds.question_kind import question_kind
from qa.pipeline.several_questions import comparing
from qa.types import Turn
from qa.types.patterns import lazy_regex

_THEM = (
    r"(?:both(?: of them)?|the two(?: of them)?|these two|them(?: both)?|they(?: both)?"
    r"|their (?:views?|words|positions?|stances?))"
)
_COMPARES = lazy_regex(
    rf"(?:(?:now|and|so|then|please),? )*(?:(?:compare|contrast) {_THEM}|(?:(?:put|set) )?{_THEM} side by side"
    rf"|(?:(?:how|where) )?(?:do|did) {_THEM} (?:differ|disagree|compare|agree)|how are {_THEM} different"
    rf"|(?:what (?:is|are) )?the differences? between {_THEM})"
    r"(?: (?:on|about) (?:it|this|that))?(?: side by side)?[ ?.!]*",
    re.IGNORECASE,
)


def of_both(message: str, history: Sequence[Turn]) -> str:
    """Return the comparison in full; "" where the message is none, or the last two questions don't ask for words of two."""
    if not _COMPARES.fullmatch(message.strip()):
        return ""
    places = [place for place, turn in enumerate(history) if turn.role == "user"][-2:]
    if places and len((last := question_kind(history[places[-1]].text)).parties) > 1 and last.kind == "compare":
        return history[places[-1]].text  # "do they agree?" after a comparison
    asked = [asked_of_speaker(understood(history[place].text, history[:place]).text) for place in places]
    people = list(dict.fromkeys(each.speaker for each in asked if each is not None and each.speaker))
    if len(people) < len(asked) or len(people) < 2:
        return ""
    typed = [asked_of_speaker(history[place].text) for place in places]
    points = [each is not None and each.about is not None and is_pronoun(each.about) for each in typed]  # "about it"
    abouts = [each.about for each, back in zip(asked, points, strict=True) if each is not None and each.about and not back]
    return comparing(people[0], people[1], abouts[-1] if abouts else None)
