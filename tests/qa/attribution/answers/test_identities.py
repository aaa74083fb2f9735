"""Which names of several documents mean one person or body."""

from qa.attribution.answers.identities import together
from qa.store.sql import Speaker


def groups(*told: tuple[str, str, str], **texts: str) -> list[list[str]]:
    """Names by person, of (name, role, document)."""
    speakers = [Speaker(*each) for each in told]
    numbers = together(speakers, texts)
    found: dict[int, list[str]] = {}
    for speaker, number in zip(speakers, numbers, strict=True):
        found.setdefault(number, []).append(speaker.name)
    return sorted(found.values())


def test_titles_middle_names_and_accents_make_no_other_person() -> None:
    told = [
        ("Antonio Guterres", "UN Secretary-General", "a"),
        ("António Guterres", "UN secretary-general", "b"),
        ("Secretary António M. Guterres", "head of the UN", "c"),
    ]
    assert len(groups(*told)) == 1


def test_a_surname_is_whoever_is_named_in_full_in_its_document() -> None:
    told = [("Ann Brown", "mayor", "a"), ("Joe Brown", "actor", "b"), ("Brown", "", "c")]
    assert groups(*told, c="Joe Brown came. Brown said it was late.") == [["Ann Brown"], ["Joe Brown", "Brown"]]


def test_a_surname_of_somebody_who_is_not_quoted_in_full_is_nobody_elses() -> None:
    told = [("Ann Wilson", "mayor", "a"), ("Wilson", "", "b")]
    assert groups(*told, b="Rebel Wilson laughed. Wilson said it was late.") == [["Ann Wilson"], ["Wilson"]]


def test_two_of_one_common_name_with_other_roles_are_two() -> None:
    others = [(f"{name} Miller", "guest", "x") for name in ("Ann", "Joe", "Tim", "Brandon")]
    told = [("Jason Miller", "senior adviser", "a"), ("Jason Miller", "professor of supply chains", "b"), *others]
    assert ["Jason Miller"] in groups(*told, a="He advises a campaign.", b="Parcels are late.")
    told[1] = ("Jason Miller", "adviser to the campaign", "b")
    assert ["Jason Miller", "Jason Miller"] in groups(*told, a="He advises a campaign.", b="Parcels are late.")


def test_a_role_before_a_name_is_no_part_of_it_and_two_people_are_none_of_them() -> None:
    told = [
        ("Stephen Hahn", "", "a"),
        ("Food and Drug Commissioner Stephen Hahn", "", "b"),
        ("Ann Lee and Stephen Hahn", "", "c"),
    ]
    assert groups(*told) == [["Ann Lee and Stephen Hahn"], ["Stephen Hahn", "Food and Drug Commissioner Stephen Hahn"]]


def test_an_acronym_is_the_body_that_its_document_spells_out() -> None:
    told = [("CDC", "", "a"), ("US Centers for Disease Control", "", "b"), ("Colorado Department of Corrections", "", "c")]
    texts = {
        "a": "The Centers for Disease Control warned. The CDC said so.",
        "c": "The Colorado Department of Corrections spoke.",
    }
    assert ["CDC", "US Centers for Disease Control"] in groups(*told, **texts)
