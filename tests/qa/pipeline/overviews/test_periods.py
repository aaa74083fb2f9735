"""What is asked of periods, of sources and of what articles disagree about, through the pipeline."""

import re
from collections.abc import Iterator
from unittest.mock import Mock

import pytest

from qa.embedding import Embedder
from qa.english.article_dates import ArticleDates
from qa.pipeline.overviews import events
from qa.types import Turn
from tests.support import DataDir, Workshop, open_workshop

FIRE = "The fire at Ostmark Mill in Bergen injured {} workers on the night shift, police said."


@pytest.fixture(scope="module")
def news(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Workshop]:
    """Articles of two years from two sites; eight tell of one fire, the others of a thing each. Not to be changed."""
    with open_workshop(new_data_dir(), embedder) as shop:
        for day in range(1, 9):
            text = f"{FIRE.format(19 if day < 8 else 25)} It burnt for {day} days. “The mill is lost,” Mayor Ann Brown said."
            shop.add(f"https://dailypost.example/fire-{day}", text, title="Fire at Ostmark Mill", published=f"2021-03-0{day}")
        for number, thing in enumerate(_THINGS):
            shop.add(f"https://herald.example/{number}", thing, title=thing.strip("."), published=f"2021-03-{number + 10}")
        later = "Trams run again in Bergen, and the price of bread rose. “Trams are back,” Mayor Ann Brown said on Tuesday."
        shop.add("https://herald.example/trams", later, title="Trams are back", published="2022-06-01")
        dear = "The price of bread fell in Bergen after the harvest, bakers said on Monday at the market."
        shop.add("https://herald.example/bread", dear, title="The price of bread", published="2021-09-01")
        yield shop


_THINGS = (
    "A whale swam into the river on its way to the sea.",
    "The choir won a prize in Vienna with songs of its own.",
    "Chess players from nine countries met in the library.",
    "Rain flooded the football pitch and the match was put off.",
    "A new bakery sells rye bread that it bakes at night.",
    "Thieves stole a bronze horse from the garden of the castle.",
    "Pupils planted forty apple trees along the road to school.",
    "The observatory saw a comet that nobody had seen before.",
    "A bus line to the airport opened with nine stops.",
    "Doctors warn of a wave of flu that comes early this year.",
    "The museum shows old maps of countries that never were.",
    "A submarine cable broke and the island had no telephone.",
    "Farmers harvest early potatoes after a dry and warm spring.",
    "The bank lowers its interest rate for houses made of wood.",
    "An opera about bees had its first night in a barn.",
)


def test_each_period_is_counted_on_its_own_line(news: Workshop) -> None:
    answer = news.pipeline.ask("How many articles mention the mill in 2021 and in 2022?")
    assert "- Published in 2021: 8\n- Published in 2022: 0" in answer.text
    assert answer.short_answer == "8 and 0"
    other = news.pipeline.ask("How many articles mention the mill in 2021 and trams in 2022?")
    assert "- “mill”, published in 2021: 8\n- “trams”, published in 2022" in other.text


def test_a_topic_that_holds_a_period_is_never_counted_as_nothing(news: Workshop) -> None:
    for period in ("2022 overall", "the heat of 2022", "Q5 2022"):
        assert "None of" not in news.pipeline.ask(f"How many articles mention whales in {period}?").text


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("in spring 2021", "8 of 23 documents published from 2021-03-01 to 2021-05-31"),
        ("since the summer of 2021", "None of 2 documents published since 2021-06-01"),
        ("in Q1 2021", "8 of 23 documents published from 2021-01-01 to 2021-03-31"),
        ("between 3 and 6 March 2021", "4 of 4 documents published from 2021-03-03 to 2021-03-06"),
        ("in the first three days of March 2021", "3 of 3 documents published from 2021-03-01 to 2021-03-03"),
    ],
)
def test_a_period_with_a_name_is_counted_and_told_by_its_days(news: Workshop, period: str, told: str) -> None:
    assert news.pipeline.ask(f"How many articles mention the mill {period}?").text.startswith(told)


