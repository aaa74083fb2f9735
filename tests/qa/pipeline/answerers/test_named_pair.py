import pytest

from qa.pipeline.answerers.named_pair import compares, named_pair
from tests.support import Workshop

_MARCH = "# Holloway Field Allotments\n\n## Minutes of the meeting of 11 March\n\nThe pump on the lower field has failed."
_MAY = "# Holloway Field Allotments\n\n## Minutes of the meeting of 13 May\n\nThe new pump was fitted on 2 April."


@pytest.fixture
def papers(workshop: Workshop) -> Workshop:
    workshop.add("holloway-march", _MARCH, title="Holloway Field Allotments")
    workshop.add("holloway-may", _MAY, title="Holloway Field Allotments")
    workshop.add(
        "lease-marlow", "The rent is £935 a month. No more than two people may live here.", title="Lease, Marlow Court"
    )
    workshop.add("lease-hollins", "The rent is £870 a month. Up to two dogs may live here.", title="Lease, Hollins Terrace")
    workshop.add("lease-boat", "The rent is £90 a month.", title="Lease of a boathouse")
    return workshop


@pytest.mark.parametrize(
    ("message", "sources", "topic"),
    [
        ("compare the two leases Marlow Court and Hollins Terrace", ["lease-marlow", "lease-hollins"], ""),
        ("How does the Hollins Terrace lease differ from Marlow Court on dogs?", ["lease-hollins", "lease-marlow"], "dogs"),
        ("what changed between the March and May minutes of Holloway Field", ["holloway-march", "holloway-may"], ""),
        ("holloway field, march vs may minutes", ["holloway-march", "holloway-may"], ""),
        ("compare the March and May minutes of Holloway Field on bees", ["holloway-march", "holloway-may"], "bees"),
    ],
)
def test_two_documents_are_named_by_what_their_names_have_of_the_message(
    papers: Workshop, message: str, sources: list[str], topic: str
) -> None:
    found = named_pair(message, papers.library, None)
    assert found is not None
    assert [place.source for place in found.places] == sources
    assert found.topic == topic


@pytest.mark.parametrize(
    "message",
    [
        "compare the leases",  # three
        "compare Marlow Court, Hollins Terrace and the boathouse",
        "compare the Marlow Court lease and the handbook",
        "what did the pump cost compared with last year?",
        "What is the rent at Marlow Court?",
        "compare what Marlow and Hollins said",
        "compare the March minutes of Holloway Field with the May minutes of Larkfield",
    ],
)
def test_what_names_no_two_documents_is_left_alone(papers: Workshop, message: str) -> None:
    assert named_pair(message, papers.library, None) is None


def test_a_message_that_asks_for_nothing_of_two_isnt_looked_into() -> None:
    assert not compares("What is the rent at Marlow Court?")


def test_two_that_are_named_are_set_side_by_side_though_no_sentence_names_both(papers: Workshop) -> None:
    answer = papers.pipeline.ask("compare the leases for Marlow Court and Hollins Terrace")
    assert answer.reader == "comparison"
    assert {each.source for each in answer.citations} == {"lease-marlow", "lease-hollins"}


def test_two_of_one_name_are_found_where_two_are_asked_for(papers: Workshop) -> None:
    found = named_pair("what's the difference between the two minutes of Holloway Field", papers.library, None)
    assert found is not None
    assert {place.source for place in found.places} == {"holloway-march", "holloway-may"}
    assert named_pair("what's the difference between the minutes of Holloway Field", papers.library, None) is None


def test_of_two_parties_each_is_one_document(papers: Workshop) -> None:
    message = "compare Marlow Court's rent with the rent of Hollins Terrace, lease"
    assert named_pair(message, papers.library, None, ("Marlow Court", "Hollins Terrace")) is not None
    assert named_pair(message, papers.library, None, ("Marlow Court", "the boathouse")) is None


def test_a_matter_that_stands_as_a_heading_is_told_in_whatever_words_stand_below_it(papers: Workshop) -> None:
    papers.add(
        "club-april.md",
        "# Skiff club, April\n\n## Water\n\nThe trough at the boathouse leaks.\n\n## Money\n\nThe fee stays at £20.",
        title="Skiff club, April",
    )
    papers.add(
        "club-june.md",
        "# Skiff club, June\n\n## Water\n\nThe trough at the boathouse was mended.\n\n## Money\n\nThe fee is now £25.",
        title="Skiff club, June",
    )
    told = papers.pipeline.ask("what changed at the Skiff club from April to June about water").text
    assert "The trough at the boathouse leaks." in told
    assert "The trough at the boathouse was mended." in told
    assert "£" not in told


def test_too_many_of_a_sort_are_named(papers: Workshop) -> None:
    for number in range(4):
        papers.add(f"lease-{number}", f"The rent is £{number}00 a month.", title=f"Lease of shed {number}")
    answer = papers.pipeline.ask("compare the two leases")
    assert answer.status == "abstained"
    assert answer.text.startswith("7 documents are called so: “Lease ")
