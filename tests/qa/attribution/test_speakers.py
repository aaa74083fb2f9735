"""Whose words they are, what their speaker is and when they were said, where each was once told wrongly."""

import pytest

from qa.attribution import find_statements
from qa.types import Document


def _said(text, title=""):
    return find_statements(Document.create(source="news", title=title, text=text))


@pytest.mark.parametrize(
    "source", ["the final count", "the vote count", "official figures", "the official results", "the official tally"]
)
def test_what_a_count_tells_is_not_said_by_the_person_named_before(source):
    text = f"Nneka Okafor will be the mayor. She beat Ingrid Solberg by 53 to 46 percent, according to {source}."
    assert [each.speaker for each in _said(text)] == [source]


def test_what_an_official_tells_is_still_said_by_the_official():
    text = "The bridge will open in May, according to an official familiar with the plan."
    assert [each.speaker for each in _said(text)] == ["an official familiar with the plan"]


@pytest.mark.parametrize(
    "byline", ["By Joost Verbeek", "Joost Verbeek", "By Joost Verbeek, Staff Writer", "By Joost Verbeek and Lena Marchetti"]
)
def test_who_wrote_the_article_is_not_whom_it_quotes(byline):
    text = f"{byline}\n\nThe fire was out by noon, the fire chief said.\n\n“Go home,” the fire chief told a reporter."
    assert [each.speaker for each in _said(text)] == ["the fire chief", "the fire chief"]


def test_who_wrote_the_article_is_quoted_where_the_text_names_them():
    text = "By Joost Verbeek\n\nThe hall was full. “I saw smoke,” said Verbeek."
    assert [each.speaker for each in _said(text)] == ["Joost Verbeek"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Its managing director, Gregor Halvorsen, said it was over.", "managing director"),
        ("“It is over,” said Helen Strand, their regional secretary.", "regional secretary"),
        (
            "The independent candidate beat the incumbent, Ingrid Solberg, on Sunday. “So be it,” Solberg said.",
            "incumbent",
        ),
        ("A court denied the petition of another inmate, Calvin Moss, in May. “So be it,” Moss said.", "inmate"),
        ("The judge who sentenced the driver, Ann Todd, said it was over.", "judge"),
        ("The lawyer representing the victim, Ann Todd, said it was over.", "lawyer representing the victim"),
        ("The repair will cost 5 million, harbour master Ann Todd said.", "harbour master"),
        ("“The water came in an hour,” said Ann Todd, a tide watcher.", "tide watcher"),
        ("Ann Todd, 16, became the youngest winner of the cup on Sunday. “I was calm,” Todd said.", None),
        ("“There were five,” said Dr. Ann Todd.", None),
    ],
)
def test_a_role_says_what_somebody_is_without_whose_and_without_a_verb(text, role):
    assert [each.role for each in _said(text)] == [role]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Daniel Ruiz, who had finished his shift on Monday evening, said he heard a bang.", None),
        ("In a report that was published on Friday, the marshal, Rosalind Pike, writes that the bearing was dry.", None),
        ("“I heard a bang,” Daniel Ruiz, who had finished his shift on Monday, said on Tuesday.", "on Tuesday"),
        ("“I heard a bang,” said Daniel Ruiz, who on Monday told the police that a door was open.", None),
    ],
)
def test_only_the_clause_of_the_tag_tells_when_something_was_said(text, when):
    assert _said(text)[0].when == when


_SPEECH = "Dear all, I have come to thank you.\n\nMy first day at this school was wet, and I set fire to a curtain."


@pytest.mark.parametrize(
    "title", ["Speech by Ann Lee at the graduation", "Remarks by President Ann Lee", "Ann Lee’s speech to the school"]
)
def test_a_text_in_the_first_person_is_said_by_whom_its_title_names(title):
    assert [(each.speaker, each.of(_SPEECH)) for each in _said(_SPEECH, title)] == [
        ("Ann Lee", paragraph) for paragraph in _SPEECH.split("\n\n")
    ]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Remarks by central banker rattle markets", _SPEECH),
        ("Speech by Ann Lee at the graduation", "Lee told us about her first day at our school. I liked how she did it."),
        ("Speech by Ann Lee at the graduation", "The head teacher spoke for an hour to a full hall. The parents listened."),
    ],
)
def test_an_article_about_a_speech_is_not_said_by_the_speaker(title, text):
    assert [each for each in _said(text, title) if each.kind == "direct"] == []


def test_an_episode_says_nothing():
    assert [each.speaker for each in _said('Episode 41: "Peat-free, and now what?"\nPublished 2025-03-20')] == [None]


