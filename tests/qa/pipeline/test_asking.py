"""A question on its way: which of its words are its own."""

from dataclasses import replace

from qa.pipeline.asking import Asking
from qa.types import Question
from qa.types.deadline import Deadline


def test_what_a_follow_up_was_taken_to_be_about_is_none_of_its_own_words() -> None:
    asking = Asking(Question("why does it go up"), "why does it go up (about: walkers, “Newsletter”)", Deadline(9.0))
    assert asking.search_text == asking.standalone
    assert asking.searched_itself == asking.as_worded == "why does it go up"
    assert replace(asking, original="why the rise").as_worded == "why the rise"
    respelt = replace(asking, searched="why does it grow up (about: walkers)")
    assert respelt.searched_itself == "why does it grow up"
