"""A speaker is told where the sentence tells one, and nobody's words are none: invented passages, cause by cause."""

import pytest

from qa.attribution import find_statements
from qa.types import Document

NOBODYS = {
    "a thing added in a game": "Jake Roe added a two-run blast as the Otters won again.",
    "a tool that is added": "Dovetel added a page that will help all of us sleep a bit more.",
    "states are places": "The idea was to have slates of electors in seven states that Roe won.",
    "states of a country": "The border crossings to the Malaysian states of Sabah and Sarawak can take place at night.",
    "demands are a noun": "Actors shared many of the same concerns and demands as the writers, including better pay.",
    "a condition": "If Lee officially announces, he will join two others in the race for the job.",
    "a thing that is written": "Ann Lee read a poem she wrote, students took turns lighting candles.",
    "a point repeated": "Ann Lee reiterated that point on Friday.",
    "a recall of cars": "Dovetel Motor is recalling nearly all vans to mend a belt that could start a fire.",
}


@pytest.mark.parametrize("text", NOBODYS.values(), ids=NOBODYS)
def test_what_nobody_says_is_no_statement(text):
    assert not list(find_statements(Document.create(source="passage", title="", text=text)))


SPEAKERS = {
    "a share of people": ("More than a third of Ohio voters said that they care most about honesty.", "a third of Ohio voters"),
    "a percentage": ("About 52% of voters say they are unhappy with the plan.", "52% of voters"),
    "whose supplier": (
        "The blood supplier of area hospitals says it needs more donors.",
        "the blood supplier of area hospitals",
    ),
    "staff of a place": ("Staff at the aquarium said they noticed the leak last week.", "staff at the aquarium"),
    "one's office": ("The office of Senator Pat Lee says the grants will help.", "the office of Senator Pat Lee"),
    "a name, an age and a town": ("Katie Roe, 67, of Ottumwa said she supported the plan.", "Katie Roe"),
    "police within a relative clause": (
        "On the list is Britta Roe, who was held in Rome after police said they found a knife in her bag.",
        "police",
    ),
    "the subject behind with": (
        "Lyft came in lower, with experts saying they had never seen so few complaints.",
        "experts",
    ),
    "the one who brought a suit": (
        "In 2021, Dovetel settled a lawsuit brought by Attorney General Maura Roe, alleging the firm broke the law.",
        "Maura Roe",
    ),
    "a town and its state": (
        "Ann Roe is running. Speaking Monday in Clive, Iowa, Roe again mocked the debates saying the ratings were low.",
        "Ann Roe",
    ),
    "a label before the subject": (
        "Omaha: A judge has rejected a lawsuit by two women, saying the request conflicts with state law.",
        "a judge",
    ),
    "a sentence behind reports.": (
        "It was filmed, The Daily News reports. Mayor Ann Roe on Wednesday ended the orders, saying people should decide.",
        "Ann Roe",
    ),
    "what the subject did": (
        "Supporters of Israel held a rally on Friday, saying that the town must act.",
        "supporters of Israel",
    ),
    "whom a relative clause tells of": (
        'Bo Lee won a "nod" from Ann Roe, who simply backed "BO" and said she trusts the people of the town.',
        "Ann Roe",
    ),
    "several are not one": (
        "Mayor Bo Lee came. Officials said Monday that the road was shut. Officials said it will open.",
        "officials",
    ),
    "a paper is nobody met before": ("Bo Lee, a reporter, came home. The Star Tribune reports he was late.", "Star Tribune"),
    "where somebody is from is no name": ("“It works,” said Leeds-based Ann Roe. “It does,” Roe said.", "Ann Roe"),
    "whose reply it is": (
        "“It is late,” Bo Lee said. Ann Roe spoke next. Roe's reply: “It is not late for us at all.”",
        "Ann Roe",
    ),
    "a broadcaster": ("WKLM-TV reports the plant will close in May.", "WKLM-TV"),
    "an acronym for people": ("One veteran MP who joined in May told CNN: “I am worried about all this.”", "one veteran MP"),
}


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS.values(), ids=SPEAKERS)
def test_the_last_statement_is_theirs_whom_the_sentence_names(text, speaker):
    found = list(find_statements(Document.create(source="passage", title="", text=text)))
    assert found[-1].speaker is not None
    assert found[-1].speaker.removeprefix("the ") == speaker.removeprefix("the ")


def test_the_company_is_none_that_was_only_mentioned():
    text = "Rita Bell sells cars in the Holt Union. A fault was found in vans. The company said it will pay."
    assert next(find_statements(Document.create(source="passage", title="", text=text)).__iter__()).speaker == "the company"
