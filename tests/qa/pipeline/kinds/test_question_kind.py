import json
from pathlib import Path

import pytest

from qa.english.periods import Period
from qa.pipeline.kinds import question_shapes as shapes
from qa.pipeline.kinds.question_kind import question_kind

GOLD = Path(__file__).parents[4] / "eval" / "gold"


@pytest.mark.parametrize(
    "message",
    [
        "hi",
        "Hello!",
        "thanks a lot",
        "Help",
        "what can you do?",
        "What can I do here?",
        "Good morning",
        "who are you?",
        "help me find things in my files",
        "I need some help",
        "can you help me?",
    ],
)
def test_a_friendly_word_is_small_talk(message: str) -> None:
    assert question_kind(message).kind == "small_talk"


def test_what_to_do_about_something_is_a_question() -> None:
    assert question_kind("What do I do?").kind == "question"


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("inflation", "inflation"),
        ("Xinjiang cotton", "Xinjiang cotton"),
        ("tell me about the bridge", "the bridge"),
        ("Can you show me something about Ann Brown?", "Ann Brown"),
        ("any news on gas prices", "gas prices"),
        ("Ursula von der Leyen Ukraine membership", "Ursula von der Leyen Ukraine membership"),  # no German
    ],
)
def test_keywords_ask_for_whatever_there_is_on_a_subject(message: str, topic: str) -> None:
    assert (question_kind(message).kind, question_kind(message).topic) == ("topic", topic)


@pytest.mark.parametrize(
    "message",
    [
        "Who closed the harbour?",
        "why are tensions high",
        "how many warheads does china have",
        "is it true that the harbour was closed",
        "In which year was the bank founded?",
        "The harbour was closed on Monday because of the storm, wasn't it?",
        "list the boats that sank",
    ],
)
def test_all_else_is_a_question(message: str) -> None:
    assert question_kind(message).kind == "question"


@pytest.mark.parametrize(
    "message",
    [
        "Wie viele Sprengköpfe hat China?",
        "¿Cuántas ojivas tiene el país?",
        "中国有多少核弹头",
        "Qui est le maire de la ville ?",
        "¿Qué dijo Brown?",
        "Quien es Brown?",
        "que dijo brown",
        "Resume el artículo",
        "Worum geht es?",
        "Wat zei Brown?",
    ],
)
def test_a_question_in_another_language_is_told_apart(message: str) -> None:
    assert question_kind(message).kind == "other_language"


@pytest.mark.parametrize(
    ("message", "kind", "topic"),
    [
        ("Please summarise the document.", "summary", ""),
        ("Sum up the news on the bridge", "summary", "the bridge"),
        ("What are these documents about?", "about", ""),
        ("Give me a timeline of the fire", "timeline", "the fire"),
        ("How many articles mention China?", "count", "China"),
        ("Which files talk about the fire?", "which_documents", "the fire"),
        ("which other articles mention the fire?", "which_documents", "the fire"),
        ("do any articles mention the fire?", "which_documents", "the fire"),
        ("does the article mention the fire?", "question", ""),
        ("does some document say something about the fire", "which_documents", "the fire"),
        ("which articles have Bergen in the title", "which_documents", "Bergen in the title"),
        ("tl;dr the harbour fire", "summary", "the harbour fire"),
        ("give me background on the fire", "topic", "the fire"),
        ("is there anything about the fire?", "topic", "the fire"),
        ("is there anything new on the fire?", "topic", "the fire"),
        ("Who is quoted most about China?", "most_quoted", "China"),
        ("latest documents", "newest", ""),
        ("What are the key points of the plan?", "question", ""),
        ("How many people are quoted on the fire?", "most_quoted", "the fire"),
        ("Explain the dock strike", "topic", "the dock strike"),
        ("Explain why the dockers strike", "question", ""),
        ("Top stories about the fire", "topic", "the fire"),
        ("Summarize the latest on the dock strike", "topic", "the dock strike"),
        ("whats the newest article", "newest", ""),
        ("what is the podcast about?", "about", "the podcast"),
        ("What are the May minutes about?", "about", "the May minutes"),
        ("What is the fight about?", "question", ""),
        ("On which days does the ferry go to Bergen", "question", ""),
    ],
)
def test_what_is_asked_of_all_documents_is_told_apart(message: str, kind: str, topic: str) -> None:
    assert (question_kind(message).kind, question_kind(message).topic) == (kind, topic)


