import pytest

from qa.pipeline.named_pair import compares, named_pair
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
        ("what's the difference between the two minutes of Holloway Field", ["holloway-march", "holloway-may"], ""),
    ],
)
def test_two_documents_are_named_by_what_their_names_have_of_the_message(
    papers: Workshop, message: str, sources: list[str], topic: str
) -> None:
    found = named_pair(message, papers.library, None)
    assert found is not None
    assert sorted(place.source for place in found.places) == sorted(sources)
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
