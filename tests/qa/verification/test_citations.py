"""What a citation tells besides its words."""

import pytest

from qa.verification.citations import attributed
from tests.answers import answering
from tests.support import Workshop

BRIDGE = "“The bridge stays shut until May,” said Ann Lee. “It is safe,” said Cy Gray. The bridge is made of oak."
ESTIMATED = "According to recent estimates, it weighs 40 tonnes."


@pytest.mark.parametrize(
    ("quote", "speaker"),
    [
        ("“The bridge stays shut until May,” said Ann Lee.", "Ann Lee"),
        ("until May,” said Ann Lee. “It is safe,” said", None),  # two speak
        ("The bridge is made of oak. According to recent estimates, it weighs 40 tonnes.", None),
        (ESTIMATED, None),  # nobody's name
    ],
)
def test_a_citation_names_its_speaker_where_one_alone_speaks_in_it(workshop: Workshop, quote: str, speaker: str | None) -> None:
    workshop.add("a", f"{BRIDGE} {ESTIMATED}")
    answer = answering("Why?", workshop.library.document("a"), quote)
    assert [each.speaker for each in attributed(answer.citations, workshop.library)] == [speaker]


def test_an_answer_read_from_what_somebody_said_names_who_said_it(workshop: Workshop) -> None:
    workshop.add("a", BRIDGE)
    answer = workshop.pipeline.ask("Until when does the bridge stay shut?")
    assert (answer.reader, answer.citations[0].speaker) == ("extractive", "Ann Lee")
