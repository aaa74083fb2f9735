import pytest

from qa.reading.question import mentions, question_names, tells_of_another_place, tells_party


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Where does Ann Brown work?", ["Ann Brown"]),
        ("What did Dr. Fauci say?", ["Fauci"]),  # a title is no part of the name
        ("When was the Bank of England founded?", ["Bank of England"]),
        ("How many of the 1,200 boats sank in 2021?", ["1,200", "2021"]),
        ("How many boats sank?", []),
        ("What is the rent of flat 18B?", ["18B"]),
        ("Why was the $18B deal off at 2PM?", []),
        ("Who won the 2022 World Cup?", ["World Cup", "2022"]),
        ("Whales sing?", []),
        ("Did Mrs. Brown meet Lady Grantley?", ["Brown", "Grantley"]),
        ("Who sells the MX 30?", ["MX", "30"]),
        ("Whom do I tell if I'm ill, or I’ll be late for Ann Brown?", ["Ann Brown"]),
    ],
)
def test_names_and_numbers_of_a_question(question: str, names: list[str]) -> None:
    assert [name.text for name in question_names(question)] == names


def test_a_question_in_lower_case_names_what_the_passages_write_with_a_capital() -> None:
    passages = ["On Monday Brown thanked the crews. The mayor of Genoa did so, too."]
    assert [name.text for name in question_names("did brown thank the crews of genoa", passages)] == ["brown", "genoa"]


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("Did Ann Brown speak?", "Ann Brown spoke.", 0.0),
        ("Did Ann Brown speak?", "Nobody spoke.", 1.0),
        ("Did the United Nations vote?", "The UN voted.", 0.0),
        ("Did the UN vote?", "The United Nations voted.", 0.0),
        ("Did China's army move?", "Chinese soldiers moved.", 0.0),
        ("Did 1,200 boats sink?", "Some 1200 boats sank.", 0.0),
        ("Did 7 boats sink?", "Seven boats sank.", 0.0),
        ("Did 7 boats sink?", "Eight boats sank.", 1.0),
        ("Who leads the Ministry of Defence?", "The Ministry of Defense is led by her.", 0.0),
    ],
)
def test_a_name_is_there_in_whatever_form(question: str, text: str, missing: float) -> None:
    (name,) = question_names(question)
    assert name.missing_from(mentions(text)) == missing


def test_a_last_name_alone_is_nearly_the_whole_name_and_a_first_name_is_not() -> None:
    (name,) = question_names("Did Ann Brown speak?")
    assert 0.0 < name.missing_from(mentions("Brown spoke.")) < 0.5 < name.missing_from(mentions("Ann Miller spoke.")) <= 1.0


def test_a_sentence_on_another_country_is_told_from_one_that_names_none_or_the_right_one() -> None:
    china = question_names("How many warheads does China have?")
    assert tells_of_another_place(china, "North Korea possesses anywhere from 15-60 nuclear warheads.")
    assert not tells_of_another_place(china, "It has 500 warheads.")
    assert not tells_of_another_place(china, "The Chinese arsenal has grown faster than that of Russia.")
    assert not tells_of_another_place(question_names("Who is Victor Cha?"), "He was born in Japan.")


@pytest.mark.parametrize(
    ("question", "text", "tells"),
    [
        ("Is Ann Lee a Republican?", "“No,” said Rep. Ann Lee, D-Springfield.", "tag"),
        ("is rep. ann lee a democrat", "Reps. Bo Roe, R-Salem, and Ann Lee (D-Springfield) left.", "tag"),
        ("Which party does Ann Lee belong to?", "Rep. Ann Lee, D-Springfield, left.", "tag"),
        ("is angus king an independent", "Sen. Angus King, I-Maine, stayed.", "tag"),
        ("Is Ann Lee a Republican?", "Ann Lee and Rep. Bo Roe, R-Salem, left.", None),
        ("Is Ann Lee a Republican?", "Rep. Bo Lee, R-Salem, left.", "namesake"),
        ("Is Ann Lee a Republican?", "Senator Lee’s husband, Bo Roe, is a Democrat.", None),
        ("Is Ann Lee a Republican?", "Ann Lee, D-Day veteran’s niece, and her party.", None),
        ("Is Ann Lee a Republican?", "Ann Lee is now an independent.", "words"),
        ("Is Ann Lee a Republican?", "Ann Lee left the Democratic Party.", "words"),
        ("Is Ann Lee a Republican?", "Rep. Ann B. Lee, D-Springfield, left.", "tag"),
        ("What party is J.D. Roe?", "Sen. J. D. Roe, R-Salem, left.", "tag"),
        ("What party is Ann Lee?", "Gov. Ann Lee and her brother, Sen. Bo Lee, R-Salem, left.", None),
        ("What party is Ann Lee?", "Rep. Ann Lee met Rep. Joe Lee, D-Salem.", None),
        ("What party is Ann Lee?", "Mayor Ann Lee, a Democrat, endorsed Joe Lee, R-Salem.", "words"),
        ("Did the Republican Ann Lee leave?", "Rep. Ann Lee, R-Salem, left.", None),
    ],
)
def test_the_letter_after_a_name_tells_the_party_where_that_is_asked_for(question: str, text: str, tells: str | None) -> None:
    assert tells_party(question, text) == tells
