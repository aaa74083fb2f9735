"""Answers to who said what."""

from typing import Any

import pytest

from qa.attribution.answers import matching_statements, with_fragments
from qa.types import Answer


@pytest.fixture
def said(shelf: Any) -> Any:
    """Makes a statement: sentence, words in it, speaker, and what else the text tells."""
    return shelf.said


def sources(answer: Answer) -> list[str]:
    return [citation.quote for citation in answer.citations]


@pytest.fixture
def town(shelf: Any, said: Any) -> Any:
    """One article, four speakers."""
    shelf.add(
        "town.txt",
        said("“The bridge is safe,” Ada Cole, the town engineer, told reporters on Friday.", "“The bridge is safe,”",
             "Ada Cole", "town engineer", "reporters", "on Friday"),
        said("She added the repairs “cost a fortune” and took a year.", "the repairs “cost a fortune” and took a year",
             "Ada Cole", "town engineer", kind="mixed"),
        said("A senior police official warned that thieves took the copper.", "thieves took the copper",
             "a senior police official", kind="indirect"),
        said("The Harbour Trust said the ferry will stop in May.", "the ferry will stop in May", "Harbour Trust",
             kind="indirect"),
        said("“If we wait,” warned Ben Moss, a Harbour Trust spokesman, “the pier will fall.”", "“If we wait,”",
             "Ben Moss", "Harbour Trust spokesman"),
        said("“If we wait,” warned Ben Moss, a Harbour Trust spokesman, “the pier will fall.”", "“the pier will fall.”",
             "Ben Moss", "Harbour Trust spokesman"),
        text="Mayor Olga Brandt watched from the quay.",
    )  # fmt: skip
    return shelf


def test_what_a_person_said_is_all_of_it_in_article_order_and_nobody_elses(town: Any) -> None:
    answer = town.ask("What did Cole say?")
    assert (answer.status, answer.reader) == ("answered", "statements")
    assert sources(answer) == [
        "“The bridge is safe,” Ada Cole, the town engineer, told reporters on Friday.",
        "She added the repairs “cost a fortune” and took a year.",
    ]
    assert {citation.speaker for citation in answer.citations} == {"Ada Cole"}
    assert [citation.marker for citation in answer.citations] == [1, 2]


def test_a_statement_is_introduced_by_who_role_to_whom_and_when(town: Any) -> None:
    assert town.ask("What did Cole say?").text == (
        "**Ada Cole**, town engineer, told reporters on Friday: “The bridge is safe,” [1]\n\n"
        "**Ada Cole** added the repairs “cost a fortune” and took a year. [2]"
    )


def test_a_split_quotation_is_one_citation(town: Any) -> None:
    answer = town.ask("What did Moss say?")
    assert len(answer.citations) == 1
    assert answer.text == "**Ben Moss**, Harbour Trust spokesman, warned: “If we wait,” “the pier will fall.” [1]"


def test_where_no_verb_introduces_a_quotation_its_whole_sentence_is_shown(shelf: Any, said: Any) -> None:
    shelf.add("a.txt", said("Fog, which Cole was heard to describe as “a menace”, hid it.", "“a menace”", "Ada Cole"))
    assert shelf.ask("What did Cole say?").text == (
        "**Ada Cole**: Fog, which Cole was heard to describe as “a menace”, hid it. [1]"
    )


def test_a_name_behind_its_verb_is_not_said_twice(shelf: Any, said: Any) -> None:
    sentence = "However, wrote Ada Cole for the Post in May, “the bridge isn’t safe at all”."
    shelf.add("a", said(sentence, "“the bridge isn’t safe at all”", "Ada Cole"))
    assert shelf.ask("What did Cole say?").text == "**Ada Cole** wrote: “the bridge isn’t safe at all” [1]"


def test_a_paragraph_of_a_longer_quotation_stands_alone(shelf: Any, said: Any) -> None:
    shelf.add(
        "a.txt",
        said("On Friday Ada Cole said: “It rained.", "“It rained.", "Ada Cole", when="On Friday"),
        said("“Then it snowed.”", "“Then it snowed.”", "Ada Cole"),
    )
    assert shelf.ask("What did Cole say?").text == (
        "**Ada Cole** on Friday said: “It rained. [1]\n\n**Ada Cole**: “Then it snowed.” [2]"
    )


def test_the_topic_filters(town: Any) -> None:
    assert sources(town.ask("What did Cole say about the bridge?"))[0].startswith("“The bridge is safe,”")
    assert len(town.ask("What did Cole say about the bridge?").citations) == 1


