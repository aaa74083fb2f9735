"""A message that changes the subject, or complains and asks again, is asked without those words."""

import pytest

from qa.english.openings import changes_subject, on_subject, opened
from qa.types import Turn


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("Something else: who runs the mill?", "who runs the mill?"),
        ("ok new topic. how long is the pier", "how long is the pier"),
        ("By the way, totally different: when does the ferry leave", "when does the ferry leave"),
        ("thanks, that helps", "thanks, that helps"),
        ("Never mind. What did Lee say?", "What did Lee say?"),
        ("That's not what I asked, I mean in winter", "in winter"),
        ("thats not what i wanted... how fast was she", "how fast was she"),
        ("I didn't ask about the price, I meant the deposit", "the deposit"),
        ("No, that isn't what I meant. Who sold it?", "Who sold it?"),
        ("that's not what i asked", "that's not what i asked"),
        ("And the other document, what is it about?", "And the other document, what is it about?"),
        ("A different boat was built. By whom?", "A different boat was built. By whom?"),
        ("Someone else, not Lee, paid for it?", "Someone else, not Lee, paid for it?"),
        ("New story: mill burns down", "New story: mill burns down"),
        ("Something else happened at the mill: what?", "Something else happened at the mill: what?"),
    ],
)
def test_what_is_asked_stands_behind_the_opening(message: str, asked: str) -> None:
    assert opened(message) == asked


def test_a_changed_subject_leans_on_nothing_that_was_said_before_it() -> None:
    talk = (Turn("user", "Who runs the mill?"), Turn("assistant", "Lee."))
    changed = (Turn("user", "Other question: how long is the pier?"), Turn("assistant", "90 m."))
    assert on_subject("Something else: who runs the mill?", talk) == ()
    assert on_subject("And the mill?", talk) == talk
    assert on_subject("And how wide?", (*talk, *changed)) == changed
    assert changes_subject("Something else: who runs the mill?") is True
    assert changes_subject("That's not what I asked, who runs it?") is False
