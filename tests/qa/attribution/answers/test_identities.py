"""Which names of several documents mean one person or body."""

from unittest.mock import patch

from qa.attribution.answers import identities
from qa.attribution.answers.identities import bearer_numbers
from qa.store.sql import Speaker


def groups(*told: tuple[str, str, str], **texts: str) -> list[list[str]]:
    """Names by person, of (name, role, document)."""
    speakers = [Speaker(*each) for each in told]
    numbers = bearer_numbers(speakers, texts)
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


MANY_MILLERS = [
    (f"{name} Miller", "guest", "x") for name in "Ann Joe Tim Brandon Carla Dora Eva Frank Gina Hugo Ida Kim".split()
]


def test_two_of_one_common_name_with_other_roles_are_two() -> None:
    told = [("Jason Miller", "senior adviser", "a"), ("Jason Miller", "professor of supply chains", "b"), *MANY_MILLERS]
    texts = {"a": "Jason Miller advises a campaign.", "b": "Parcels are late, Professor Jason Miller said."}
    assert ["Jason Miller"] in groups(*told, **texts)
    assert ["Jason Miller", "Jason Miller"] in groups(*told[:4], **texts)  # a surname of few


def test_a_first_name_cut_short_is_the_same_unless_it_is_of_the_other_gender() -> None:
    told = [("Rob Arlett", "councilman", "a"), ("Robert Arlett", "councilman", "b"), ("Roberta Arlett", "councilman", "c")]
    assert groups(*told) == [["Rob Arlett", "Robert Arlett"], ["Roberta Arlett"]]


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


def test_two_letters_are_the_body_that_their_document_spells_out_and_then_so_elsewhere() -> None:
    told = [("HB", "", "a"), ("HB", "", "b"), ("Harbour Board", "", "c")]
    assert groups(*told, a="The Harbour Board met. The HB said so.", b="The HB said no.") == [["HB", "HB", "Harbour Board"]]
    assert len(groups(*told, a="The HB said so.", b="The HB said no.")) == 2


def test_a_short_name_of_a_body_is_the_longer_one_of_its_own_document_alone() -> None:
    told = [("Weather Service", "", "a"), ("Weather Service", "", "b"), ("National Weather Service", "", "a")]
    assert groups(
        *told, a="The National Weather Service closed. The Weather Service said so.", b="Weather Service people came."
    ) == [
        ["Weather Service"],
        ["Weather Service", "National Weather Service"],
    ]


def test_other_spellings_and_orders_of_words_are_one_name() -> None:
    assert groups(("Philip Ridgeway", "", "a"), ("Phillip Ridgeway", "", "a")) == [["Philip Ridgeway", "Phillip Ridgeway"]]
    assert groups(("Health Ministry", "", "a"), ("Ministry of Health", "", "b")) == [["Health Ministry", "Ministry of Health"]]


def test_a_word_that_a_body_ends_with_is_no_surname() -> None:
    told = [("Associated Press", "", each) for each in "abcd"] + [("AP", "", "a"), ("Press", "", "e")]
    texts = dict.fromkeys("abcd", "The Associated Press (AP) said so.")
    assert ["Press"] in groups(*told, **texts, e="The Star Press said so.")


def test_a_nickname_is_the_first_name_that_it_is_said_for() -> None:
    assert groups(("Chuck Schumer", "senator", "a"), ("Charles Schumer", "senator", "b")) == [
        ["Chuck Schumer", "Charles Schumer"]
    ]
    assert groups(("Bill Reese", "", "a"), ("William Reese", "", "b")) == [["Bill Reese", "William Reese"]]


def test_a_misspelt_surname_is_the_same_persons_where_the_roles_agree() -> None:
    told = [("Robert Reich", "former labor secretary", "a"), ("Robert Riech", "former secretary of labor", "b")]
    assert len(groups(*told)) == 1
    assert len(groups(told[0], ("Robert Riech", "baker", "b"))) == 2


def test_the_first_of_two_surnames_is_meant_in_its_own_document() -> None:
    told = [("Jorge Ganoza Roncal", "director", "a"), ("Ganoza", "", "a"), ("Ganoza", "", "b")]
    texts = {"a": "Jorge Ganoza Roncal came. It is dry, said Ganoza.", "b": "It is wet, said Ganoza."}
    assert ["Jorge Ganoza Roncal", "Ganoza"] in groups(*told, **texts)