def test_the_questions_own_verb_filters(town: Any) -> None:
    assert sources(town.ask("What did Cole add?")) == ["She added the repairs “cost a fortune” and took a year."]


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("What did Ada Cole say?", "Ada Cole"),
        ("What did Ms. Cole say?", "Ada Cole"),
        ("What did the engineer say?", "Ada Cole"),
        ("What did the town engineer say?", "Ada Cole"),
        ("What did Ada Cole of the town council say?", "Ada Cole"),
        ("What did the senior police official say?", "a senior police official"),
        ("What did the official say?", "a senior police official"),
        ("What do officials say about copper?", "a senior police official"),
        ("What did the spokesperson say?", "Ben Moss"),
    ],
)
def test_a_speaker_is_found_by_name_surname_title_or_role(town: Any, question: str, speaker: str) -> None:
    assert {citation.speaker for citation in town.ask(question).citations} == {speaker}


def test_an_organisation_speaks_for_itself_first(town: Any) -> None:
    assert {citation.speaker for citation in town.ask("What did the Harbour Trust say?").citations} == {"Harbour Trust"}


def test_for_want_of_others_its_officers_speak_for_a_company_and_its_customers_never(shelf: Any, said: Any) -> None:
    shelf.add(
        "a.txt", said("“We don't waver,” Ada Cole said.", "“We don't waver,”", "Ada Cole", "Norvolt Chief Equality Officer")
    )
    shelf.add("b.txt", said("“It broke,” Ben Moss said.", "“It broke,”", "Ben Moss", "Norvolt customer"))
    assert {citation.speaker for citation in shelf.ask("What did Norvolt say?").citations} == {"Ada Cole"}


def test_a_person_silent_on_the_topic_is_said_to_be_silent(town: Any) -> None:
    answer = town.ask("What did Cole say about Iran?")
    assert (answer.status, answer.citations) == ("abstained", ())
    assert answer.text.startswith(
        "Ada Cole said nothing about Iran in these documents.\n\nWhat was said: “The bridge is safe,”"
    )
    assert [citation.speaker for citation in answer.closest] == ["Ada Cole", "Ada Cole"]


def test_a_mention_must_be_one(town: Any) -> None:
    assert town.ask("Did Moss mention the pier?").status == "answered"
    assert town.ask("Did Moss mention Norway?").status == "abstained"


def test_an_unknown_person_is_not_in_the_documents(town: Any) -> None:
    answer = town.ask("What did Zimmermann say?")
    assert (answer.status, answer.text) == ("abstained", "Not in these documents.")


def test_a_namesake_is_not_the_person_asked_about(town: Any) -> None:
    assert not getattr(town.ask("What did Bertha Cole say?"), "citations", ())


def test_of_someone_named_who_said_nothing_nobody_elses_words_are_quoted(town: Any) -> None:
    answer = town.ask("What did Brandt say?")
    assert (answer.status, answer.silent) == ("abstained", True)
    assert answer.text == "These documents quote nothing that Brandt said."


def test_a_statement_that_was_missed_is_left_to_the_ordinary_reader(shelf: Any) -> None:
    shelf.add("a.txt", text="Brandt said yes.")
    assert shelf.ask("What did Brandt say?") is None


@pytest.mark.parametrize("question", ["What did Brandt say?", "Quote Brandt", "What did Brandt say about May?"])
def test_what_others_say_of_somebody_is_not_what_they_said(shelf: Any, said: Any, question: str) -> None:
    shelf.add(
        "a.txt",
        said("Critics of Brandt say that May was cold.", "May was cold", "critics of Brandt", kind="indirect"),
        said("“Brandt says little,” Ann Ray said.", "“Brandt says little,”", "Ann Ray"),
        text="Willy Brandt watched from the quay.",
    )
    answer = shelf.ask(question)
    assert (answer.status, answer.text) == ("abstained", "These documents quote nothing that Brandt said.")


def test_a_name_asked_for_in_lower_case_is_one_where_the_documents_always_write_it_so(shelf: Any) -> None:
    shelf.add("a.txt", text="Willy Brandt watched the police from the quay. The police left.")
    assert shelf.ask("what did brandt say").text == "These documents quote nothing that brandt said."
    assert shelf.ask("what did chief police say") is None


def test_a_title_makes_no_difference_to_whose_words_are_meant(shelf: Any, said: Any) -> None:
    shelf.add("a.txt", said("“Rest,” said Dr. Ann Ray.", "“Rest,”", "Ann Ray", "Dr."))
    shelf.add("b.txt", said("“Drink,” Ray said.", "“Drink,”", "Ann Ray"))
    assert sources(shelf.ask("What did Dr. Ray say?")) == sources(shelf.ask("What did Ray say?"))
    assert len(shelf.ask("What did Dr. Ray say?").citations) == 2