@pytest.mark.parametrize("others", ["siblings Bo x Cy and Di Moss", "brothers Bo and Cy Brown"])
def test_those_who_come_next_in_a_list_are_not_what_somebody_is(others):
    text = f"The show had songs by Ann Lee, {others}. “It is late,” Lee said."
    assert [(each.speaker, each.role) for each in _said(text)] == [("Ann Lee", None)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Karel Novak thought the guards would “lie down and sleep,” Ingrid Solberg said.", "Ingrid Solberg"),
        (
            "The mayor has assured Ingrid Solberg that help is on its way to the valley, the Harbour Office said.",
            "Harbour Office",
        ),
        ("The generals believe that Karel Novak may not be able to hold the bridge, Solberg writes.", "Solberg"),
        ("Karel Novak said the levee “could break,” Ingrid Solberg told reporters.", "Ingrid Solberg"),
        (
            "The letter claimed the bank is closed and warned clients that the rates will rise in May, Ingrid Solberg said.",
            "Ingrid Solberg",
        ),
        ("Karel Novak told the board, “I won't go,” Ingrid Solberg said.", "Karel Novak"),
        ("Karel Novak said the rescue was “the dawn of a new age”, noted the Daily Courier.", "Karel Novak"),
        ("Karel Novak told police he heard a shot near the mill, the report said.", "Karel Novak"),
        ("The Harbour Trust estimates it will need two million this winter, the agency said.", "Harbour Trust"),
    ],
)
def test_whose_tag_closes_the_sentence_says_what_an_inner_verb_tells(text, speaker):
    about = "Ingrid Solberg is a scholar. " if "Solberg writes" in text else ""
    assert [(each.speaker or "").split()[-1] for each in _said(about + text)] == [speaker.split()[-1]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Karel Novak called again. He said she is partisan, and so the judge issued an order saying, “You can't talk.”",
            [("Karel Novak", "she is partisan"), ("the judge", "“You can't talk.”")],
        ),
        (
            "Karel Novak said the clerk is partisan, and the judge issued an order saying, “You can't talk.”",
            [("Karel Novak", "the clerk is partisan"), ("the judge", "“You can't talk.”")],
        ),
        ("Karel Novak asked to quit the case, and we return to the valley.", [("Karel Novak", "to quit the case")]),
        ("Karel Novak urged voters to stay home, and officials opened halls.", [("Karel Novak", "voters to stay home")]),
        (
            "Karel Novak said two men were hurt, and the bridge was closed.",
            [("Karel Novak", "two men were hurt, and the bridge was closed")],
        ),
    ],
)
def test_a_clause_that_was_not_reported_ends_what_was(text, said):
    assert [(each.speaker, each.of(text)) for each in _said(text)] == said


@pytest.mark.parametrize(("took", "speaker"), [("Zygmara Qwist walked in.", None), ("The door stood open.", "Ingrid Solberg")])
def test_she_is_nobody_where_a_name_that_no_list_knows_took_the_stage(took, speaker):
    text = f"Ingrid Solberg said the money was gone. {took} “We have nothing,” she said."
    assert [each.speaker for each in _said(text)] == ["Ingrid Solberg", speaker]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("President Karl Holm assailed Donald Moss on Monday. “So be it,” Moss said.", None),
        ("A city jury indicted former President Donald Moss on Monday. “So be it,” Moss said.", "former President"),
        ("Donald Moss, after a post showed a poll worker at a desk, was at home. “So be it,” Moss said.", None),
        (
            "Donald Moss, once a poll worker in the valley, was at home. “So be it,” Moss said.",
            "once a poll worker in the valley",
        ),
    ],
)
def test_what_somebody_else_does_to_them_is_no_role(text, role):
    assert [each.role for each in _said(text)] == [role]


def test_she_is_never_a_document():
    text = "Ingrid Solberg sued. The gate was locked for a week, according to the complaint. “I was afraid,” she said."
    assert [each.speaker for each in _said(text)] == ["the complaint", "Ingrid Solberg"]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Refunds take a week, said Ann Brown.\n\nThe e-mails struck a sorry tone.\n\n"
            "“You matter to us,” one began. “We hope to see you on board again soon.”",
            ["Ann Brown", None, None],
        ),
        ("The clerks met on Monday. Many said no. “It is unsafe,” Ann Brown said. “We will stay out.”", ["Ann Brown"] * 2),
        ("“It is loud,” residents of Oster said. “We want peace,” said another.", ["another of the residents of Oster"]),
    ],
)
def test_what_goes_on_after_one_said_so_is_nobodys_who_was_named_before(text, speakers):
    assert [each.speaker for each in _said(text)][-len(speakers) :] == speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "A statement sent to Oster Water said the dam was “in a very poor and dangerous state”.",
            "a statement sent to Oster Water",
        ),
        ("A statement from Tarn Rail to Oster Water said the dam was “in a poor and dangerous state”.", "Tarn Rail"),
        (
            "The letter seen by the Oster Post said the dam was “in a poor and dangerous state”.",
            "the letter seen by the Oster Post",
        ),
        ("The dam is in a dangerous state, according to Oster Water.", "Oster Water"),
    ],
)
def test_whoever_a_statement_was_sent_to_did_not_make_it(text, speaker):
    assert [each.speaker for each in _said(text)] == [speaker]


