"""Invented sentences of minutes, mails, petitions and news, and whose words each of them tells."""

import pytest

from qa.attribution import find_statements
from qa.types import Document


def _last(text):
    found = list(find_statements(Document.create(source="passage", title="", text=text)))
    return found[-1].speaker if found else None


@pytest.mark.parametrize(
    "speaker", ["US Senator Joan Peel", "US officials", "US National Security Council Coordinator for Communications Joan Peel"]
)
def test_us_in_capitals_is_no_pronoun(speaker):
    text = f"In Paris, Tom Birch met reporters on Sunday. “We are watching this closely,” said {speaker} on Monday."
    assert _last(text).endswith(("Joan Peel", "US officials"))


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Ann Lee said that the roof leaks.", "Ann Lee"),
        ("Tom Birch told us that the tap drips.", "Tom Birch"),
        ("The treasurer reported that the fees cover costs.", "the treasurer"),
        ("The report states that the dam leaks.", "the report"),
        ("Ann Lee repeated that point on Friday.", None),
    ],
)
def test_a_short_clause_behind_that_is_said(sentence, speaker):
    assert _last(sentence) == speaker


@pytest.mark.parametrize(
    ("speaker", "verb"),
    [
        ("A police report", "states"),
        ("The inmates' petition", "states"),
        ("A lawyer for the families", "claims"),
        ("A coalition of farmers", "estimates"),
        ("A group of residents", "claims"),
    ],
)
def test_one_that_tells_of_several_is_one(speaker, verb):
    assert _last(f"{speaker} {verb} that the man was drunk on the night of the fire.").casefold() == speaker.casefold()


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Vera Dahl met with reporters saying the stadium plan was dead.", "Vera Dahl"),
        ("Ann Lee spoke with the board on Monday adding that the roof was safe.", "Ann Lee"),
        ("The plan was dropped, with the board saying that the roof was safe.", "the board"),
        ("Despite The Atlantic saying that Peel has no regrets, the plan was dropped.", "Atlantic"),
    ],
)
def test_with_somebody_saying_stands_behind_a_comma(sentence, speaker):
    assert _last(sentence).casefold() == speaker.casefold()


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Tom Birch was interviewed by Karin Sol, saying he was tired of the game.", "Tom Birch"),
        ("Mayor Joan Peel was questioned by Tom Birch, adding that the road was safe.", "Joan Peel"),
        ("The court heard a suit brought by Karin Sol, alleging that the road was unsafe.", "Karin Sol"),
    ],
)
def test_who_is_asked_by_somebody_speaks(sentence, speaker):
    assert _last(sentence) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Marla Quist founded Voltrane Motors. She spoke on Monday. The Voltrane CEO said it would stay.", "Marla Quist"),
        ("Tom Birch spoke. The Halden Reporter said the plant would stay open.", "the Halden Reporter"),
        ("A fire broke out at Brandex Foods. The company said nobody was hurt.", "Brandex Foods"),
        ("A fire broke out in Leeds Union. The company said nobody was hurt.", "the company"),
    ],
)
def test_whom_a_description_takes_up(text, speaker):
    assert _last(text).removeprefix("The ") == speaker


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("On Monday Mayor Ilse Krog announced that, if it rains, the fair will move.", "Ilse Krog"),
        ("Yesterday Ann Lee said, the bridge would close.", "Ann Lee"),
        ("However the board said, the shop would close.", "the board"),
        ("If Ann Lee announces, he will be the third to run.", None),
        ("An appeals court overturned the ruling, finding the judge had made three errors.", "an appeals court"),
        ("The road was what Mayor Olga Renn referred to as “a costly mistake” on Sunday.", "Olga Renn"),
        ("The tenant in flat 4 reported that the lift was out of order.", "the tenant in flat 4"),
        ("It is a setback for the unions, who say they needed the right to strike.", "the unions"),
        ("After a vote in the House Joan Peel said the bill was dead.", "Joan Peel"),
        ("During a tour of Brandex Foods Bo Fenner said the plant was safe.", "Bo Fenner"),
        ("Ann Lee noted the tram as well as the bus ran late.", "Ann Lee"),
    ],
)
def test_who_says_it_in_one_sentence(sentence, speaker):
    found = _last(sentence)
    assert (found and found.casefold()) == (speaker and speaker.casefold())


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ilse Krog called a nurse at the clinic. The nurse told Krog that the beds were full.", "the nurse"),
        ("Bo Fenner ran the pit. Ann Lee came by. He told Fenner the pump was dry.", None),
        ("Bo Fenner said they talk often, but on one occasion, the quarry guard told him, “You may go.”", "the quarry guard"),
    ],
)
def test_who_is_told_is_not_who_tells(text, speaker):
    assert _last(text) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Growers say it will be dry. “Rain came later this year than in any other,” a summary of harvest results says.",
            "a summary of harvest results",
        ),
        ("Ann Lee sued on Monday. “The firm knew of the leak for years and hid it,” the suit alleges.", "the suit"),
        ("Ann Lee spoke. “The firm knew of the leak for years,” ran on notes the Quay Trio account wrote.", None),
        ("Bo Fenner walked in. He wore a coat that read: “Nobody owns the river or its banks.”", None),
    ],
)
def test_words_whose_tag_is_not_understood_are_not_the_last_speakers(text, speaker):
    assert _last(text) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Karl Roe came home. The Grey Herons did not want him. “It means all to me,” he said.", "Karl Roe"),
        (
            "“It is early,” Karl Roe said. Tropical Storm Vic may turn. If it lingers, the coast may flood, he said.",
            "Karl Roe",
        ),
        (
            "“It is dry,” Bo Fenner said. Karl Roe, a lecturer at the University of Quayton's school of water, cited a report "
            "on the lake.\n\nHe said the lake would be dry by May.",
            "Karl Roe",
        ),
        ("One of the welders spoke. Karl Roe left. A welder said it was hot. “We were tired,” the person said.", "a welder"),
    ],
)
def test_whom_he_or_the_person_takes_up(text, speaker):
    assert _last(text) == speaker


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("The neighbours called 911 and the man was taken away in “a bad state”, according to Karl Roe.", "Karl Roe"),
        ("Growers say: “The heat took a third of the crop in May,” noted Karl Roe, a buyer in Leeds.", "Karl Roe"),
        ("It “was not going to rain as I had thought,” said veteran grain analyst Karl Roe.", "Karl Roe"),
        ("Karl Roe, owner of the firm that took a stake in Brandex, says the plant will stay open.", "Karl Roe"),
    ],
)
def test_who_passes_it_on_says_it(sentence, speaker):
    assert _last(sentence) == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "Marla Quist recalled a barge she had built as a girl.",
        "Tom Birch tweeted a picture of his boat a day after he left the harbour.",
        "Brandex Foods recalled 9,000 kettles worldwide built from 2001 through 2003.",
        "Bo Fenner borrowed a book called “Quiet Water” on the ferry.",
        "The lake, also called “Swan Pool,” is deep.",
        "Ilse Krog paints the ferry, which she calls “Betty.”",
        "Here are the richest towns of the county, according to the Halden Reporter:",
        "“Rainfall,” which Ann Lee sang in 1990, was her first hit.",
        "Ann Lee waved from the balcony, showing that she was well.",
        "The Quay District, often referred to as “Little Rome,” burned down.",
    ],
)
def test_nobody_says_anything(sentence):
    assert find_statements(Document.create(source="lines", title="", text=sentence)) == ()


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Ann Lee vowed to pass a law that would ban boats.", "to pass a law that would ban boats"),
        ("Ann Lee said on Monday that used boats would be cheaper.", "used boats would be cheaper"),
        ("It was what Ann Lee called “a waste of timber” at the time.", "“a waste of timber” at the time"),
        ("Ann Lee believes the barge she built is lost.", "the barge she built is lost"),
        ("“No comment,” was all Ann Lee would say.", "“No comment,”"),
        ("Ann Lee asked the board to drop the fine before it is due.", "the board to drop the fine before it is due"),
        ("The board met, with some studies showing that the town was poor.", "the town was poor"),
        ("Ann Lee presented a survey, showing that the town was poor.", "the town was poor"),
    ],
)
def test_what_is_said_in_one_sentence(sentence, said):
    statements = find_statements(Document.create(source="lines", title="", text=sentence))
    assert [each.of(sentence) for each in statements] == [said]


def test_a_first_name_of_women_and_men_may_be_either_pronouns():
    text = "“It is late,” Karl Roe said. Lindsey Moss, a senator, doubted Roe's plan. But {} said, “It helps nobody.”"
    assert [_last(text.format(word)) for word in ("he", "she")] == ["Lindsey Moss", "Lindsey Moss"]
