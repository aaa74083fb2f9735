"""What an abstention says, in the language of the interface; `qa.pipeline.refusals` has it in English."""

import re

from qa.pipeline.refusals import NO_ANSWER, OTHER_LANGUAGE
from qa.types import ABSTAINED
from ui.language import gettext as _

_UNHEARD = re.compile(r" Nothing here mentions (.+)\.")
_MENTIONED = re.compile(r" They mention (.+), but nothing says this\.")


def in_their_words(verdict: str) -> str:
    """The verdict in the language of the interface; one that isn't known here stays as it is."""
    for words, said in (
        (ABSTAINED, _("Not in these documents.")),
        (NO_ANSWER, _("I found no answer to this in these documents.")),
        (OTHER_LANGUAGE, _("I can read and answer questions in English only; please ask in English.")),
    ):
        if verdict.startswith(words):
            return said + _why(verdict.removeprefix(words))
    return verdict


def _why(words: str) -> str:
    if found := _UNHEARD.fullmatch(words):
        return " " + _("Nothing here mentions %(names)s.", names=_quoted(found[1]))
    if found := _MENTIONED.fullmatch(words):
        return " " + _("They mention %(names)s, but nothing says this.", names=found[1])
    return words


def _quoted(names: str) -> str:
    """These names in the quotation marks of the language."""
    return re.sub(r"“([^”]*)”", lambda name: _("“%(title)s”", title=name[1]), names)