def test_one_of_several_keeps_that_in_the_role():
    text = "Ann Brown, one of the oldest nurses of Oster, left. “I have the right to,” Brown said."
    assert [each.role for each in _said(text)] == ["one of the oldest nurses of Oster"]


def test_a_body_is_called_by_the_whole_name_that_has_its_initials():
    text = "Members of the Union of Keepers of Ways District (UKWD) met. “It is unsafe,” the UKWD said."
    assert [each.speaker for each in _said(text)] == ["Union of Keepers of Ways District"]


@pytest.mark.parametrize(
    "caption",
    [
        "Anton Lee and Bo Strand embrace after the landing. Cy Fox/Getty Images",
        "Anton Lee and Bo Strand embrace after the landing on May 3, 2021. NASA",
        "Bo Strand waits. Cyril Fox/AP",
        "Cyril Fox/Courtesy of the Space Museum",
    ],
)
def test_neither_who_took_a_picture_nor_who_is_on_it_goes_on_speaking(caption):
    text = f"Anton Lee came home on Monday. “I am well,” Lee said.\n\n{caption}\n\n“The flight was long,” he said."
    assert [each.speaker for each in _said(text)] == ["Anton Lee", "Anton Lee"]


def test_whoever_is_named_aside_does_not_take_the_surname():
    text = "Tom Strand came to the club as a boy, when brother Joe Strand was its captain. “I never left,” Strand said."
    assert [each.speaker for each in _said(text)] == ["Tom Strand"]


def test_a_headline_in_the_text_tells_no_words_but_quoted_ones():
    text = (
        "The bridge opened on Monday.\n\nMayor Ann Lee says the toll will stay\n\nThe toll will rise, Lee said.\n\n"
        "“We need it,” Lee said again"
    )
    assert [each.of(text) for each in _said(text)] == ["The toll will rise", "“We need it,”"]


def test_lines_of_notes_without_stops_tell_who_said_what():
    text = "Notes\n\n- Ann Lee said the lift will be repaired in June\n\nGus Pike told the board that costs would rise"
    assert [each.speaker for each in _said(text)] == ["Ann Lee", "Gus Pike"]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("Again, Parker:", "Bob Parker"),
        ("The other view is from the Norvik Post:", "Norvik Post"),
        ("Again, Stroud:", None),  # nobody of that name was told of
        ("Lee on Parker:", "Ann Lee"),
        ("Lee put it to Parker like this:", "Ann Lee"),
    ],
)
def test_a_line_that_ends_with_a_name_and_a_colon_tells_whose_words_come_next(line, speaker):
    text = f"Bob Parker disagrees. “It holds for now,” Ann Lee said.\n\n{line}\n\n“Whoever runs next needs a bucket.”"
    assert [each.speaker for each in _said(text)] == ["Ann Lee", speaker]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The flood will be over (Lee says it already is) and life will return to normal.", ["it already is"]),
        ("The flood will be over (“it already is,” Lee says) and life will return to normal.", ["“it already is,”"]),
        ("Lee said the boat was lost (and that the king wept) and that she will sail.", None),
        ("Lee said the boat (a gift, Roe claimed, of the king) was lost.", None),
    ],
)
def test_what_is_said_in_brackets_ends_with_them(sentence, words):
    text = f"Ann Lee is the mayor of Norvik.\n\n{sentence}"
    whole = [sentence.removeprefix("Lee said ").removesuffix(".")]
    assert [text[each.start : each.end] for each in _said(text)] == (words or whole)


def test_who_is_said_to_have_done_something_says_nothing():
    text = "So far, the person said to have been in charge – the fire chief, Pedro “Pete” Ramos – has been slammed by parents."
    assert not _said(text)
    assert [each.speaker for each in _said("Ann Lee said to “go home and stay there.”")] == ["Ann Lee"]


@pytest.mark.parametrize(
    ("named", "speaker"),
    [
        ("The Honorable Ida Holm", "Ida Holm"),
        ("The Department of Housing and Urban Development", "Department of Housing and Urban Development"),
        ("Secretary of State Ida Holm", "Ida Holm"),
    ],
)
def test_a_name_is_whole_and_has_no_title(named, speaker):
    assert [each.speaker for each in _said(f"{named} said the flats are ready.")] == [speaker]


