"""Timelines of documents that are no news: what has no dates."""

from qa.types import Scope
from tests.support import Workshop


def test_documents_without_a_date_are_said_to_have_none(workshop: Workshop) -> None:
    place = workshop.add("rules", "Wash up in the evening. The bins go out on the kerb, and nobody smokes indoors.")
    answer = workshop.pipeline.ask("Timeline", scope=Scope(documents=(place.id,)))
    assert (answer.status, answer.reader) == ("abstained", "timeline")
    assert "No sentence here tells of a day" in answer.text


def test_of_a_year_of_which_nothing_is_told_no_more_than_that_is_said(workshop: Workshop) -> None:
    workshop.add("club.txt", "The club was founded on 3 May 1921. The hall burnt down in 1934 and was built again in 1936.")
    assert "No sentence here tells" not in workshop.pipeline.ask("what happened in 1960").text


def test_a_date_since_which_something_is_so_is_no_day_of_an_event(workshop: Workshop) -> None:
    workshop.add("ferry", "The ferry company reported the first loss of passengers since 2011. On 3 May 2021 the ferry sank.")
    told = workshop.pipeline.ask("Timeline of the ferry").text
    assert "2021-05-03" in told
    assert "2011**" not in told