@pytest.mark.parametrize(
    ("message", "kind", "topic", "source"),
    [
        ("Which articles quote Ann Lind?", "which_documents", "Ann Lind", ""),
        ("list all articles from the Gazette quoting Ann Lind", "which_documents", "Ann Lind", "the Gazette"),
        ("how many articles quoted Ann Lind", "count", "Ann Lind", ""),
    ],
)
def test_documents_that_quote_somebody_are_told_from_those_that_mention_them(
    message: str, kind: str, topic: str, source: str
) -> None:
    found = question_kind(message)
    assert (found.kind, found.topic, found.source, found.quoting) == (kind, topic, source, True)
    assert not question_kind("Which articles mention Ann Lind?").quoting


@pytest.mark.parametrize(
    "message",
    [
        "articles published on 2021-05-03",
        "any articles from 3 May 2021?",
    ],
)
def test_the_documents_of_a_day_are_a_list(message: str) -> None:
    found = question_kind(message)
    assert (found.kind, found.topic, found.period) == ("which_documents", "", Period("2021-05-03", "2021-05-03"))


@pytest.mark.parametrize(
    ("message", "kind", "topic", "period"),
    [
        ("articles from summer 2021", "which_documents", "", Period("2021-06-01", "2021-08-31")),
        ("anything from Q1 2021", "which_documents", "", Period("2021-01-01", "2021-03-31")),
        ("december 2021 top stories", "timeline", "", Period("2021-12-01", "2021-12-31")),
        ("news from early May 2021", "timeline", "", Period("2021-05-01", "2021-05-10")),
        ("How many articles since spring 2021 mention trams?", "count", "trams", Period("2021-03-01", None)),
        ("Summarize the summer of 2021", "summary", "", Period("2021-06-01", "2021-08-31")),
        ("timeline of the strike from 3 to 9 May 2021", "timeline", "the strike", Period("2021-05-03", "2021-05-09")),
        ("who was quoted most in spring 2021", "most_quoted", "", Period("2021-03-01", "2021-05-31")),
    ],
)
def test_a_wish_may_be_of_a_part_of_a_year_wherever_that_stands(message: str, kind: str, topic: str, period: Period) -> None:
    found = question_kind(message)
    assert (found.kind, found.topic, found.period) == (kind, topic, period)


@pytest.mark.parametrize(
    "message",
    [
        "Who won the Super Bowl in early 2022?",
        "who hosted the summer olympics 2020",
        "In 2021, who won the cup?",
        "what did Kestrel earn in the second quarter of 2021",
        "when do the clocks go forward in spring 2023",
        "May 2022 minutes",
    ],
)
def test_a_plain_question_stays_one_whatever_time_it_names(message: str) -> None:
    assert not question_kind(message).is_overview


def test_a_season_is_compared_with_the_same_one_of_another_year() -> None:
    found = question_kind("Compare bread prices in spring 2021 and spring 2022")
    assert found.each == (
        ("bread prices", Period("2021-03-01", "2021-05-31")),
        ("bread prices", Period("2022-03-01", "2022-05-31")),
    )


def test_the_newest_documents_may_be_of_one_source() -> None:
    found = question_kind("the 3 newest articles from the Gazette about trams")
    assert (found.kind, found.topic, found.source, found.number) == ("newest", "trams", "the Gazette", 3)


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("Summarize the article about the bridge", "the bridge"),
        ("Summarize the article “A look back at the bridge”", "A look back at the bridge"),
        ('What does the story titled "Bridges: a year on" say?', "Bridges: a year on"),
        ("give me a summary of the Porter story please", "Porter"),
        ("What does the report on the fire say?", "the fire"),
        ("whats the story about the fire about", "the fire"),
    ],
)
def test_one_document_is_asked_of_by_its_subject(message: str, topic: str) -> None:
    kind = question_kind(message)
    assert (kind.kind, kind.topic, kind.of_one) == ("summary", topic, True)


