"""What is asked of whole documents or the whole library, through the pipeline."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from qa.embedding import Embedder
from qa.types import Answer, Document, Scope, Turn
from tests.support import DataDir, Workshop, open_workshop

BERGEN = (
    "A storm closed the harbour of Bergen on Monday and damaged about 300 boats in it. "
    "“We will open the harbour of Bergen again on Friday,” Mayor Ann Brown said on Tuesday. "
    "The harbour of Bergen was built in 1932 for fishing boats. "
    "The fish market of Bergen stays shut until the harbour opens again."
)
PORTO = (
    "The council of Porto voted last month for a new tram line along the river. "
    "“The tram is too dear for a city like this one,” Bo Green told reporters. "
    "“A tram brings people to the harbour without a car,” Ann Brown said of the plan. "
    "Work on the tram line will begin in May 2022 and take three years."
)


def with_news(workshop: Workshop) -> Workshop:
    workshop.add("https://www.news.example/bergen", BERGEN, title="Storm in Bergen", published="2021-03-17")
    workshop.add("porto.txt", PORTO, title="A tram for Porto", published="2021-05-02")
    return workshop


@pytest.fixture(scope="module")
def news(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Workshop]:
    """Two articles. Not to be changed; `own_news` may be."""
    with open_workshop(new_data_dir(), embedder) as opened:
        yield with_news(opened)


@pytest.fixture
def own_news(workshop: Workshop) -> Workshop:
    return with_news(workshop)


def ask(workshop: Workshop, question: str, scope: Scope | None = None) -> Answer:
    """The answer, whose every quotation is cited and is what stands there."""
    answer = workshop.pipeline.ask(question, scope=scope)
    for number, citation in enumerate(answer.citations, start=1):
        text = workshop.library.document(citation.document_id).text
        assert (citation.marker, text[citation.start : citation.end]) == (number, citation.quote)
        assert f"{' '.join(citation.quote.split())} [{number}]" in answer.text
    assert [claim.markers for claim in answer.claims] == [(citation.marker,) for citation in answer.citations]
    assert [claim.of(answer.text) for claim in answer.claims] == [" ".join(c.quote.split()) for c in answer.citations]
    return answer


def only(workshop: Workshop, source: str) -> Scope:
    return Scope(documents=(workshop.library.document(source).id,))


def test_a_document_is_summarized_in_its_own_sentences(news: Workshop) -> None:
    answer = ask(news, "Summarize this article", only(news, "porto.txt"))
    assert (answer.status, answer.reader, answer.confidence) == ("answered", "digest", "sure")
    assert {citation.source for citation in answer.citations} == {"porto.txt"}
    assert answer.text == "\n".join(f"- {citation.quote} [{citation.marker}]" for citation in answer.citations)


def test_a_summary_is_as_long_as_was_asked_for(news: Workshop) -> None:
    assert len(ask(news, "Summarize this in two sentences", only(news, "porto.txt")).citations) == 2


@pytest.mark.parametrize(
    "asked", ["Summarize in 2 bullet points", "Summarise this thread in 2 sentences", "the gist in 2 key points"]
)
def test_a_summary_is_wished_in_many_forms(news: Workshop, asked: str) -> None:
    answer = ask(news, asked, only(news, "porto.txt"))
    assert (answer.reader, answer.confidence, len(answer.citations)) == ("digest", "sure", 2)


def test_the_one_document_is_summarized_unsurely_where_it_tells_nothing_of_what_is_wished(news: Workshop) -> None:
    porto = only(news, "porto.txt")
    answer = ask(news, "Summarise for parents", porto)
    assert (answer.reader, answer.confidence) == ("digest", "perhaps")
    assert answer.notice is not None
    assert "doesn't mention “parents”." in answer.notice
    assert {each.quote for each in answer.citations} == {each.quote for each in ask(news, "Summarise", porto).citations}
    assert ask(news, "Summarise for parents").status == "abstained"


def test_what_a_document_is_about_is_a_sentence_or_two(news: Workshop) -> None:
    answer = ask(news, "What is this about?", only(news, "porto.txt"))
    assert answer.text.startswith("*A tram for Porto* (porto.txt, 2021-05-02)\n\n")
    assert len(answer.citations) == 2


def test_a_library_is_summarized_document_by_document_newest_first(news: Workshop) -> None:
    answer = ask(news, "Key points?")
    assert "Of each of the 2 documents:" in answer.text
    assert list(dict.fromkeys(citation.title for citation in answer.citations)) == ["A tram for Porto", "Storm in Bergen"]


def test_a_large_library_is_summarized_by_its_newest_documents_and_says_so(workshop: Workshop) -> None:
    workshop.ingester.add(
        Document.create(
            source=f"{number}.txt",
            title="A title",
            text=f"The town of Number{number} opened a new school for its children this week.",
            published=f"2021-03-{number + 1:02}",
        )
        for number in range(22)
    )
    answer = ask(workshop, "Summarize")
    assert answer.text.startswith("Of 22 documents the 20 newest, one sentence each:\n\n- ")
    assert len(answer.citations) == 20
    assert "Number21" in answer.citations[0].quote


def test_a_subject_is_summarized_across_the_library(news: Workshop) -> None:
    answer = ask(news, "Summarize what the articles say about the tram")
    assert answer.reader == "digest"
    assert {citation.source for citation in answer.citations} == {"porto.txt"}
    assert answer.text.startswith("On “the tram”, from 1 document of 2:")


def test_the_one_document_on_a_subject_is_summarized_by_itself(news: Workshop) -> None:
    answer = ask(news, "Summarize the article about the tram in two sentences")
    assert answer.text.startswith("*A tram for Porto* (porto.txt, 2021-05-02)")
    assert {citation.source for citation in answer.citations} == {"porto.txt"}
    assert len(answer.citations) == 2


def test_a_document_that_begins_without_a_word_of_what_is_asked_for_is_summarized_unsurely(news: Workshop) -> None:
    for about, confidence in (("the tram for Porto", "sure"), ("the tram for Porto and Bergen", "perhaps")):
        answer = ask(news, f"Summarize the article about {about}")
        assert (answer.confidence, {citation.source for citation in answer.citations}) == (confidence, {"porto.txt"})


def test_a_document_is_summarized_as_what_its_title_file_and_first_lines_call_it(own_news: Workshop) -> None:
    own_news.add("tram_committee.txt", f"Minutes of the meeting\n\n{BERGEN}", title="Bergen")
    own_news.add("list.txt", f"Sent to the tram committee before the meeting.\n\n{PORTO}", title="Porto again")
    answer = ask(own_news, "summarize the tram committee minutes")
    assert (answer.confidence, {citation.source for citation in answer.citations}) == ("sure", {"tram_committee.txt"})
    assert answer.text.startswith("*Bergen* (tram_committee.txt)")


def test_documents_that_mention_something_are_counted_exactly(news: Workshop) -> None:
    answer = ask(news, "How many articles mention Ann Brown?")
    assert (answer.reader, answer.short_answer, len(answer.citations)) == ("counts", "2", 2)
    assert answer.text.startswith("2 of 2 documents mention “Ann Brown”.")
    assert ask(news, "How many documents mention Porto?").text.startswith("1 of 2 documents mentions “Porto”.")


def test_documents_are_counted_that_mention_one_thing_and_not_another(news: Workshop) -> None:
    assert ask(news, "How many articles mention the harbour?").short_answer == "2"
    answer = ask(news, "How many articles mention the harbour but not the tram?")
    assert (answer.short_answer, [each.source for each in answer.citations]) == ("1", ["https://www.news.example/bergen"])
    assert answer.text.startswith("1 of 2 documents mentions “harbour” but not “tram”.")
    assert ask(news, "Which articles mention Brown, but not storms or trams?").text.startswith("None of 2 documents")


def test_documents_are_counted_that_have_something_in_their_title(news: Workshop) -> None:
    assert ask(news, "How many articles mention Bergen or Porto?").short_answer == "2"
    answer = ask(news, "Which articles have the harbour or the storm in their title?")
    assert answer.text.startswith(
        "1 of 2 documents mentions “harbour” or “storm” in the title.\n\nCounted: documents with these"
    )
    assert [each.source for each in answer.citations] == ["https://www.news.example/bergen"]
    assert ask(news, "How many articles mention the river in the title?").text.startswith(
        "None of 2 documents mentions “river” in"
    )
    assert ask(news, "How many articles mention a tram but not a river in the title?").short_answer == "1"


def test_documents_of_one_source_are_counted_and_an_unknown_one_is_read_about(own_news: Workshop) -> None:
    own_news.add("https://dailypost.example/fair", "The fair of Porto was loud.", title="A fair", published="2021-05-04")
    answer = ask(own_news, "How many articles are from Daily Post?")
    assert (answer.short_answer, answer.text) == ("1", "1 of 3 documents is from dailypost.example.")
    assert ask(own_news, "How many articles are from dailypost.example in 2020?").short_answer == "0"
    assert ask(own_news, "How many articles are from Porto?").reader != "counts"


def test_nothing_is_counted_as_nothing(news: Workshop) -> None:
    answer = ask(news, "How many documents mention whales?")
    assert (answer.status, answer.short_answer, answer.citations) == ("answered", "0", ())
    assert answer.text.startswith("None of 2 documents mentions “whales”.")


def test_counts_are_grouped_by_month_year_and_source(news: Workshop) -> None:
    assert "- 2021-05: 1\n- 2021-03: 1" in ask(news, "How many documents mention the harbour by month").text
    assert "- 2021: 2" in ask(news, "How many documents mention the harbour each year?").text
    assert "Most in" not in ask(news, "How many documents mention the harbour by month").text  # one in each
    by_source = ask(news, "How many documents are there per source?").text
    assert "There are 2 documents, published from 2021-03-17 to 2021-05-02." in by_source
    assert "- news.example: 1" in by_source


def test_the_month_of_most_documents_is_told(own_news: Workshop) -> None:
    own_news.add("fair.txt", "The fair at the harbour was loud.", title="A fair", published="2021-03-20")
    text = ask(own_news, "Which month has the most articles about the harbour?").text
    assert "Most in 2021-03; newest first:\n\n- 2021-05: 1\n- 2021-03: 2" in text


def test_of_a_period_without_documents_that_is_said_whatever_is_looked_for_in_it(news: Workshop) -> None:
    for question in ("which articles mention the harbour in April 2021", "how many articles mention the harbour in April 2021"):
        assert ask(news, question).text.startswith("None of 2 documents was published in April 2021.")
    assert ask(news, "which articles mention the harbour in 1932").reader == "extractive"  # of what was then, perhaps


def test_a_period_and_a_scope_are_kept_to_and_told(news: Workshop) -> None:
    answer = ask(news, "How many documents mention the harbour in March 2021?")
    assert answer.text.startswith("1 of 1 document published in March 2021 mentions “harbour”.")
    chosen = ask(news, "How many documents mention Ann Brown?", only(news, "porto.txt"))
    assert chosen.text.startswith("1 of 1 chosen document mentions “Ann Brown”.")


def test_documents_are_listed_with_the_first_sentence_that_mentions_it(news: Workshop) -> None:
    answer = ask(news, "Which documents mention boats?")
    assert [citation.quote for citation in answer.citations] == [
        "A storm closed the harbour of Bergen on Monday and damaged about 300 boats in it."
    ]
    assert "- **Storm in Bergen** (news.example, 2021-03-17): A storm" in answer.text


def test_a_long_list_comes_in_pages(workshop: Workshop) -> None:
    workshop.add_all({f"{number:02}.txt": f"Town {number} has a school of its own." for number in range(45)}, "2021-03-01")
    first, last = ask(workshop, "Which documents mention a school?"), ask(workshop, "Which documents mention a school, page 3")
    assert (len(first.citations), len(last.citations)) == (20, 5)
    assert first.text.endswith("Documents 1–20 of 45 are shown. For the next ask: “Which documents mention a school, page 2”.")
    assert last.text.endswith("Documents 41–45 of 45 are shown.")
    assert not {c.document_id for c in first.citations} & {c.document_id for c in last.citations}
    behind = "There is no page 9: the last one is page 3."  # 45 of 20 each
    assert ask(workshop, "Which documents mention a school, page 9").text.endswith(behind)
    assert ask(workshop, "What are the newest documents, page 9").text == "There is no page 9: the last one is page 5."  # of 10


def test_behind_the_last_page_of_people_it_is_said_which_one_that_is(workshop: Workshop) -> None:
    workshop.add("a.txt", "“The harbour is closed,” said Mayor Jane Brown on Monday.")
    answer = ask(workshop, "Who is quoted most?, page 9")
    assert answer.text == "There is no page 9: the last one is page 1."


def test_the_newest_and_the_oldest_documents_are_told(news: Workshop) -> None:
    newest, oldest = ask(news, "What is the newest document?"), ask(news, "Which document is the oldest?")
    assert newest.citations[0].source == "porto.txt"
    assert oldest.citations[0].source == "https://www.news.example/bergen"
    assert [c.source for c in ask(news, "the newest articles about the storm").citations] == ["https://www.news.example/bergen"]


def test_who_is_quoted_most_is_counted_by_documents(news: Workshop) -> None:
    answer = ask(news, "Who is quoted most?")
    assert "- **Ann Brown**: 2 documents, 2 quotations; last: “A tram brings people" in answer.text
    assert answer.text.index("**Ann Brown**") < answer.text.index("**Bo Green**")
    assert {citation.speaker for citation in answer.citations} == {"Ann Brown", "Bo Green"}


def test_a_sort_of_people_is_said_not_to_be_told_apart_from_others_who_are_quoted(news: Workshop) -> None:
    answer = ask(news, "Which economists are quoted most?")
    assert (answer.confidence, answer.notice) == (
        "perhaps",
        "Whoever is quoted is counted here: who of them are economists isn't told apart.",
    )
    assert ask(news, "Which people are quoted most?").notice is None


def test_the_documents_that_quote_somebody_are_listed_and_counted(news: Workshop) -> None:
    listed = ask(news, "Which articles quote Ann Brown?")
    assert listed.text.startswith("2 of 2 documents quote Ann Brown.")
    assert [citation.source for citation in listed.citations] == ["porto.txt", "https://www.news.example/bergen"]
    assert {citation.speaker for citation in listed.citations} == {"Ann Brown"}
    assert ask(news, "How many articles quote Ann Brown?").short_answer == "2"
    assert ask(news, "In which articles is Bo Green quoted?").text.startswith("1 of 2 documents quotes Bo Green.")
    assert ask(news, "Which articles quote Ann Brown about the tram?").citations[0].source == "porto.txt"
    assert ask(news, "which articles quote Ann Brown in March 2021").text.startswith("1 of 1 document published")
    none = ask(news, "Which articles quote Cy White?")
    assert (none.text.split("\n")[0], none.citations) == ("None of 2 documents quotes Cy White.", ())


def test_words_in_quotation_marks_are_looked_for_not_taken_for_somebody(news: Workshop) -> None:
    answer = ask(news, "which articles quote “open the harbour”")
    assert answer.text.startswith("1 of 2 documents mentions “open the harbour”.")


def test_the_newest_on_a_subject_have_its_words_apart_where_none_has_them_together(news: Workshop) -> None:
    answer = ask(news, "What is the newest article about the harbour storm?")
    assert answer.text.startswith("The newest of 1 document that mentions both “harbour” and “storm”")


def test_who_is_quoted_in_the_one_article_on_a_subject_is_told(news: Workshop) -> None:
    answer = ask(news, "who is quoted in the article about the tram for porto")
    assert answer.text.startswith("2 people and bodies are quoted in **A tram for Porto** (porto.txt, 2021-05-02):")
    assert {citation.speaker for citation in answer.citations} == {"Ann Brown", "Bo Green"}
    assert {citation.source for citation in answer.citations} == {"porto.txt"}


def test_who_is_quoted_where_no_quotation_has_the_subject_is_told_of_the_article_on_it(news: Workshop) -> None:
    answer = ask(news, "list everyone quoted about the tram line of Porto")
    assert (answer.reader, answer.confidence) == ("counts", "perhaps")
    assert "2 people and bodies are quoted in **A tram for Porto**" in answer.text


def test_what_two_people_said_stands_side_by_side(news: Workshop) -> None:
    answer = ask(news, "What did Ann Brown and Bo Green say about the tram?")
    assert answer.reader == "comparison"
    assert {citation.speaker for citation in answer.citations} == {"Ann Brown", "Bo Green"}
    assert "**Ann Brown**" in answer.text


def test_of_who_said_nothing_on_the_topic_that_is_said_beside_what_the_other_said(news: Workshop) -> None:
    answer = ask(news, "Compare what Ann Brown and Bo Green said about opening the harbour again on Friday")
    assert {citation.speaker for citation in answer.citations} == {"Ann Brown"}
    assert "Bo Green" in answer.text
    assert "about opening the harbour again on Friday" in answer.text


def test_of_whom_a_sentence_has_the_topic_typed_in_small_letters_it_is_never_said_that_they_said_nothing(
    own_news: Workshop,
) -> None:
    own_news.add(
        "rail.txt", "“I want more trams,” Jay Moss said of Rail Lisbon. Trams are old. Moss was asked about Rail Lisbon."
    )
    own_news.add("tram.txt", "“Trams are too slow for Rail Lisbon,” Rory Lee said. “The tram hit my door,” Rory Lee said.")
    answer = own_news.pipeline.ask("compare what moss and lee said about rail lisbon")
    assert not re.search("nothing that.*moss", answer.text, re.IGNORECASE)
    assert "hit my door" not in answer.text


def test_two_things_are_compared_by_the_document_nearest_to_each(news: Workshop) -> None:
    answer = ask(news, "compare bergen and porto")
    assert (answer.reader, {c.title for c in answer.citations}) == ("comparison", {"Storm in Bergen", "A tram for Porto"})
    assert "Side by side" not in answer.text
    assert ask(news, "compare bergen and lyon").reader != "comparison"
    assert ask(news, "What did bergen and porto say?").reader != "comparison"


@pytest.mark.parametrize(
    "question", ["compare what brown and green said", "what did brown and green say", "Compare Brown and Green"]
)
def test_people_are_compared_without_a_topic_and_in_lower_case(news: Workshop, question: str) -> None:
    answer = ask(news, question)
    assert (answer.reader, {citation.speaker for citation in answer.citations}) == ("comparison", {"Ann Brown", "Bo Green"})


def test_who_is_once_named_together_with_the_other_is_compared_all_the_same(own_news: Workshop) -> None:
    own_news.add("both.txt", "“We both like trams,” Ann Brown and Bo Green said. “The tram is far too loud,” Bo Green said.")
    answer = ask(own_news, "Compare what Brown and Green said")
    assert (answer.reader, {citation.speaker for citation in answer.citations}) == ("comparison", {"Ann Brown", "Bo Green"})


def test_of_two_people_of_one_name_the_one_who_is_quoted_more_is_compared(own_news: Workshop) -> None:
    own_news.add("jill.txt", "“I was never at that harbour,” Jill Brown said.", published="2023-01-01")
    answer = ask(own_news, "compare brown and green")
    assert {citation.speaker for citation in answer.citations} == {"Ann Brown", "Bo Green"}


def test_a_comparison_with_somebody_who_is_nowhere_is_read_as_any_question(news: Workshop) -> None:
    assert ask(news, "What did Ann Brown and Zed Black say about the tram?").reader != "comparison"


def test_documents_are_compared_where_there_are_few_and_else_have_to_be_chosen(own_news: Workshop) -> None:
    answer = ask(own_news, "Compare the two articles")
    assert (answer.reader, {c.title for c in answer.citations}) == ("comparison", {"Storm in Bergen", "A tram for Porto"})
    own_news.add_all({f"{number}.txt": "Nothing happened in this town for a whole long week." for number in range(5)})
    refused = ask(own_news, "Compare the two articles")
    assert (refused.status, refused.citations) == ("abstained", ())
    assert "Choose the two to five documents" in refused.text


def test_documents_are_compared_that_are_called_as_the_question_calls_them(own_news: Workshop) -> None:
    own_news.add("minutes-may.txt", "The board met in May. The board pays 300 euros for a new roof over the yard.")
    own_news.add("minutes-june.txt", "The board met in June. The board pays 400 euros for a new roof over the yard.")
    answer = ask(own_news, "compare the minutes")
    assert {c.source for c in answer.citations} == {"minutes-may.txt", "minutes-june.txt"}
    assert ask(own_news, "compare the two letters").reader != "comparison"


def test_what_a_podcast_is_about_is_told_of_the_one_that_is_called_so(own_news: Workshop) -> None:
    own_news.add("podcast-41.txt", "Today we talk of peat. Peat is dug in wet moors of the north. Nobody should plant in peat.")
    answer = ask(own_news, "whats the podcast about")
    assert (answer.reader, {c.source for c in answer.citations}) == ("digest", {"podcast-41.txt"})
    assert ask(own_news, "what is the interview about").reader != "digest"


def test_of_many_documents_those_on_the_topic_are_compared(own_news: Workshop) -> None:
    own_news.add_all({f"{number}.txt": "Nothing happened in this town for a whole long week." for number in range(5)})
    own_news.add_all({"lyon.txt": "A tram for Lyon\n\nThe tram in Lyon cost 90 million euros, the mayor said."})
    answer = ask(own_news, "Compare the two tram articles")
    assert (answer.reader, {c.source for c in answer.citations}) == ("comparison", {"lyon.txt", "porto.txt"})
    assert ask(own_news, "Compare the two articles about ferries").reader != "comparison"


def test_a_timeline_tells_dates_in_order_and_what_they_were_worked_out_from(news: Workshop) -> None:
    answer = ask(news, "Timeline of the harbour of Bergen")
    assert answer.reader == "timeline"
    days = [line.split("**")[1] for line in answer.text.split("\n") if line.startswith("- ")]
    assert days == sorted(days)
    assert "- **1932**: The harbour of Bergen was built in 1932" in answer.text
    assert "- **2021-03-15** (“Monday”, written 2021-03-17): A storm closed" in answer.text


STRIKE = (
    "Ferry workers of Bergen began a strike on Monday after talks with the ferry company failed. "
    "The ferry company of Bergen had stopped selling tickets a week ago. "
    "Several echoed those concerns about the ferry strike on Tuesday. "
    "“A ferry strike hurts everybody,” the baker Bo Green said on Tuesday in Bergen."
)


def test_a_timeline_leads_with_events_and_puts_a_week_ago_where_it_was(own_news: Workshop) -> None:
    own_news.add("strike", STRIKE, title="Ferry strike in Bergen", published="2021-06-16")
    end = "Ferry workers and the ferry company of Bergen reached a deal on Friday and ended their strike."
    own_news.add("end", end, title="Ferry strike in Bergen ends", published="2021-06-26")
    text = ask(own_news, "Timeline of the ferry strike in Bergen").text
    assert "- **2021-06** (“a week ago”, written 2021-06-16, so about 2021-06-09): The ferry company" in text
    assert text.index("a week ago") < text.index("began a strike") < text.index("ended their strike")
    two = ask(own_news, "Show me the 2 key events of the ferry strike in Bergen").text
    assert "echoed" not in two


def test_a_timeline_has_what_an_article_on_its_subject_calls_otherwise(own_news: Workshop) -> None:
    text = "The ferry strike in Bergen ended a summer of worry. The crews voted on Friday to take the offer and to sail again."
    own_news.add("end", text, title="Crews sail again", published="2021-06-26")
    own_news.add("strike", STRIKE, title="Ferry strike in Bergen", published="2021-06-16")
    assert "The crews voted on Friday" in ask(own_news, "Timeline of the ferry strike in Bergen").text


def test_a_timeline_takes_nothing_from_documents_without_the_names_of_its_subject(own_news: Workshop) -> None:
    own_news.add("porto-storm", "In 1941 a storm closed the harbour of Porto and sank the boats of the harbour in the storm.")
    answer = ask(own_news, "Timeline of the storm in the harbour of Bergen with boats")
    assert "Bergen" in answer.text
    assert "1941" not in answer.text


def test_a_timeline_of_few_lines_of_which_none_has_the_whole_subject_is_not_sure(news: Workshop) -> None:
    assert ask(news, "Timeline of the harbour of Bergen").confidence == "sure"
    answer = ask(news, "Timeline of the storm in the harbour of Bergen that closed its tram")
    assert (answer.reader, answer.confidence) == ("timeline", "perhaps")


def test_the_period_of_a_timeline_is_of_the_events(news: Workshop) -> None:
    text = ask(news, "Timeline of the harbour of Bergen until 1950").text
    assert "- **1932**: The harbour of Bergen was built in 1932" in text  # told in 2021
    assert "2021-03-15" not in text


def test_a_timeline_of_chosen_documents_needs_no_subject(own_news: Workshop) -> None:
    answer = ask(own_news, "Timeline", only(own_news, "porto.txt"))
    assert "- **2021-04** (“last month”, written 2021-05-02): The council" in answer.text
    assert "- **2022-05**: Work on the tram" in answer.text
    own_news.add_all({f"{number}.txt": "Nothing happened in this town for a whole long week." for number in range(5)})
    assert "Say of what" in ask(own_news, "Timeline").text


def test_a_short_sentence_is_an_event_where_it_says_who_did_what(own_news: Workshop) -> None:
    own_news.add(
        "bo.txt", "Bo Green led the council of Porto for years. He died in 2016. Elected in 2002. Details: March 4, 2015."
    )
    answer = ask(own_news, "Timeline", only(own_news, "bo.txt"))
    assert [line.split(" [")[0] for line in answer.text.split("\n") if line.startswith("- ")] == [
        "- **2016**: He died in 2016."
    ]


def test_earlier_turns_do_not_change_what_is_asked_of_all_documents(news: Workshop) -> None:
    history = [Turn("user", "Who is Ann Brown?"), Turn("assistant", "Mayor Ann Brown said it on Tuesday.")]
    answer = news.pipeline.ask("What is this about?", history)
    assert (answer.reader, answer.standalone_question) == ("digest", "What is this about?")


def test_what_it_is_about_is_asked_of_the_one_document_that_was_just_quoted(news: Workshop) -> None:
    first = news.pipeline.ask("Who is Ann Brown?")
    for question in ("What is it about?", "Summarize this"):
        answer = news.pipeline.ask(
            question, [Turn("user", first.question), replace(first, citations=first.citations[:1]).turn()]
        )
        assert {each.document_id for each in answer.citations} == {first.citations[0].document_id}
        assert answer.standalone_question == f"{question} (about: “{first.citations[0].title}”)"
    assert len({each.document_id for each in ask(news, "Summarize").citations}) > 1


def test_the_article_is_the_one_that_the_last_answer_with_a_quote_is_from(own_news: Workshop) -> None:
    own_news.add("leek.txt", "The council of Leek planted forty trees along the river in May.", title="Trees for Leek")
    own_news.add("mill.txt", "The old mill of Oster was sold to a baker on Monday.", title="A mill is sold")
    history: list[Turn] = []
    for question in ("Who is Bo Green?", "How old is Zelenskyy?"):
        history += [Turn("user", question), own_news.pipeline.ask(question).turn()]
    assert not history[-1].documents
    four = tuple(each.document_id for each in own_news.library.census.by_date())
    history += [Turn("user", "Which articles are there?"), Turn("assistant", "Four.", four)]
    answer = own_news.pipeline.ask("Summarize the article", history)
    assert {citation.source for citation in answer.citations} == {"porto.txt"}
    assert len({citation.source for citation in own_news.pipeline.ask("Summarize this", history).citations}) > 1


def test_two_articles_that_differ_on_a_number_are_quoted_side_by_side_the_newer_first(workshop: Workshop) -> None:
    old = "The fire at Ostmark Mill in Bergen injured 19 workers on the night shift, police said."
    new = "The fire at Ostmark Mill in Bergen injured 25 workers on the night shift, police said."
    workshop.add("old.txt", f"It burnt all night. {old}", title="Mill on fire", published="2021-03-17")
    workshop.add("new.txt", f"{new} Nobody was killed.", title="Mill burnt down", published="2021-03-18")
    told = (
        f"These differ, the newer first:\n\n- **Mill burnt down** (new.txt, 2021-03-18): {new} [1]\n"
        f"- **Mill on fire** (old.txt, 2021-03-17): {old} [2]"
    )
    answer = ask(workshop, "How many workers were injured by the fire at Ostmark Mill?")
    assert told in answer.text
    assert {citation.source for citation in answer.citations} == {"old.txt", "new.txt"}
    compared = ask(workshop, "Compare the two articles")
    assert compared.text.startswith(told)


def test_two_articles_that_name_another_person_are_quoted_side_by_side(workshop: Workshop) -> None:
    old = "The council of Ostmark elected Ann Lee as its new chair on Monday evening."
    new = "The council of Ostmark elected Ann Low as its new chair on Monday evening."
    workshop.add("old.txt", f"{old} The vote was close.", title="A chair", published="2021-03-16")
    workshop.add("new.txt", f"{new} She thanked her voters.", title="A new chair", published="2021-03-17")
    answer = ask(workshop, "Who was elected chair of the council of Ostmark?")
    assert f"These differ, the newer first:\n\n- **A new chair** (new.txt, 2021-03-17): {new} [1]" in answer.text


def test_words_that_stand_nowhere_together_are_counted_each(workshop: Workshop) -> None:
    workshop.add("a.txt", "The royal mint stopped. Its strikes were over. Mail came late.")
    workshop.add("b.txt", "Mail came late.")
    answer = ask(workshop, "How many documents mention royal mail strikes?")
    assert answer.text.startswith(
        "None of 2 documents mentions “royal mail strikes” in these very words; 1 mentions “royal”, “mail” and “strikes”."
    )
    assert {citation.source for citation in answer.citations} == {"a.txt"}
    quoted = ask(workshop, "How many documents mention “royal mail strikes”?")
    assert (quoted.short_answer, quoted.citations) == ("0", ())


def test_articles_that_agree_are_not_said_to_differ(news: Workshop) -> None:
    for question in ("How many boats did the storm damage?", "Compare the two articles"):
        assert "differ" not in news.pipeline.ask(question).text


def test_beside_a_phrase_it_is_told_how_many_documents_have_its_words_anywhere(workshop: Workshop) -> None:
    workshop.add("a", "The Hawaii fires burned a town.")
    workshop.add("b", "Fires burned again, in Hawaii this time.")
    workshop.add("c", "It rained.")
    answer = workshop.pipeline.ask("How many documents mention Hawaii fires?")
    assert answer.text.startswith("1 of 3 documents mentions “Hawaii fires”. 2 have all of these words somewhere.")
    assert answer.short_answer == "1"


def test_months_come_newest_first_and_what_has_no_date_last(workshop: Workshop) -> None:
    for name, published in (("a", "2021-03-01"), ("b", None), ("c", "2021-05-01")):
        workshop.add(name, f"The harbour of {name} is closed.", published=published)
    told = ask(workshop, "How many documents mention the harbour by month").text
    assert "- 2021-05: 1\n- 2021-03: 1\n- without a date: 1" in told


def test_a_further_page_says_which_of_all_it_has(workshop: Workshop) -> None:
    for day in range(1, 13):
        workshop.add(f"d{day}", f"The harbour was open on day {day}.", published=f"2021-03-{day:02}")
    first = ask(workshop, "What are the newest documents?")
    assert first.text.startswith("The 10 newest of 12 documents, by the day they were published:")
    assert first.next_question is not None
    further = ask(workshop, first.next_question).text
    assert further.startswith("11 to 12 of 12 documents, newest first, by the day they were published:")
