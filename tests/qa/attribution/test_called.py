"""What speakers are called: by their whole name, with nothing else in it, and by no role where a name stands beside it."""

import pytest

from qa.attribution import find_statements
from qa.types import Document


def _said(text):
    return find_statements(Document.create(source="news", title="", text=text))


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("“It will open in May,” ferry founder and CEO Ann Lee said.", "ferry founder and CEO"),
        ("“It will open in May,” said ferry president and publisher Ann Lee.", "ferry president and publisher"),
        ("According to its founder and CEO Ann Lee, the ferry will open in May.", "founder and CEO"),
        ("Ann Lee, Quay Company of Bergen president, said the ferry will open in May.", "Quay Company of Bergen president"),
        ("Ann Lee, Quay spokeswoman, said the ferry will open in May.", "Quay spokeswoman"),
        ("Ann Lee, CEO of ferry operator Quay for Bergen, said it will open in May.", "CEO of ferry operator Quay for Bergen"),
        ("The acting warden of Bergen County Prison Ann Lee said so: “It is late.”", "acting warden of Bergen County Prison"),
        ("The ferry will open in May, according to UN envoy to Norway Ann Lee.", "UN envoy to Norway"),
        ("Quay Administrator Ann Lee said the ferry will open in May.", "Quay Administrator"),
        ("“It will open in May,” Ann Lee, the QFU’s general secretary said on the radio.", "QFU’s general secretary"),
    ],
)
def test_whose_name_stands_beside_their_role_is_called_by_the_name(text, role):
    assert [(each.speaker, each.role) for each in _said(text)] == [("Ann Lee", role)]


def test_somebody_else_behind_a_name_and_a_comma_speaks_for_themselves():
    text = "Ann Lee left the ferry, prosecutors said, in the dark. “I walked home,” Lee said."
    assert [(each.speaker, each.role) for each in _said(text)] == [("prosecutors", None), ("Ann Lee", None)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("“It is late,” said Ann Lee, a ferry pilot and author of “The Tide.”", "ferry pilot and author"),
        ("“It is late,” said Ann Lee, an actor known for “The Tide.”", "actor"),
        ("Ann Lee, mother of three and grandmother of one, said it was late.", "mother of three and grandmother of one"),
        ("“It is late,” Ann Lee, press officer for the quay said in an email.", "press officer for the quay"),
        ("A painter met Ann Lee. Ann Lee said it was late.", None),
    ],
)
def test_a_role_is_whole_and_goes_no_further(text, role):
    assert [each.role for each in _said(text)] == [role]


@pytest.mark.parametrize(
    "officials", ["Harbour and railway officials", "State and local officials", "Fire and police officials"]
)
def test_two_words_for_the_same_people_stay_together(officials):
    text = f"{officials} said the ferry will open in May. It will be free, according to {officials[0].lower() + officials[1:]}."
    assert {each.speaker.lower() for each in _said(text)} == {officials.lower()}


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("data compiled by the Solberg Institute", "Solberg Institute"),
        ("a poll released Sunday by Solberg News", "Solberg News"),
        ("an analysis by the Solberg Institute", "Solberg Institute"),
        ("a statement from the borough on Friday", "the borough"),
        ("a study by Solberg researchers", "Solberg researchers"),
        ("a complaint obtained by Solberg News", "a complaint"),
        ("a memo obtained from the driver’s employer", "a memo"),
        ("a report published Monday in a journal", "a report"),
    ],
)
def test_a_documents_words_are_whose_it_is_but_not_who_got_it(source, speaker):
    assert [each.speaker for each in _said(f"The price of bread has risen by a tenth, according to {source}.")] == [speaker]


@pytest.mark.parametrize(
    ("source", "speaker"),
    [
        ("The Old Farmer’s Calendar", "Old Farmer’s Calendar"),
        ("the National Parent Teacher Association", "National Parent Teacher Association"),
        ("U.S. Customs and Border Protection", "U.S. Customs and Border Protection"),
        ("Petty Officer 2nd Class Ann Lee", "Ann Lee"),
        ("Reps. Ann Lee", "Ann Lee"),
    ],
)
def test_a_name_is_not_cut_at_a_title_in_it_and_loses_one_before_it(source, speaker):
    assert [each.speaker for each in _said(f"The tide will be high on Sunday, according to {source}.")] == [speaker]


def test_who_is_only_ever_called_by_a_genitive_keeps_it():
    text = "All taps in Mardle's cafes will go. It will take until May, Mardle's announced. “It is fair,” the company said."
    assert {each.speaker for each in _said(text)} == {"Mardle's"}


@pytest.mark.parametrize(
    "text",
    [
        "Said Halvorsen: “It was the best day of the year.”",
        "Adds Halvorsen: “It was the best day of the year.”",
        "Said Halvorsen, “It was the best day of the year.”",
        "Except Halvorsen said it was the best day of the year.",
    ],
)
def test_a_word_that_opens_the_sentence_is_no_part_of_the_name(text):
    assert [each.speaker for each in _said(text)] == ["Halvorsen"]


def test_a_first_name_that_is_a_verb_as_well_stays_in_the_name():
    assert [each.speaker for each in _said("Said Karimi said the town was quiet.")] == ["Said Karimi"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Now its owner says it is one of the fastest boats out there.", "its owner"),
        ("The judge in late 2020 concluded it was “not a case for a court at all.”", "the judge"),
    ],
)
def test_a_description_holds_no_adverb_and_no_year(text, speaker):
    assert [each.speaker for each in _said(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (  # who goes by a surname long before a woman of that name is met
            "Corwen said he would sell his boats. The shops wait for Corwen, who keeps his word. Corwen wants his ferry back. "
            "He toured the quay with Ivanka Corwen on Monday. “The ferry is mine,” Corwen said.",
            "Corwen",
        ),
        (  # a verb that opens a question
            "Tellmar was robbed of its data. Tellmar said that it was sorry. Will Tellmar tell its customers? "
            "“We write to all of them,” Tellmar said.",
            "Tellmar",
        ),
    ],
)
def test_a_name_that_stood_alone_before_is_not_short_for_a_longer_one_that_ends_with_it(text, speaker):
    assert {each.speaker for each in _said(text)} == {speaker}