@pytest.mark.parametrize(
    "message",
    [
        "who is quoted in the article about the fire",
        "Which people were cited in the fire story?",
    ],
)
def test_who_is_quoted_is_asked_of_one_document_by_its_subject(message: str) -> None:
    kind = question_kind(message)
    assert (kind.kind, kind.topic.removeprefix("the "), kind.of_one) == ("most_quoted", "fire", True)


@pytest.mark.parametrize(
    ("message", "topic", "writing"),
    [
        ("compare the two mails about the cracked housings", "the cracked housings", "mails"),
        ("Compare the June and the May minutes", "June and the May", "minutes"),
        ("Compare the two articles", "", ""),
    ],
)
def test_documents_are_compared_by_what_they_are_called(message: str, topic: str, writing: str) -> None:
    kind = question_kind(message)
    assert (kind.kind, kind.topic, kind.parties, kind.writing) == ("compare", topic, (), writing)


@pytest.mark.parametrize(
    ("message", "kind", "topic"),
    [
        ("Compare the two bridge articles", "compare", "bridge"),
        ("What does Brown know about the bridge?", "question", ""),
    ],
)
def test_the_subject_of_what_is_compared_known_or_quoted_is_told(message: str, kind: str, topic: str) -> None:
    told = question_kind(message)
    assert (told.kind, told.topic, told.parties, told.newest) == (kind, topic, (), False)


@pytest.mark.parametrize(
    ("message", "number"),
    [
        ("Compare the two bridge articles", 2),
        ("Compare the articles about a bridge", None),
    ],
)
def test_how_many_are_compared_is_told_before_their_subject(message: str, number: int | None) -> None:
    assert question_kind(message).number == number


@pytest.mark.parametrize("message", ["Summarize the Mueller report", "Summarize the news story", "Summarize this article"])
def test_a_report_that_is_a_thing_and_the_document_at_hand_are_no_subject_of_one_document(message: str) -> None:
    assert not question_kind(message).of_one


@pytest.mark.parametrize("message", ["Los Angeles fires", "Das Boot", "Quando Rondo", "Wo Fat?", "Che Guevara?", "Resume gap?"])
def test_foreign_names_make_no_foreign_question(message: str) -> None:
    assert question_kind(message).kind in ("topic", "question")


@pytest.mark.parametrize(
    "message",
    [
        "compare what brown and green said",
        "Compare Brown and Green",
        "what did brown and green say",
        "can you compare what brown said with what green said?",
    ],
)
def test_two_people_are_compared_however_it_is_asked(message: str) -> None:
    asked = question_kind(message)
    assert (asked.kind, [party.casefold() for party in asked.parties]) == ("compare", ["brown", "green"])


@pytest.mark.parametrize(
    "message",
    [
        "What time and place did they state?",
        "what is the difference between wind and rain",
        "Lakers vs. Celtics",
        "Compare <> and ()",
        "how do panel interviews differ",
    ],
)
def test_what_names_no_speakers_is_no_comparison(message: str) -> None:
    assert question_kind(message).kind != "compare"


def test_who_is_compared_is_told() -> None:
    assert question_kind("What did Ann Brown, Bo Green and Cy Gray say about trams?").parties == (
        "Ann Brown",
        "Bo Green",
        "Cy Gray",
    )
    assert question_kind("Compare the two articles").parties == ()
    assert question_kind("What did the Food and Drug Administration say?").kind == "question"


