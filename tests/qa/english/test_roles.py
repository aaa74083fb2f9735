"""What a sentence says that somebody is."""

import pytest

from qa.english.name_spans import NameSpan
from qa.english.roles import roles_in


def _is_ann_brown(name: NameSpan) -> bool:
    return [word.casefold() for word in name.words] == ["ann", "brown"]


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("“We will open again,” Mayor Ann Brown said.", "Mayor"),
        ("On Monday former Oslo Mayor Ann Brown left.", "former Oslo Mayor"),
        ("Then Vice President Ann Brown spoke.", "Then Vice President"),
        ("Ann Brown, the mayor of Bergen, said so.", "mayor of Bergen"),
        ("Ann Brown, 52, a teacher from Bergen, said so.", "teacher from Bergen"),
        ("With Ann Brown, Norway’s foreign minister, they met.", "Norway’s foreign minister"),
        ("Ann Brown, who leads the council, said so.", "who leads the council"),
        ("She met Ann Brown, director of the harbour.", "director of the harbour"),
        ("Ann Brown is the city's first engineer.", "city's first engineer"),
        ("Note: Ann Brown is Olaf Lie chair in law at Bergen.", "Olaf Lie chair in law at Bergen"),
        ("Ann Brown was deputy director of the harbour.", "deputy director of the harbour"),
        ("Present: Ann Brown (chair), Bo Green (finance)", "chair"),
        ("An interview with Ann Brown, beekeeper", "beekeeper"),
        ("Ann Brown, 91, is Bo Green’s oldest daughter.", "Bo Green’s oldest daughter"),
        ("Ann Brown, one of the world's youngest elected leaders, said so.", "one of the world's youngest elected leaders"),
        ("Bo Green’s lawyer, Ann Brown, said so.", "Bo Green’s lawyer"),
        ("With “no choice but to sell,” the firm's finance officer, Ann Brown, said so.", "firm's finance officer"),
        ("Ann Brown, then the head of the harbour, said so.", "then the head of the harbour"),
        ("Ann Brown, the director of Ships Afloat told Radio Bergen.", "director of Ships Afloat"),
        ("A former teacher, Ann Brown has left.", "former teacher"),
        ("Founder of the club, Ann Brown sang.", "Founder of the club"),
        ("As a reporter for Radio Bergen, Ann Brown had seen it.", "reporter for Radio Bergen"),
        ("“We don’t want that,” said the harbour's director, Ann Brown, on Monday.", "harbour's director"),
        ("Ann Brown, a founder of Ships Afloat that’s been at sea for years, said so.", "founder of Ships Afloat"),
        ("Ann Brown, head of the firm that owns the harbour, said so.", "head of the firm that owns the harbour"),
        ("It was Bergen’s then-mayor Ann Brown.", "Bergen’s then-mayor"),
        ("In Bergen, Police Chief Ann Brown said so.", "Police Chief"),
        ("A spokesman for Gov. Ann Brown said so.", "Gov."),
        ("He would pardon former Bergen sheriff Ann Brown.", "former Bergen sheriff"),
        ("A tale of rich bankers including harbour owner Ann Brown.", "harbour owner"),
        ("It was a choice that then-mayor Ann Brown made.", "then-mayor"),
        ("The quarrel turned personal Former President Ann Brown spoke.", "Former President"),
    ],
)
def test_a_title_an_apposition_and_a_plain_is_tell_who_somebody_is(sentence: str, role: str) -> None:
    assert roles_in(sentence, _is_ann_brown) == [role]


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
        "Ann Brown is not a doctor in Bergen.",
        "Ann Brown, heads a council of five parties.",
        "Ann Brown, Bo Green and other teachers came.",
        "Ann Brown, some of your rivals in this race have asked.",
        "48-year-old Ann Brown said so.",
        "The day of the chief's speech, Ann Brown wept.",
        "Armed with a pen and her lawyer, Ann Brown came.",
        "Mayor of Bergen Bo Green, Ann Brown and others came.",
        "MAYOR ANN BROWN: Thank you.",
        "Lawyers for Ann Brown said so.",
    ],
)
def test_other_words_beside_a_name_tell_nothing(sentence: str) -> None:
    assert roles_in(sentence, _is_ann_brown) == []