@pytest.mark.parametrize(("taken_up", "speaker"), [("company", "Vexel Motors"), ("agency", "Food and Drug Administration")])
def test_a_public_body_is_no_company(taken_up, speaker):
    text = f"Vexel Motors was fined on Monday. The Food and Drug Administration looks at it. The {taken_up} said it is done."
    assert [each.speaker for each in _said(text)] == [speaker]


# Otto Brandt goes by "Brandt" from the second sentence on; a relative is called by the whole name.
_BRANDT = "Mayor Otto Brandt opened the market. Brandt cut a ribbon. Brandt then left, and Brandt's car was towed."
_STALLS = " ".join(
    f"Stall {number} sold apples, pears and a good many old tools to people of the town." for number in range(12)
)


def test_who_goes_by_a_surname_says_what_it_says_once_a_relative_was_named_a_while_ago():
    text = f"{_BRANDT} His sister, Nora Brandt, saw it.\n\n{_STALLS}\n\n“It was a fine day,” Brandt said."
    assert [each.speaker for each in _said(text)] == ["Otto Brandt"]


def test_a_relative_who_was_just_named_says_what_the_surname_says():
    text = f"{_BRANDT}\n\n{_STALLS}\n\nHis sister, Nora Brandt, saw it. “It was a fine day,” Brandt said."
    assert [each.speaker for each in _said(text)] == ["Nora Brandt"]


def test_a_title_that_one_of_two_has_says_which_is_meant():
    text = (
        "President Otto Brandt came by train. His son, Emil Brandt, a painter, came on foot.\n\n"
        "“We walked together,” President Brandt said."
    )
    assert [each.speaker for each in _said(text)] == ["Otto Brandt"]


def test_a_word_of_the_sentence_before_a_name_makes_nobody_else_of_it():
    text = (
        "Voters heard Clara Brandt on Monday. Will Clara Brandt win? Critics of Target Brandt doubted it; Target Brandt is a "
        "slogan.\n\n“I will,” Brandt said."
    )
    assert [each.speaker for each in _said(text)] == ["Clara Brandt"]


def test_who_signs_a_quotation_said_it_and_not_the_next_one():
    signed = ("“The rooms were spotless.”\n\n— Mary Jones, Leeds", "“The staff were rude.”\n\n— Peter Brown, York")
    text = "\n\n".join(("Guests wrote to us.", *signed))
    assert [each.speaker for each in _said(text)] == ["Mary Jones", "Peter Brown"]


@pytest.mark.parametrize(
    "text",
    [
        "Neither Ann Lee nor Bob Roe said the bridge was safe for lorries.",
        "If Ann Lee says the plan is good, the council will build it.",
        "“You have taken the money from the bridge fund,” Carl Hunt was told by the auditor.",
    ],
)
def test_who_says_nothing_or_is_told_it_has_said_nothing(text):
    assert not any(each.speaker in ("Ann Lee", "Bob Roe", "Carl Hunt") for each in _said(text))


def test_a_father_and_his_son_are_two():
    text = "“I never wanted to sell the yard,” John Lee Sr. said. “I would sell it today,” John Lee Jr. said."
    assert [each.speaker for each in _said(text)] == ["John Lee Sr.", "John Lee Jr."]


def test_of_two_quotations_in_a_sentence_the_second_is_its_speakers():
    text = "The law calls them “unlawful combatants” and Vera Holt said: “We will fight it.”"
    found = [each for each in _said(text) if each.speaker == "Vera Holt"]
    assert [each.of(text) for each in found] == ["“We will fight it.”"]


def test_quotations_between_german_marks_are_each_their_own_speakers():
    text = "»We go home tomorrow now«, Bob Roe said. »It is late in May«, said Ann Lee."
    assert [each.speaker for each in _said(text)] == ["Bob Roe", "Ann Lee"]


def test_the_next_speakers_description_is_none_of_the_words_before():
    text = "Ann Lee said taxes would fall and an angry Bob Roe said they would rise."
    assert [each.of(text) for each in _said(text)] == ["taxes would fall", "they would rise"]


def test_the_year_of_what_a_speaker_is_is_not_when_it_was_said():
    assert [each.when for each in _said("“It is late,” said Carla Voss, winner of the regatta in 2019.")] == [None]


def test_a_doctor_of_a_name_is_whom_the_text_has_called_one():
    text = "Tom Lee and Dr. Ann Lee own the shop. Tom Lee likes it. “It is late now,” Dr. Lee said."
    assert [each.speaker for each in _said(text)] == ["Ann Lee"]