@pytest.mark.parametrize(
    ("message", "topic", "since", "until"),
    [
        ("List all articles from March 2021 about strikes", "strikes", "2021-03-01", "2021-03-31"),
        ("Which articles are from March 2021?", "", "2021-03-01", "2021-03-31"),
        ("which documents were published in March 2021", "", "2021-03-01", "2021-03-31"),
        ("How many articles are from 2021?", "", "2021-01-01", "2021-12-31"),
        ("how many articles from march 2021 are there", "", "2021-03-01", "2021-03-31"),
        ("How many articles from 2021 do we have?", "", "2021-01-01", "2021-12-31"),
        ("Timeline of the fair 2023", "the fair", "2023-01-01", "2023-12-31"),
        ("Timeline of the fair in May 2023", "the fair", "2023-05-01", "2023-05-31"),
        ("Timeline of the fair since 2023", "the fair", "2023-01-01", None),
    ],
)
def test_a_period_is_told_wherever_it_stands(message: str, topic: str, since: str, until: str | None) -> None:
    asked = question_kind(message)
    assert (asked.topic, asked.period.since, asked.period.until) == (topic, since, until)


@pytest.mark.parametrize(
    ("message", "kind", "topic", "number"),
    [
        ("Show me the 5 key events of the strike", "timeline", "the strike", 5),
        ("Timeline of the strike in three events", "timeline", "the strike", 3),
        ("Give me a timeline of events in Ukraine", "timeline", "events in Ukraine", None),
        ("Timeline of the 9/11 events", "timeline", "the 9/11 events", None),
        ("Summarize in 5 bullet points", "summary", "", 5),
        ("summarise in bullets", "summary", "", None),
        ("Summarize the lease as a list", "summary", "the lease", None),
        ("Summarize it in plain English in 3 sentences", "summary", "", 3),
        ("sum up the whole piece in 2 or 3 sentences", "summary", "", 3),
        ("give me the entire article in three points", "summary", "", 3),
        ("give me the article in a nutshell", "summary", "", None),
        ("sum the whole thing up", "summary", "", None),
        ("summarize the full article", "summary", "", None),
        ("tl;dr of the piece", "summary", "", None),
        ("summarize the full moon article", "summary", "full moon", None),
        ("Which documents are about writing in plain English?", "which_documents", "writing in plain English", None),
    ],
)
def test_a_number_and_a_form_are_no_part_of_what_is_told_of(message: str, kind: str, topic: str, number: int | None) -> None:
    found = question_kind(message)
    assert (found.kind, found.topic, found.number) == (kind, topic, number)


def test_a_period_a_grouping_a_number_and_a_page_are_told() -> None:
    asked = question_kind("How many documents mention China since 2021 by month?")
    assert (asked.topic, asked.grouped_by, asked.period.since) == ("China", "month", "2021-01-01")
    assert question_kind("Which documents mention China, page 3").page == 3
    assert question_kind("Show me the five newest documents").number == 5
    assert question_kind("Summarize this in three sentences").number == 3
    assert question_kind("Summarize this in fifteen sentences").number == 15
    assert (question_kind("The oldest documents").oldest, question_kind("The last added documents").added) == (True, True)


@pytest.mark.parametrize("name", [name for name in dir(shapes) if isinstance(getattr(shapes, name), shapes.Shapes)])
def test_whatever_has_one_of_the_shapes_has_a_word_that_they_need(name: str) -> None:
    table = getattr(shapes, name)
    lines = [line for gold in ("kinds.jsonl", "kinds-sealed.jsonl") for line in (GOLD / gold).read_text().splitlines()]
    for message in (json.loads(line)["question"].strip(" ?.!") for line in lines):
        assert (table.first(message) is not None) == any(shape.fullmatch(message) for shape in table.patterns)


@pytest.mark.parametrize(
    ("message", "parties"),
    [
        ("what's the difference between what Brown and Green said", ("Brown", "Green")),
    ],
)
def test_two_are_compared_however_they_are_asked_for(message: str, parties: tuple[str, ...]) -> None:
    assert (question_kind(message).kind, question_kind(message).parties) == ("compare", parties)


@pytest.mark.parametrize(
    "message",
    [
        "How many articles mention trams in 2021 by month?",
        "How many articles mention trams by month in 2021?",
    ],
)
def test_a_grouping_stands_before_a_period_or_after_it(message: str) -> None:
    asked = question_kind(message)
    assert (asked.kind, asked.topic, asked.grouped_by, asked.period.since) == ("count", "trams", "month", "2021-01-01")


