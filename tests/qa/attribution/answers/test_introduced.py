"""What a sentence says that somebody is."""

import pytest

from qa.attribution.answers.people import introduction


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("“We will open again,” Mayor Ann Brown said.", "Mayor"),
        ("On Monday former Oslo Mayor Ann Brown left.", "former Oslo Mayor"),
        ("Then Vice President Ann Brown spoke.", "Then Vice President"),
        ("Ann Brown, the mayor of Bergen, said so.", "the mayor of Bergen"),
        ("Ann Brown, 52, a teacher from Bergen, said so.", "a teacher from Bergen"),
        ("With Ann Brown, Norway’s foreign minister, they met.", "Norway’s foreign minister"),
        ("Ann Brown, who leads the council, said so.", "who leads the council"),
        ("She met Ann Brown, director of the harbour.", "director of the harbour"),
        ("Ann Brown is the city's first engineer.", "the city's first engineer"),
        ("Note: Ann Brown is Olaf Lie chair in law at Bergen.", "Olaf Lie chair in law at Bergen"),
        ("Ann Brown was deputy director of the harbour.", "deputy director of the harbour"),
        ("Present: Ann Brown (chair), Bo Green (finance)", "chair"),
        ("An interview with Ann Brown, beekeeper", "beekeeper"),
    ],
)
def test_a_title_an_apposition_and_a_plain_is_tell_who_somebody_is(sentence: str, role: str) -> None:
    assert introduction("Ann Brown", sentence) == role


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Brown said so.",
        "A show that stars Ann Brown began.",
        "Ann Brown, former New Jersey Gov. Bo Green and others came.",
        "Ann Brown, former Vice President Bo Green and others came.",
        "Ann Brown, who of course came, said so.",
        "With Ann Brown, the harbour of Bergen closed.",
        "Nobody is named.",
        "Ann Brown (right) and others came.",
        "Ann Brown, teachers, and others came.",
        "Ann Brown is married in Bergen.",
    ],
)
def test_other_words_beside_a_name_tell_nothing(sentence: str) -> None:
    assert introduction("Ann Brown", sentence) is None
