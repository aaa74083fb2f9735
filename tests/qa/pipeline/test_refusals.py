from dataclasses import replace

import pytest

from qa.pipeline.refusals import NO_ANSWER, as_likely, greeting, missing, perhaps, refusal, tells_of_namesakes, unsure
from qa.types import LIKELY, PERHAPS, UNLIKELY, Answer, Document, Turn
from tests.answers import WHALES, answering
from tests.support import Workshop

COUNTS = "Mean counts were 3.1 in treatment A and 5.9 in treatment B."
STORM = "The harbour was closed by Mayor Brown on Monday because of the storm."


def said(workshop: Workshop, question: str) -> str:
    library = workshop.library
    passages = list(library.passages(sorted(library.chunk_ids())).values())
    return refusal(question, passages, library)


def test_a_name_that_stands_nowhere_is_what_is_missing(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    assert said(workshop, "When did Zelenskyy arrive?") == "Not in these documents. Nothing here mentions “Zelenskyy”."


@pytest.mark.parametrize("verb", ["Compare", "Summarize", "Describe"])
def test_a_verb_before_a_name_is_none_of_it(workshop: Workshop, verb: str) -> None:
    workshop.add("a", STORM)
    assert said(workshop, f"{verb} Quillon Drath").endswith("Nothing here mentions “Quillon Drath”.")
    assert said(workshop, "Grant Drath won what?").endswith("Nothing here mentions “Grant Drath”.")


def test_a_noun_that_stands_nowhere_is_named_where_no_name_is(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    assert said(workshop, "Who invented cryptocurrency?").endswith("Nothing here mentions “cryptocurrency”.")
    assert said(workshop, "how did the storm develop") == NO_ANSWER


def test_what_stands_there_by_its_figures_is_not_said_to_be_missing(workshop: Workshop) -> None:
    workshop.add("a", "Measure the ratio of the absorbance at 260 and 280 nm.")
    assert said(workshop, "What if the A260/280 ratio is 2.2?") == NO_ANSWER
    assert said(workshop, "What if the A320 ratio is 2.2?").endswith("Nothing here mentions “A320”.")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who is Ivo Trumm?", NO_ANSWER),  # begins as "trumpet" and "ivory" do
        ("Who is Charles Kane?", NO_ANSWER),  # the words stand apart
        ("Who is Prenn Ilvo?", "Not in these documents. Nothing here mentions “Prenn Ilvo”."),  # a title has one of them
        ("When was Charles Brown born?", f"{NO_ANSWER} They mention Charles Brown, but nothing says this."),
        ("where was Charles Brown shown", f"{NO_ANSWER} They mention Charles Brown, but nothing says this."),
        ("Where did Kane's trumpet blow?", f"{NO_ANSWER} They mention Kane, but nothing says this."),
        ("Where was Charles Brown in June?", f"{NO_ANSWER} They mention Charles Brown, but nothing says this."),
        ("I saw it. According to Charles Brown, when?", f"{NO_ANSWER} They mention Charles Brown, but nothing says this."),
        ("who made the trumpet's mouthpiece", "Not in these documents. Nothing here mentions “mouthpiece”."),
        ("who heard the orchestra's trumpet", "Not in these documents. Nothing here mentions “orchestra”."),
    ],
)
def test_only_who_is_named_so_is_said_to_be_mentioned(workshop: Workshop, question: str, told: str) -> None:
    workshop.add(
        "a", "Charles Brown blew an ivory trumpet in June, according to Ann, and Citizen Kane was shown.", title="Prenuptial"
    )
    assert said(workshop, question) == told