def test_nobody_is_called_silent_on_what_a_word_of_theirs_touches(shelf: Any, said: Any) -> None:
    shelf.add(
        "a.txt",
        said("“I like tea,” Ada Cole said.", "“I like tea,”", "Ada Cole"),
        said("“The harbour is deep,” Ada Cole said.", "“The harbour is deep,”", "Ada Cole"),
    )
    answer = shelf.ask("What did Cole say about dredging in the harbour by night?")
    assert answer.text.startswith("Nothing that Ada Cole said in these documents is clearly about")
    assert answer.closest[0].quote == "“The harbour is deep,” Ada Cole said."


def test_what_was_told_to_others_is_no_answer(town: Any) -> None:
    assert len(town.ask("What did Cole tell reporters?").citations) == 2
    assert town.ask("What did Cole tell the bishop?") is None


def test_who_said_something_is_left_to_the_reader(town: Any) -> None:
    assert town.ask("Who said the ferry will stop in May?") is None


def test_two_people_of_one_name_are_told_apart(shelf: Any, said: Any) -> None:
    shelf.add(
        "vote.txt",
        said("“I won,” said Ann Smith, mayor of Leeds.", "“I won,”", "Ann Smith", "mayor of Leeds"),
        said("“She didn't,” said Bob Smith, a lawyer.", "“She didn't,”", "Bob Smith", "lawyer"),
        said("“It was close,” Ann Smith said.", "“It was close,”", "Ann Smith", "mayor of Leeds"),
    )
    assert shelf.ask("What did Smith say?").text == (
        "### Ann Smith, mayor of Leeds\n\n**Ann Smith** said: “I won,” [1]\n\n"
        "**Ann Smith** said: “It was close,” [2]\n\n"
        "### Bob Smith, lawyer\n\n**Bob Smith** said: “She didn't,” [3]"
    )
    assert {citation.speaker for citation in shelf.ask("What did Bob Smith say?").citations} == {"Bob Smith"}


def test_several_articles_are_told_apart_by_title_source_and_date(shelf: Any, said: Any) -> None:
    shelf.add("b.txt", said("“Later,” Ada Cole said.", "“Later,”", "Ada Cole"), title="B", published="2024-02-01")
    shelf.add("a.txt", said("“Sooner,” Ada Cole said.", "“Sooner,”", "Ada Cole"), title="A", published="2023-02-01")
    assert shelf.ask("What did Cole say?").text == (
        "*A* (a.txt, 2023-02-01)\n\n**Ada Cole** said: “Sooner,” [1]\n\n"
        "*B* (b.txt, 2024-02-01)\n\n**Ada Cole** said: “Later,” [2]"
    )


def test_only_the_chosen_documents_speak(shelf: Any, said: Any) -> None:
    shelf.add("a.txt", said("“Sooner,” Ada Cole said.", "“Sooner,”", "Ada Cole"))
    shelf.add("b.txt", said("“Later,” Ada Cole said.", "“Later,”", "Ada Cole"))
    chosen = shelf.library.document("b.txt").id
    assert sources(shelf.ask("What did Cole say?", frozenset({chosen}))) == ["“Later,” Ada Cole said."]


def test_of_many_statements_eight_are_shown_and_the_rest_counted(shelf: Any, said: Any) -> None:
    shelf.add("a.txt", *(said(f"“Point {n},” Ada Cole said.", f"“Point {n},”", "Ada Cole") for n in range(11)))
    answer = shelf.ask("What did Cole say?")
    assert len(answer.citations) == 8
    assert answer.text.endswith("… and 3 more. For the next ask: “What did Cole say, page 2”.")


def test_what_is_left_out_comes_on_further_pages_and_past_the_last_is_the_last(shelf: Any, said: Any) -> None:
    shelf.add("a.txt", *(said(f"“Point {n},” Ada Cole said.", f"“Point {n},”", "Ada Cole") for n in range(19)))
    pages = [shelf.ask("What did Cole say?", page=number) for number in (1, 2, 3, 4)]
    assert [len(page.citations) for page in pages] == [8, 8, 3, 3]  # 19 = 8 + 8 + 3
    assert sources(pages[0]) + sources(pages[1]) + sources(pages[2]) == [f"“Point {n},” Ada Cole said." for n in range(19)]
    assert sources(pages[3]) == sources(pages[2])
    assert "more" not in pages[2].text


def test_where_a_document_lies_on_the_disk_is_nobodys_business(shelf: Any, said: Any) -> None:
    shelf.add("/home/ann/b.txt", said("“Later,” Ada Cole said.", "“Later,”", "Ada Cole"), title="B")
    shelf.add("/home/ann/a.txt", said("“Sooner,” Ada Cole said.", "“Sooner,”", "Ada Cole"), title="A")
    assert "/home" not in shelf.ask("What did Cole say?").text