@pytest.mark.parametrize(
    "question",
    [
        "Which articles in early June 2022 mention trams?",
        "In summer 2022, which articles mention trams?",
        "Which articles after 1 June 2021 are about trams?",
    ],
)
def test_a_period_may_open_a_wish_or_stand_inside_it(news: Workshop, question: str) -> None:
    answer = news.pipeline.ask(question)
    assert answer.reader == "counts"
    assert "published" in answer.text
    assert "Trams are back" in answer.text


@pytest.mark.parametrize(
    "question",
    ["What did Ann Brown say in early 2021?", "In early 2021, what did Ann Brown say?", "in Q1 2021 what did Ann Brown say"],
)
def test_what_somebody_said_in_a_part_of_a_year_is_of_its_documents(news: Workshop, question: str) -> None:
    answer = news.pipeline.ask(question)
    assert "The mill is lost" in answer.text
    assert "Trams are back" not in answer.text


@pytest.mark.parametrize("question", ["How many articles mention it?", "Which other articles mention them?"])
def test_a_pronoun_that_nothing_explains_is_no_topic(news: Workshop, question: str) -> None:
    history = [Turn("user", "Thank you"), Turn("assistant", "Ask me about your documents.")]
    for before in ([], history):
        answer = news.pipeline.ask(question, before)
        assert (answer.status, answer.text.partition("?")[0]) == ("abstained", "Of what")


def test_a_subject_is_compared_in_two_periods(news: Workshop) -> None:
    answer = news.pipeline.ask("Compare the price of bread in 2021 and 2022")
    assert (answer.reader, answer.confidence) == ("comparison", "sure")
    assert {citation.source for citation in answer.citations} == {
        "https://herald.example/bread",
        "https://herald.example/trams",
    }
    assert "Side by side about the price of bread" in answer.text
    assert "**2022**" in answer.text
    assert news.pipeline.ask("Compare the price of bread in 1999 and 2022").reader != "comparison"
    assert "**2021**" in news.pipeline.ask("Compare the news in 2021 and 2022").text


def test_what_somebody_said_is_compared_in_two_periods(news: Workshop) -> None:
    answer = news.pipeline.ask("Compare what Ann Brown said in 2021 and 2022")
    assert (answer.reader, answer.confidence) == ("comparison", "sure")
    assert any("Trams are back" in cited.quote for cited in answer.citations)
    assert {cited.speaker for cited in answer.citations} == {"Ann Brown"}


def test_a_period_told_by_how_long_ago_it_was_counts_from_the_newest_document_and_that_is_said(news: Workshop) -> None:
    answer = news.pipeline.ask("Which articles were published last year about the market?")  # the newest is of 1 June 2022
    assert [each.source for each in answer.citations] == ["https://herald.example/bread"]
    assert answer.standalone_question == "Which articles were published in 2021 about the market?"
    assert answer.notice == "Read “last year” as 2021: the newest document is of 1 June 2022."
    said = news.pipeline.ask("What did Ann Brown say this month?")
    assert {each.source for each in said.citations} == {"https://herald.example/trams"}
    assert said.notice == "Read “this month” as June 2022: the newest document is of 1 June 2022."


def test_where_nothing_is_of_the_period_told_so_what_other_days_tell_is_no_answer(news: Workshop) -> None:
    day = news.pipeline.ask("What happened yesterday?")
    assert (day.status, day.text) == ("abstained", "None of 25 documents was published on 31 May 2022.")
    subject = news.pipeline.ask("What is new about the mill this week?")
    assert subject.text == "Nothing on “the mill” was found in 1 document published in the week of 30 May 2022."


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many articles from September mention the market?", "1 of 1 document published in September 2021 mentions"),
        ("which articles mention trams, in june?", "1 of 1 document published in June 2022 mentions “trams”"),
    ],
)
def test_a_month_without_its_year_is_the_last_one_and_that_is_said(news: Workshop, question: str, said: str) -> None:
    answer = news.pipeline.ask(question)

    assert answer.text.startswith(said)
    assert re.fullmatch(r"Read “\w+” as \w+ 202[12]: the newest document is of 1 June 2022\.", answer.notice or "")