def test_what_is_mentioned_is_never_said_to_be_missing(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    assert said(workshop, "Why did Brown close on Monday?").startswith(NO_ANSWER)
    assert "Nothing here mentions" not in said(workshop, "Why did Brown close on Monday?")


def test_an_unsure_answer_names_whom_nothing_mentions_though_others_of_that_surname_are_there(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    answer = workshop.pipeline.ask("Why did Gerald Brown close the harbour of flat 18B?")
    assert (answer.confidence, answer.notice) == ("perhaps", "Nothing here mentions “Gerald Brown” or “18B”.")
    assert workshop.pipeline.ask("Why did Mayor Brown close the harbour?").notice is None


def test_an_unsure_answer_names_what_no_document_that_it_quotes_mentions(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    workshop.add("b", "Trams run in Porto. The trams of Porto are yellow, and Brown likes Porto.")
    library = workshop.library
    quoted = answering("Why?", library.document("a"), "The harbour was closed by Mayor Brown")
    assert (
        str(missing("Why was the harbour closed in Porto?", (), library, quoted)) == "No document quoted here mentions “Porto”."
    )
    assert (
        str(missing("why was the harbour closed in porto", (), library, quoted)) == "No document quoted here mentions “porto”."
    )
    assert str(missing("why was the harbour closed to yellow ferries", (), library, quoted)) == ""
    assert str(missing("why was the harbour of norway closed", (), library, quoted)) == "Nothing here mentions “norway”."
    assert str(missing("why was the harbour of order 2025-0388 closed", (), library, quoted)).endswith(" mentions “2025-0388”.")
    assert str(missing("why was the harbour closed 31-17 in mid-1990, 2019-2021 or 2021-03-12", (), library, quoted)) == ""
    assert str(missing("Why did Brown close the harbour on Monday?", (), library, quoted)) == ""


def test_others_of_the_surname_of_whom_a_question_names_are_not_that_person(workshop: Workshop) -> None:
    workshop.add("a", "Mayor Eleanor Brown closed the harbour.\n\nGerald Hull, who owns the boats, protested in the town hall.")
    library = workshop.library
    quoted = answering("Why?", library.document("a"), "Mayor Eleanor Brown closed the harbour.")
    told = str(missing("Why did Gerald Brown close the harbour?", (), library, quoted))
    assert told == "No document quoted here mentions “Gerald Brown”."
    assert tells_of_namesakes("Why did Gerald Brown close the harbour?", library, quoted)
    assert not tells_of_namesakes("Is Virginia Town Hall open?", library, quoted)  # no person
    for name in ("Eleanor Brown", "Ellie Brown", "Mayor Brown", "Gerald Hull"):  # Ellie is short for Eleanor
        assert not tells_of_namesakes(f"Why did {name} close the harbour?", library, quoted)


def test_a_month_in_which_a_document_quoted_was_published_is_not_missing_nor_one_with_its_year(workshop: Workshop) -> None:
    workshop.add("a", "The ferry hit the pier on Sunday. Ann Brown was hurt.", published="2022-12-18")
    quoted = answering("Who?", workshop.library.document("a"), "Ann Brown was hurt")
    dated = [replace(each, published="2022-12-18") for each in quoted.citations]
    notices = [
        str(missing(question, (), workshop.library, replace(quoted, citations=tuple(dated))))
        for question in ("Who was hurt in December 2021?", "Who was hurt in December?", "Who was hurt in March?")
    ]
    assert notices == ["", "", "No document quoted here mentions “March”."]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What did Oster's May 2021 poll and the Poll of March tell?", ()),
        ("What did Ann Lee's Porto tell of the poll?", ("Porto",)),
        ("What did Porto's December 2021 poll tell?", ("Porto",)),
        ("what did the poll of jan tell on the day of the company", ()),
        ("what did the high school tell of the poll", ()),
    ],
)
def test_a_name_ends_with_what_somebody_owns_and_a_month_is_none_of_it(
    workshop: Workshop, question: str, names: tuple[str, ...]
) -> None:
    workshop.add("a", "Ann Lee took the poll in Oster in January and in March. Nobody in Oster minded it.")
    workshop.add(
        "b",
        "It was Labour Day in Porto, and the Harbour Company of Porto had a feast on Mill Road. Bo saw the Day at High School.",
    )
    quoted = answering("What?", workshop.library.document("a"), "Ann Lee took the poll in Oster")
    assert missing(question, (), workshop.library, quoted).names == names


def test_a_month_that_a_row_tells_in_figures_is_not_said_to_be_missing(workshop: Workshop) -> None:
    workshop.add("a", "Row 2 | Date: 2025-06-21; Room: Boat shed; Name: Ann Lee")
    quoted, library = workshop.pipeline.ask("Who had the boat shed?"), workshop.library
    assert not missing("Who had the boat shed on 21 June?", (), library, quoted).names
    assert missing("Who had the boat shed on 21 July?", (), library, quoted).names == ("July",)


def test_a_word_whose_stem_has_another_stem_is_found_in_the_documents_quoted(workshop: Workshop) -> None:
    workshop.add("a", "The House of Tennessee's University voted on Monday.")
    quoted = answering("Why?", workshop.library.document("a"), "voted on Monday")
    for question in ("when did the house of tennessee vote", "When did the University of Tennessee's House vote?"):
        assert str(missing(question, (), workshop.library, quoted)) == ""


def test_an_unsure_answer_names_which_number_stands_in_none_of_the_documents_quoted(workshop: Workshop) -> None:
    workshop.add("a", "The ring cost £3.000, half of two million pounds. Twelve of the 1,250 guests won 7% on May 5, 2021.")
    quoted = answering("Why?", workshop.library.document("a"), "half of two million pounds")

    def lacking(question: str) -> str:
        return str(missing(question, (), workshop.library, quoted))

    assert lacking("who paid $4,500 for the ring") == "No document quoted here mentions “$4,500”."
    assert lacking("Why did 44 guests win 8 percent in Porto?") == "Nothing here mentions “Porto”."
    assert lacking("Why did 44 guests win 8 percent?") == "No document quoted here mentions “44” or “8 percent”."
    standing = "who paid £3,000 or 2m pounds or $2 million, 3000, 50% or 7 per cent to 12 or 1250 guests"
    other = "what were the 3 reasons of 2019 for half a million guests at 5 pm in the last 10 years, 20 years ago, on may 28"
    assert lacking("Did 40 year olds win 31-17 or 24/7 for 15 grand after covid-19, 99 years on?").endswith(" “99 years”.")
    assert (lacking(standing), lacking(other)) == ("", "")
    assert lacking("Did more than 1,000 guests pay over £2,500 and at least 40%?") == ""


@pytest.mark.parametrize(
    ("text", "question", "notice"),
    [
        (COUNTS, "What is the mean count in treatment D?", "Nothing here mentions “D”."),
        (COUNTS, "What is the mean count in treatment B?", None),
        ("Mean counts were 3.1 in treatment A. In C and D they were 7.", "What is the mean count in treatment D?", None),
        ("Exit code 2 tells of a broken cable.", "What does exit code 4 mean?", "No document quoted here mentions “code 4”."),
        ("Order 2025-0387 is a cable.", "What is order 2025-0388?", "No document quoted here mentions “order 2025-0388”."),
        ("Order 2025-0387 is a cable.", "What is order 2025-0387?", None),
        ("Plots 1 to 40 get water from the cable.", "Where does plot 12 get water from?", None),
        ("The cable of stage 1 is red. That of stage two is blue.", "What is the cable of stage 2?", None),
    ],
)
def test_an_answer_on_another_letter_or_number_of_that_sort_is_unsure(
    workshop: Workshop, text: str, question: str, notice: str | None
) -> None:
    workshop.add("a", text)
    answer = workshop.pipeline.ask(question)
    assert answer.citations
    assert answer.notice == notice
    assert notice is None or answer.confidence == "perhaps"


def test_what_stands_nowhere_is_asked_of_an_answer_that_is_not_told_to_be_likely(workshop: Workshop) -> None:
    workshop.add("a", "The Brixo D300 weighs 9.4 kg. Its tank holds 3 litres.")
    answer = workshop.pipeline.ask("How much does the Brixo D450 weigh?")
    assert (answer.hedge, answer.notice) == (PERHAPS, "Nothing here mentions “Brixo D450”.")


def test_names_typed_in_small_letters_are_told_as_they_stand_side_by_side(workshop: Workshop) -> None:
    workshop.add("a", "At noon Ann Brown's Manager met Cy Gray. They say Ann Brown's Manager likes Cy Gray.")
    assert said(workshop, "where did ann brown's manager like gray").startswith(f"{NO_ANSWER} They mention ann brown and gray,")


def test_the_title_of_what_a_follow_up_is_about_is_no_part_of_what_was_asked(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    for about in ("(about: “The Oster Storm”)", "(about: the storm, “The Oster Storm”)"):
        assert "Oster" not in said(workshop, f"Why did Zelenskyy arrive? {about}")
        assert said(workshop, f"What is her occupation? {about}") == NO_ANSWER


def test_a_greeting_gives_examples_where_there_are_any() -> None:
    assert "- What did Ann Brown say?" in greeting(["What did Ann Brown say?"])
    assert greeting([]) == greeting([]).strip()


def test_an_unsure_answer_is_told_to_be_likely_where_the_documents_probably_answer() -> None:
    answer = Answer("When?", "When?", "answered", "extractive", "It sang.")
    assert [perhaps(answer, answerable).hedge for answerable in (0.2, 0.7)] == [PERHAPS, LIKELY]
    assert answer.hedge == ""


@pytest.mark.parametrize(
    ("answerable", "doubtful", "hedge"),
    [
        (0.05, False, UNLIKELY),
        (0.05, True, UNLIKELY),
        (0.3, False, PERHAPS),
        (0.7, False, LIKELY),
        (0.7, True, PERHAPS),
        (0.0, False, PERHAPS),  # nothing is known of how likely
    ],
)
def test_what_was_read_is_told_to_be_likely_or_unlikely(answerable: float, doubtful: bool, hedge: str) -> None:
    answer = Answer("When?", "When?", "answered", "extractive", "It sang.")
    assert as_likely(answer, answerable, doubtful=doubtful).hedge == hedge


CLUB = """Tea: the rowers in March, the singers in April. The pier is swept on Mondays by whoever has the key.

The loft of the harbour club was let to Ann Lee's sail school for £40 a month, and Bo Roe keeps its key in the bakery at the
quay. Nuts and satay are not wanted in the loft since Bo Roe is allergic."""


@pytest.mark.parametrize(
    ("question", "hedge"),
    [
        ("What did the singers have in April?", LIKELY),  # the sentence has all of these words
        ("When was the loft let?", PERHAPS),
        ("How much is the key of the loft?", LIKELY),
        ("pier key", LIKELY),  # keywords that are read as a question
        ("loft key place", PERHAPS),
    ],
)
def test_what_has_all_words_or_is_asked_in_keywords_may_be_told_to_be_likely(
    workshop: Workshop, question: str, hedge: str
) -> None:
    workshop.add("a", CLUB, title="Minutes of the harbour club")
    assert workshop.pipeline.ask(question).hedge == hedge


def test_what_hardly_answers_says_so_and_which_of_the_words_as_typed_its_document_lacks(workshop: Workshop) -> None:
    workshop.add("a", CLUB, title="Minutes of the harbour club")
    asked = "Who keeps the key of the loft?"
    history = [Turn("user", asked), workshop.pipeline.ask(asked).turn()]
    answer = workshop.pipeline.ask("does it have a fridge", history)
    assert answer.standalone_question == "does the loft of the harbour club have a fridge"
    assert answer.text.startswith(UNLIKELY)
    assert answer.notice == "“Minutes of the harbour club” doesn't mention “fridge”."
    assert workshop.pipeline.ask("When was the loft let?", history).notice is None


def test_other_words_above_an_unsure_answer_leave_its_claims_where_they_stand() -> None:
    document = Document.create(source="whales.txt", title="Whales", text=WHALES)
    quote = "The old whale sang on Monday."
    likely = unsure(answering("When did it sing?", document, quote), LIKELY)
    told = unsure(likely)
    assert [likely.hedge, told.hedge] == [LIKELY, PERHAPS]
    assert [claim.of(told.text) for claim in told.claims] == [quote]
    assert replace(told, text="", claims=(), hedge="") == replace(likely, text="", claims=(), hedge="")


def test_a_question_that_points_at_nobody_knows_what_isnt_refused_for_want_of_a_word(workshop: Workshop) -> None:
    workshop.add("a", STORM)
    history = [Turn("user", "Who closed the harbour?"), workshop.pipeline.ask("Who closed the harbour?").turn()]
    answer = workshop.pipeline.ask("What will she do with the cryptocurrency?", history)
    assert "Nothing here mentions" not in answer.text
    assert "Nothing here mentions" in workshop.pipeline.ask("What will she do with the cryptocurrency?").text


def test_another_year_than_a_yes_no_question_asks_of_is_shown_unsurely(workshop: Workshop) -> None:
    workshop.add("a", "To mark the birthday of its queen, Lundland became known as the Kingdom of Lund in April 2018.")
    answer = workshop.pipeline.ask("Is it true that Lundland took another flag in 2015?")
    assert answer.text.startswith(PERHAPS)
    assert "April 2018" in answer.citations[0].quote
    assert workshop.pipeline.ask("Is it true that Norland took another flag in 2015?").status == "abstained"


def test_what_was_so_in_another_year_than_is_asked_is_unsure(workshop: Workshop) -> None:
    text = (
        "Guide to the Lundby Regatta 2023. The rower Sven Lind won the Lundby Regatta last year. It begins at noon on Sunday."
    )
    workshop.add("a", text, "Lundby Regatta 2023", published="2023-05-26")
    asking, answer = workshop.pipeline.trace("Who won the Lundby Regatta in 2023?")
    assert asking.reading is not None
    assert asking.reading.answerable > 0.5  # likely by its words alone
    assert answer.text.startswith(PERHAPS)


def test_a_word_of_a_file_name_stands_somewhere_and_one_of_its_folder_does_not(workshop: Workshop) -> None:
    workshop.add("/home/karlsson/customs/recipe-stew.txt", "Soak the beans for a night. Boil them for an hour.", "Stew")
    assert "Nothing here mentions" not in workshop.pipeline.ask("Whose recipe is it?").text
    assert "mention" not in workshop.pipeline.ask("When did Karlsson resign?").text.replace(
        "Nothing here mentions “Karlsson”", ""
    )