def test_the_relative_of_a_leader_is_not_the_leader(shelf: Any, said: Any) -> None:
    shelf.add(
        "a.txt", said("“Beware,” said Ki Ro, sister of the Ruritanian leader.", "“Beware,”", "Ki Ro",
                      "sister of the Ruritanian leader"),
    )  # fmt: skip
    assert shelf.ask("What did the Ruritanian leader say?") is None
    assert shelf.ask("What did the sister of the Ruritanian leader say?").status == "answered"


def test_what_an_aide_said_is_not_what_the_chief_said(shelf: Any, said: Any) -> None:
    shelf.add(
        "a.txt",
        said("“Yes,” said Jo Ray, a Brandt administration lawyer.", "“Yes,”", "Jo Ray", "Brandt administration lawyer"),
    )
    assert not shelf.ask("What did Brandt say?").citations


def test_words_said_on_both_sides_of_their_tag_are_shown_whole(shelf: Any, said: Any) -> None:
    text = "The law, Cole said, was “broken beyond repair”."
    shelf.add("a.txt", said(text, "was “broken beyond repair”", "Ada Cole", kind="mixed"))
    assert text in shelf.ask("What did Cole say?").text


def test_an_initial_ends_no_quoted_sentence(shelf: Any, said: Any) -> None:
    text = "Cole said “many did” before, naming Franklin D. Roosevelt and others."
    shelf.add("a.txt", said(text, "“many did” before", "Ada Cole", kind="mixed"))
    assert "Roosevelt and others." in shelf.ask("What did Cole say?").text


def test_who_told_them_is_told_apart_from_a_namesake_who_did_not(shelf: Any, said: Any) -> None:
    shelf.add("a.txt", said("“Yes,” Ann Gomez told VOA.", "“Yes,”", "Ann Gomez", to="VOA"))
    shelf.add("b.txt", said("“Never,” said Bea Gomez.", "“Never,”", "Bea Gomez"))
    assert [each.speaker for each in shelf.ask("What did Gomez tell VOA?").citations] == ["Ann Gomez"]


def test_the_quoted_words_of_a_mixed_statement_are_listed_after_it(shelf: Any, said: Any) -> None:
    text = "Cole said the bridge is “safe” and “will not close” this year."
    shelf.add("a.txt", said(text, "the bridge is “safe” and “will not close” this year", "Ada Cole", kind="mixed"))
    listed = list(with_fragments(matching_statements(shelf.library, "Cole")))
    assert [(each.quote, each.statement.kind) for each in listed] == [
        ("the bridge is “safe” and “will not close” this year", "mixed"),
        ("“safe”", "direct"),
        ("“will not close”", "direct"),
    ]
    assert all(each.statement.of(text) == each.quote for each in listed)


def test_listed_statements_match_the_speaker_and_the_topic(town: Any) -> None:
    listed = [each.quote for each in matching_statements(town.library, "Cole", "bridge")]
    assert listed == ["“The bridge is safe,”"]
    assert len(matching_statements(town.library)) == 6
    assert matching_statements(town.library, "Zimmermann") == []


def test_words_that_are_less_surely_theirs_come_last_and_under_words_that_say_so(shelf: Any, said: Any) -> None:
    shelf.add(
        "new.txt",
        said("The lamps are “not ours”, it seems.", "“not ours”", "Ada Cole", likely=0.5),
        said("“They are dark,” Ada Cole said.", "“They are dark,”", "Ada Cole", likely=0.99),
    )
    answer = shelf.ask("What did Ada Cole say?")
    assert sources(answer) == ["“They are dark,” Ada Cole said.", "The lamps are “not ours”, it seems."]
    assert answer.confidence == "sure"
    assert answer.text.index("They are dark") < answer.text.index("Less surely said by them:") < answer.text.index("not ours")


def test_where_none_of_the_words_is_surely_theirs_the_answer_is_unsure(shelf: Any, said: Any) -> None:
    shelf.add("new.txt", said("The lamps are “not ours”, it seems.", "“not ours”", "Ada Cole", likely=0.5))
    answer = shelf.ask("What did Ada Cole say?")
    assert (answer.confidence, answer.hedge) == ("perhaps", "I'm not sure; this comes closest:")
    assert "Less surely" not in answer.text


def test_words_that_are_less_surely_theirs_are_told_with_their_article_where_others_are_of_another(
    shelf: Any, said: Any
) -> None:
    shelf.add("new.txt", said("“They are dark,” Ada Cole said.", "“They are dark,”", "Ada Cole", likely=0.99), title="Lamps")
    shelf.add("old.txt", said("The lamps are “not ours”, it seems.", "“not ours”", "Ada Cole", likely=0.5), title="Roads")
    text = shelf.ask("What did Ada Cole say?").text
    assert text.index("Lamps") < text.index("They are dark") < text.index("Less surely") < text.index("Roads")