def test_of_a_month_without_such_documents_none_are_counted(news: Workshop) -> None:
    answer = news.pipeline.ask("Which articles mention the mill in September?")

    assert answer.text.startswith("None of 1 document published in September 2021 mentions “mill”.")
    assert answer.notice == "Read “September” as September 2021: the newest document is of 1 June 2022."


def test_what_happened_in_a_month_of_which_there_are_no_documents_is_read_in_all(news: Workshop) -> None:
    answer = news.pipeline.ask("What happened in Bergen in December?")

    assert "December 2021" not in answer.text
    assert answer.notice is None or "December 2021" not in answer.notice


def test_articles_of_a_month_are_counted(news: Workshop) -> None:
    assert news.pipeline.ask("How many articles were published in September?").short_answer == "1"


def test_a_time_that_isnt_understood_is_told_to_be_left_out(news: Workshop) -> None:
    answer = news.pipeline.ask("whose voices do we hear most since the merger")

    assert answer.text.startswith("1 person or body is quoted in 25 documents")
    assert answer.notice == "Told of any time: I don't know which days “since the merger” means."


@pytest.mark.parametrize("question", ["How many workers were injured at the mill last year?", "Is a tram lost this year?"])
def test_a_question_that_is_read_may_mean_any_year_by_last_year(news: Workshop, question: str) -> None:
    answer = news.pipeline.ask(question)
    assert answer.standalone_question == question
    assert "Read “" not in (answer.notice or "")


def test_a_week_is_a_period(news: Workshop) -> None:
    count = news.pipeline.ask("How many articles mention the mill in the week of 3 March 2021?")
    assert count.text.startswith("7 of 7 documents published in the week of 1 March 2021 mention “mill”.")


def test_a_period_is_summarized_by_what_most_documents_tell_and_from_all_over_it(news: Workshop) -> None:
    answer = news.pipeline.ask("What happened in March 2021?")
    assert answer.text.startswith("16 of 23 documents published in March 2021, one sentence each, first those")
    assert answer.text.count("Ostmark") == 2  # title and sentence
    assert "one of 8 that tell of it" in answer.text.split("\n")[2]
    assert news.pipeline.ask("Timeline of March 2021").text == answer.text


def test_the_documents_of_a_day_are_listed_and_the_day_is_said_as_one(news: Workshop) -> None:
    for question in ("What was published on 2 March 2021?", "articles published on 2021-03-02"):
        answer = news.pipeline.ask(question)
        assert answer.text.startswith("1 of 25 documents was published on 2 March 2021. Newest first:")
        assert [each.source for each in answer.citations] == ["https://dailypost.example/fire-2"]
    assert news.pipeline.ask("How many articles were published on March 2, 2021?").text.endswith("published on 2 March 2021.")


def test_a_day_without_documents_among_others_has_none_but_nothing_is_known_of_other_times(news: Workshop) -> None:
    assert (
        news.pipeline.ask("What was published on 2 April 2021?").text == "None of 25 documents was published on 2 April 2021."
    )
    assert news.pipeline.ask("What was published in 1859?").reader != "digest"


def test_a_source_is_called_with_its_article_too_and_may_have_nothing_of_a_period(news: Workshop) -> None:
    assert news.pipeline.ask("articles from the Herald about trams in June 2022").text.startswith(
        "1 of 1 document from the Herald"
    )
    none = news.pipeline.ask("How many articles are from the Herald in 2019?")
    assert none.text == "0 of 25 documents are from the Herald, published in 2019."
    newest = news.pipeline.ask("latest articles from the Herald in 2019")
    assert newest.text == "None of 25 documents was from the Herald, published in 2019."
    assert news.pipeline.ask("newest articles about whales in 2022").text == (
        "None of 1 document published in 2022 mentions “whales”."
    )