@pytest.mark.parametrize(
    ("message", "by"),
    [
        ("how many articles mention trams in each month", "month"),
    ],
)
def test_a_grouping_stands_before_what_is_mentioned_too_or_is_what_is_asked_for(message: str, by: str) -> None:
    asked = question_kind(message)
    assert (asked.kind, asked.topic, asked.grouped_by) == ("count", "trams", by)


@pytest.mark.parametrize(
    "message",
    [
        "how many people a year are hurt by trams",
        "which newspaper has the most readers",
        "which month is the best",
        "What month saw the most reports about theft?",
        "Which site has the most files?",
        "Which month had the most stories?",
        "Which site wrote about the water bill first?",
        "Which newspapers wrote about the water bill first?",
    ],
)
def test_what_groups_no_documents_is_a_question(message: str) -> None:
    assert question_kind(message).kind == "question"


def test_documents_are_grouped_without_a_topic() -> None:
    asked = question_kind("how many articles per month in 2021")
    assert (asked.kind, asked.topic, asked.grouped_by, asked.period.since) == ("count", "", "month", "2021-01-01")


@pytest.mark.parametrize(
    ("message", "kind", "subjects"),
    [
        ("How many articles mention trams in 2020 and in 2022?", "count", ["trams", "trams"]),
        ("How many articles mention Lee in 2020 and Ray in 2022?", "count", ["Lee", "Ray"]),
        ("Did more articles mention trams in 2020 or 2022?", "count", ["trams", "trams"]),
        ("Compare inflation in 2020 and 2022", "compare", ["inflation", "inflation"]),
        ("inflation 2020 vs 2022", "compare", ["inflation", "inflation"]),
        ("What changed between 2020 and 2022 about trams?", "compare", ["trams", "trams"]),
        ("Compare the articles from 2020 and 2022 about trams", "compare", ["trams", "trams"]),
        ("Compare the news in 2020 and 2022", "compare", ["", ""]),
        ("Compare it in 2020 and 2022", "compare", ["it", "it"]),
    ],
)
def test_several_periods_are_each_asked_of_by_itself(message: str, kind: str, subjects: list[str]) -> None:
    asked = question_kind(message)
    assert (asked.kind, [subject for subject, _ in asked.each]) == (kind, subjects)
    assert [period.since for _, period in asked.each] == ["2020-01-01", "2022-01-01"]


def test_a_list_is_of_one_stretch_of_time() -> None:
    asked = question_kind("Which articles mention trams in 2020 and 2021?")
    assert (asked.topic, asked.period.since, asked.period.until) == ("trams", "2020-01-01", "2021-12-31")
    assert question_kind("Which articles mention trams in 2020 and 2022?").kind == "question"


@pytest.mark.parametrize("message", ["Compare 2020 and 2022", "Lakers vs. Celtics 2022", "Compare 12 and 14"])
def test_a_number_is_no_party(message: str) -> None:
    assert question_kind(message).kind != "compare"


def test_what_people_said_in_a_period_is_compared() -> None:
    asked = question_kind("Compare what Lee and Ray said in 2021")
    assert (asked.parties, asked.period.since) == (("Lee", "Ray"), "2021-01-01")


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("what happened in May 2021?", "timeline"),
        ("What was the biggest news in May 2021?", "timeline"),
        ("news from May 2021", "timeline"),
        ("events in May 2021", "timeline"),
        ("what was in the news in May 2021", "timeline"),
        ("timeline of May 2021", "timeline"),
        ("Summarize May 2021", "summary"),
        ("Summarize the news of May 2021", "summary"),
        ("Tell me about May 2021", "summary"),
    ],
)
def test_a_period_may_be_all_that_is_asked_about(message: str, kind: str) -> None:
    asked = question_kind(message)
    assert (asked.kind, asked.topic, asked.period.since) == (kind, "", "2021-05-01")


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("What happened in Bergen in May 2021?", "Bergen"),
        ("what happened in May 2021 in bergen", "bergen"),
        ("what has happened with the trams in May 2021", "the trams"),
        ("What did the council do in May 2021?", "the council"),
    ],
)
def test_what_happened_somewhere_in_a_period_is_told_by_its_dates(message: str, topic: str) -> None:
    asked = question_kind(message)
    assert (asked.kind, asked.topic, asked.period.since) == ("timeline", topic, "2021-05-01")


