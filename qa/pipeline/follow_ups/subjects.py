"""Where a conversation turned to another subject: what was said before that belongs to no follow-up after it."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from qa.english.words import content_stems
from qa.pipeline.follow_ups.pronouns import Asked, headline
from qa.types import Turn

# So many words that a question shares with the title of what answers it say that it is of that; one may be there by chance.
_OF_TITLE = 2


def on_subject(question: str, history: Sequence[Turn], titles: Mapping[str, str]) -> Sequence[Turn]:
    """Return the turns since the last one that changed the subject; all of them where the question names what was before it.

    A complete question changes it which names what the first document that answers it is called, where neither a question
    before it nor the title of a document quoted before has any word of that. `titles` are those documents' by their ids.
    """
    since, said, quoted, left = 0, set[str](), set[str](), set[str]()
    for place, (asked, told) in enumerate(pairwise(history)):
        if asked.role != "user" or told.role != "assistant" or not told.documents:
            continue
        title, words = content_stems(headline(titles.get(told.documents[0], ""))), content_stems(asked.text)
        new = quoted.isdisjoint(told.documents) and (title & words).isdisjoint(said)
        if place and new and len(title & words) >= _OF_TITLE and not Asked(asked.text).goes_on:
            since, said, left = place, set(), left | said
        said |= title | words
        quoted.update(told.documents)
    return history[since:] if left.isdisjoint(content_stems(question)) else history