def test_a_period_without_documents_is_said_to_have_none_where_they_are_to_be_summarized(news: Workshop) -> None:
    answer = news.pipeline.ask("Summarize May 1999")
    assert (answer.status, answer.text) == (
        "abstained",
        "None of 25 documents was published in May 1999.",
    )


def test_what_happened_before_any_document_was_published_is_read(workshop: Workshop) -> None:
    text = "The harbour of Bergen was founded in 1932. It has been closed twice since then."
    workshop.add_all({f"{number}.txt": text if number == 0 else _THINGS[number] for number in range(7)}, "2021-03-01")
    answer = workshop.pipeline.ask("What happened in 1932?")
    assert [citation.quote for citation in answer.citations][:1] == ["The harbour of Bergen was founded in 1932."]


def test_what_happened_is_told_by_its_dates_where_there_are_few_documents(workshop: Workshop) -> None:
    text = "The choir of Porto sang in Vienna in May 2019. The choir of Porto moved to a new house in June 2020."
    workshop.add("choir.txt", text, title="The choir", published="2021-03-01")
    answer = workshop.pipeline.ask("What happened in 2019?")
    assert (answer.reader, [citation.quote for citation in answer.citations]) == ("timeline", [text.partition(". ")[0] + "."])


def test_documents_of_one_source_are_counted_and_listed_on_a_topic(news: Workshop) -> None:
    assert news.pipeline.ask("How many Herald articles mention bread?").text.startswith("3 of 17 documents from Herald mention")
    listed = news.pipeline.ask("What articles from Daily Post mention the mill?")
    assert listed.text.startswith("8 of 8 documents from Daily Post mention “mill”.")
    assert news.pipeline.ask("How many Gazette articles mention bread?").reader != "counts"


def test_what_somebody_said_is_looked_for_in_the_period(news: Workshop) -> None:
    answer = news.pipeline.ask("What did Ann Brown say in June 2022?")
    assert {citation.source for citation in answer.citations} == {"https://herald.example/trams"}
    about = news.pipeline.ask("What did Ann Brown say about the mill in March 2021?")
    assert about.citations
    assert all(citation.published.startswith("2021-03") for citation in about.citations if citation.published)


def test_documents_without_a_date_may_be_of_any_period(workshop: Workshop) -> None:
    workshop.add(
        "notes.txt", "“The mill is lost,” Mayor Ann Brown said. “We will build it again,” Ann Brown said.", title="Notes"
    )
    answer = workshop.pipeline.ask("What did Ann Brown say in 2019?")
    assert (answer.status, answer.confidence) == ("answered", "perhaps")


def test_words_of_another_time_are_never_a_sure_answer_to_what_was_said_in_a_period(news: Workshop) -> None:
    assert news.pipeline.ask("What did Ann Brown say about the mill?").confidence == "sure"
    answer = news.pipeline.ask("What did Ann Brown say about the mill in 1999?")
    assert (answer.status, answer.confidence) == ("answered", "perhaps")


def test_what_articles_on_a_subject_tell_differently_is_shown_and_never_surely(news: Workshop) -> None:
    answer = news.pipeline.ask("What do the articles disagree about on the fire at Ostmark Mill?")
    assert (answer.reader, answer.confidence) == ("comparison", "perhaps")
    assert {FIRE.format(19), FIRE.format(25)} <= {citation.quote for citation in answer.citations}


def test_where_no_articles_disagree_that_is_said(news: Workshop) -> None:
    answer = news.pipeline.ask("Do the articles agree on the price of bread?")
    assert (answer.status, answer.reader) == ("abstained", "comparison")
    assert answer.text.startswith(("No two of ", "Only one document on "))


def test_a_day_that_bounds_an_event_is_not_its_day(news: Workshop, workshop: Workshop) -> None:
    text = "The union that might stop work before Dec. 9, 2022 could strike at the docks of Porto on Dec. 5, 2022."
    workshop.add("https://news.example/strike", text, title="A strike", published="2022-11-21")
    assert "**2022-12-05**" in workshop.pipeline.ask("Timeline of the strike at the docks of Porto").text