def test_what_everybody_calls_a_body_needs_no_document_that_spells_it_out() -> None:
    told = [("NPR", "", "a"), ("National Public Radio", "", "b"), ("UK", "", "a"), ("United Kingdom", "", "c")]
    assert groups(*told, a="NPR told of the UK.") == [["NPR", "National Public Radio"], ["UK", "United Kingdom"]]


def test_a_firm_is_called_without_what_its_name_ends_with() -> None:
    told = [("Taser International Inc.", "", "a"), ("Taser", "", "a")]
    assert len(groups(*told, a="Taser International Inc. sells cameras, Taser said.")) == 1


def test_a_body_is_one_however_its_words_are_ordered_and_spelt() -> None:
    for one, other in (
        ("Indiana Department of Health", "Indiana Health Department"),
        ("Office for National Statistics", "UK Office of National Statistics"),
        ("National Institute of Health", "National Institutes of Health"),
        ("USA Today", "USA TODAY"),
        ("Pew Research", "Pew Research Center"),
        ("Ford Motor", "Ford Motor Company"),
        ("Chicago Police", "Chicago Police Department"),
        ("U.N. Refugee Agency", "UN Refugee Agency"),
    ):
        assert len(groups((one, "", "a"), (other, "", "b"))) == 1, one
    for one, other in (("Rolling Stone", "Rolling Stones"), ("University of Washington", "Washington University")):
        assert len(groups((one, "", "a"), (other, "", "b"))) == 2, one


def test_a_word_of_a_bodys_name_is_no_title() -> None:
    told = [("Justice Department", "", "a"), ("Department", "", "b"), ("Department of Corrections", "", "b")]
    assert ["Justice Department"] in groups(*told, b="The Department of Corrections closed. The Department said so.")


def test_networks_are_called_with_and_without_news_and_none_is_another() -> None:
    told = [("NBC News", "", "a"), ("NBC", "", "b"), ("CBS News", "", "c"), ("Detroit News", "", "d"), ("Detroit", "", "e")]
    texts = {"a": "NBC News told it.", "b": "NBC told it.", "c": "CBS News told it."}
    assert groups(*told, **texts) == [["CBS News"], ["Detroit"], ["Detroit News"], ["NBC News", "NBC"]]


def test_a_firm_that_is_called_so_elsewhere_is_none_of_its_products() -> None:
    told = [
        ("Acmeco", "", "a"),
        ("Acmeco Care", "", "a"),
        ("Acmeco", "", "b"),
        ("Ternerly", "", "c"),
        ("Ternerly Center", "", "c"),
    ]
    texts = {
        "a": "Acmeco closes Acmeco Care, Acmeco said.",
        "b": "Acmeco grows.",
        "c": "A report of the Ternerly Center; the Ternerly report says so.",
    }
    assert groups(*told, **texts) == [["Acmeco", "Acmeco"], ["Acmeco Care"], ["Ternerly", "Ternerly Center"]]


def test_the_jr_is_left_out_of_names_that_are_seldom_told() -> None:
    assert len(groups(("Vaughn Bond", "chief", "a"), ("Vaughn Bond Jr.", "chief", "b"))) == 1
    often = [("Donald Trump", "president", f"d{number}") for number in range(9)]
    assert ["Donald Trump Jr."] in groups(*often, ("Donald Trump Jr.", "president", "b"))


def test_initials_are_a_first_name() -> None:
    assert len(groups(("C.J. Karamargin", "spokesman", "a"), ("CJ Karamargin", "spokesman", "b"))) == 1


def test_a_surname_is_whoever_its_document_names_with_a_middle_name() -> None:
    told = [("Hillary Clinton", "secretary of state", "a"), ("Clinton", "secretary of state", "b")]
    assert len(groups(*told, a="Hillary Clinton came.", b="Hillary Rodham Clinton came. Clinton said so.")) == 1


def test_the_initials_of_a_place_are_no_bodys_of_its_documents() -> None:
    told = [("D.C.", "", "a"), ("Department of Corrections", "", "a")]
    assert len(groups(*told, a="The Department of Corrections in D.C. said so.")) == 2


def test_bodies_that_share_a_word_are_not_compared_with_one_another() -> None:
    names = [f"Ten{letter}ar Dor{other}in Institute" for letter in "aeiouy" for other in "bcdfghklmnprst"]
    told = [(name, "", "a") for name in names] + [("Institute", "", "b")]
    with (
        patch.object(identities, "is_part", wraps=identities.is_part) as parts,
        patch.object(identities, "is_end_of", wraps=identities.is_end_of) as ends,
    ):
        assert len(groups(*told, a=" ".join(names), b="The Institute said so.")) == len(told)
    assert parts.call_count + ends.call_count < 10 * len(told)