@pytest.mark.parametrize("message", ["What did he do in May 2021?", "What did the council do?", "What happened in Bergen?"])
def test_what_somebody_did_is_a_question_without_a_name_or_a_period(message: str) -> None:
    assert question_kind(message).kind == "question"


@pytest.mark.parametrize(
    "message",
    [
        "Compare 2021 and 2022 on fires",
        "compare what was said about fires in 2021 and 2022",
        "what changed on fires between 2021 and 2022",
    ],
)
def test_two_periods_are_compared_on_a_subject(message: str) -> None:
    asked = question_kind(message)
    assert [(topic, period.since) for topic, period in asked.each] == [("fires", "2021-01-01"), ("fires", "2022-01-01")]
    assert asked.parties == ()


def test_what_somebody_said_is_compared_in_two_periods() -> None:
    asked = question_kind("Compare what Lee said about fires in the week of 1 March 2021 and the week of 8 March 2021")
    assert (asked.parties, [period.since for _, period in asked.each]) == (("Lee",), ["2021-03-01", "2021-03-08"])


@pytest.mark.parametrize("message", ["What happened?", "What was in the news?", "What happened to the tram in 2021?"])
def test_what_happened_is_a_question_without_a_period_or_of_a_subject(message: str) -> None:
    assert question_kind(message).kind == "question"


@pytest.mark.parametrize(
    ("message", "kind", "source"),
    [
        ("How many Daily Post articles mention trams?", "count", "Daily Post"),
        ("how many cnn articles mention trams", "count", "cnn"),
        ("What articles from CNN mention trams?", "which_documents", "CNN"),
        ("how many news articles mention trams", "count", ""),
        ("what other articles mention trams", "which_documents", ""),
    ],
)
def test_documents_of_one_source_are_counted_and_listed_on_a_topic(message: str, kind: str, source: str) -> None:
    asked = question_kind(message)
    assert (asked.kind, asked.topic, asked.source) == (kind, "trams", source)


@pytest.mark.parametrize(
    "message",
    [
        "What do the articles disagree about on the fire?",
        "Do the documents agree on the fire?",
        "Which articles contradict each other about the fire?",
    ],
)
def test_what_documents_disagree_about_is_asked_of_a_subject(message: str) -> None:
    asked = question_kind(message)
    assert (asked.kind, asked.topic, asked.differing) == ("compare", "the fire", True)


@pytest.mark.parametrize(
    ("message", "kind", "topic"),
    [
        ("sumarize the articel about bees", "summary", "bees"),
        ("summerize the lease", "summary", "the lease"),
        ("timline of the strike", "timeline", "the strike"),
        ("which documnets mention dogs", "which_documents", "dogs"),
        ("how many artciles mention dogs", "count", "dogs"),
    ],
)
def test_a_word_of_the_kind_may_be_misspelt(message: str, kind: str, topic: str) -> None:
    found = question_kind(message)
    assert (found.kind, found.topic) == (kind, topic)


@pytest.mark.parametrize("message", ["Is Compara a shop?", "what is the summer price", "Where is the Mention?"])
def test_what_is_near_to_a_word_of_the_kind_is_no_misspelling(message: str) -> None:
    assert question_kind(message).kind == "question"


@pytest.mark.parametrize(
    "message",
    [
        "how many articles about trams are in here",
        "How many stories on trams came out in May 2021?",
        "which articles about trams do we have",
        "how many documents about trams are in my library",
        "how many articles from 2021 about trams are there",
    ],
)
def test_the_subject_of_a_list_ends_where_it_is_said_that_such_are_there(message: str) -> None:
    found = question_kind(message)
    assert (found.kind in ("count", "which_documents"), found.topic) == (True, "trams")