COUNCIL = (
    "The council of Porto opened a swimming pool this year, to the joy of all swimmers.",
    "The council of Porto bought nine trams in May 2022 from a company in Vienna.",
    "The council of Porto closed the old harbour on May 4, 2022, after a storm.",
    "The council of Porto planted four hundred lime trees on May 9, 2022, along the river.",
    "The council of Porto banned fireworks on May 20, 2022, since dogs fear them.",
)


def test_what_was_some_time_in_a_year_did_not_surely_happen_in_its_month(workshop: Workshop) -> None:
    workshop.add("https://news.example/council", " ".join(COUNCIL), title="The council of Porto", published="2022-11-21")
    answer = workshop.pipeline.ask("What did the council of Porto do in May 2022?")
    assert (answer.reader, answer.confidence) == ("timeline", "sure")
    assert [each.quote for each in answer.citations] == list(COUNCIL[1:])
    year = workshop.pipeline.ask("What did the council of Porto do in 2022?")
    assert COUNCIL[0] in [each.quote for each in year.citations]


def test_a_few_lines_are_not_surely_what_happened_in_a_month(workshop: Workshop) -> None:
    workshop.add("https://news.example/council", " ".join(COUNCIL[:4]), title="The council of Porto", published="2022-11-21")
    for question in ("What did the council of Porto do in May 2022?", "Timeline of the council of Porto in May 2022"):
        answer = workshop.pipeline.ask(question)
        assert (answer.reader, answer.confidence, len(answer.citations)) == ("timeline", "perhaps", 3)


def test_what_somebody_did_in_a_period_of_which_nothing_is_dated_is_read(news: Workshop) -> None:
    assert news.pipeline.ask("What did Ann Brown do in June 2022?").reader not in ("timeline", "digest")


def test_a_first_name_is_not_that_which_it_is_a_part_of(workshop: Workshop) -> None:
    text = "Kelly-Ann Dale opened the new library of Porto on May 4, 2022, and read from her book to nine children."
    workshop.add("https://news.example/dale", text, title="A new library", published="2022-05-05")
    answer = workshop.pipeline.ask("What did Ann do in May 2022?")
    assert answer.reader not in ("timeline", "digest")
    assert answer.confidence != "sure"
    assert workshop.pipeline.ask("What did Kelly-Ann Dale do in May 2022?").reader == "timeline"


def test_what_one_document_tells_of_a_year_is_not_what_it_tells_of_another_day_in_it(workshop: Workshop) -> None:
    lines = (
        "In 2021 the town planted 4,000 trees along the river.",
        "In 2021 the town planted 900 roses along the river.",
        "The town planted 30 lime trees along the river in May 2021.",
        "The town planted 12 apple trees along the river on May 4, 2021.",
    )
    workshop.add("report.txt", "\n\n".join(("Report of the town", *lines)), title="Report of the town", published="2022-03-12")
    answer = workshop.pipeline.ask("Timeline of the town in 2021")
    assert {each.quote for each in answer.citations} == set(lines)


def test_a_document_that_tells_of_no_day_in_the_period_is_not_read_for_its_dates(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.add("https://news.example/council", " ".join(COUNCIL), title="The council of Porto", published="2022-11-21")
    read = Mock(wraps=ArticleDates.read)
    monkeypatch.setattr(events, "ArticleDates", Mock(read=read))
    workshop.pipeline.ask("What did the council of Porto do in July 2022?")
    assert not read.called
    workshop.pipeline.ask("What did the council of Porto do in May 2022?")
    assert read.called


def test_a_summary_of_what_no_document_of_its_period_tells_is_told_of_any_time(workshop: Workshop) -> None:
    text = "The parish council met. The pond is to be dredged. The bench is mended."
    workshop.add("minutes.md", text, title="Minutes of the pond")
    workshop.add("bees.md", "The bees came back to the orchard.", title="Bees", published="2025-03-04")
    answer = workshop.pipeline.ask("Summarize the pond minutes of March 2025")
    told = "Told of any time: no document that is known to have come out in March 2025 tells of this."
    assert (answer.status, answer.notice) == ("answered", told)
