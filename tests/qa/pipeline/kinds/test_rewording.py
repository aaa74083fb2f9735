"""Messages in plain words: what people type for a kind of thing that is asked for in too many ways for a table of them."""

import pytest

from qa.pipeline.kinds.kind_model import ReadKind
from qa.pipeline.kinds.question_kind import question_kind
from qa.pipeline.kinds.rewording import asked_kind, left_out, perhaps_wished, reworded
from qa.pipeline.kinds.wordings import plainly


@pytest.mark.parametrize(
    ("message", "plain"),
    [
        ("boil this down to three sentences", "Summarize this in 3 sentences"),
        ("what do I absolutely have to know from the tenancy handbook", "Summarize the tenancy handbook"),
        ("what are both of these reports dealing with", "What are these about?"),
        ("set out the harbour dispute in the order it unfolded", "Timeline of the harbour dispute"),
        ("tally of pieces that bring up the tram strike", "How many documents mention the tram strike"),
        ("dig out all the memos that bring up asbestos", "Which memos mention asbestos"),
        ("the most recently uploaded one please", "The last added documents"),
        ("whose voices do we hear most on the levy", "Who is quoted most about the levy"),
        ("put the mayor and the builder side by side on costs", "Compare the mayor and the builder on costs"),
        ("side by side: Threads and Twitter", "Compare Threads and Twitter"),
        ("who is the author of this leaflet", "Who wrote this document?"),
        ("what was going on around christmas 2022", "Timeline around christmas 2022"),
        ("total number of pieces dated 2016", "How many documents were published in 2016"),
        ("where do things stand with the bypass", "What is new about the bypass?"),
        ("nice to meet you, what are you able to do", "Hello"),
    ],
)
def test_a_wish_in_words_of_ones_own_is_put_in_plain_ones(message: str, plain: str) -> None:
    assert reworded(message) == plain


@pytest.mark.parametrize(
    "message",
    [
        "How many articles are in the constitution?",
        "What is the lawsuit about?",
        "Who wrote the letter to the mayor?",
        "how many shades does the foundation come in",
        "What does Ann Lee think of the new trams?",
        "why did the ferry turn back",
        "Which documents did the agents take from the house?",
        "can we throw rice or paper confetti in the yard",
        "where is the old iron pan today",
        "what's the total of the Ridgeway invoice",
    ],
)
def test_what_a_text_tells_stays_a_question(message: str) -> None:
    assert reworded(message) is None


def test_what_points_back_and_names_but_a_time_leans_on_what_was_told() -> None:
    told = [reworded(each, follows=True) for each in ("forgot one this morning", "what came in this morning")]
    assert told == [None, "The last added documents in this morning"]


@pytest.mark.parametrize("message", ["Summarize the lease", "Which articles mention trams?", "tram strike", "Hello", "", "  "])
def test_what_is_plain_stays_as_it_is(message: str) -> None:
    assert reworded(message) is None


@pytest.mark.parametrize(
    "message",
    [
        "how many articles do not mention trams",
        "not a summary, I want the rent",
        "how many letters were sent out about the strike",
        "Cowboys vs Giants score",
        "most recent meeting date",
        "what do the April minutes say about pets",
        "How long is the tenancy agreement?",
        "When will the North Korea policy review come out?",
        "the dehumidifier shows e2 what now",
    ],
)
def test_a_wish_of_which_a_part_would_be_lost_stays_as_it_is(message: str) -> None:
    assert reworded(message) is None


@pytest.mark.parametrize(
    ("message", "plain"),
    [
        ("Okafor's take on the levy", "What did Okafor say about the levy?"),
        ("where does the mayor stand on the new bridge", "What did the mayor say about the new bridge?"),
        ("Is Dr. Amara Okafor worried about the flu season?", "What did Dr. Amara Okafor say about the flu season?"),
        ("Ann Lee furious at landlords", "What did Ann Lee say about landlords?"),
        ("how did the minister justify the cuts", "What did the minister say about the cuts?"),
        ("I could do with a quote from Henrik Lund on the dredging", "What did Henrik Lund say about the dredging?"),
        ("Ann Lee's verdict on the harbour, and the bridge", "What did Ann Lee say about the harbour, and the bridge?"),
        (
            "is Okafor at all sorry for the delay that so annoyed the tenants",
            "What did Okafor say about the delay that so annoyed the tenants?",
        ),
        (
            "the new flu strain from the UK, in new york, okafor announced it",
            "What did okafor say about the new flu strain from the UK, in new york?",
        ),
        ("any word from the nurses' union on pay", "What did the nurses' union say about pay?"),
    ],
)
def test_a_wish_for_somebodys_words_asks_what_they_said(message: str, plain: str) -> None:
    assert reworded(message) == plain


@pytest.mark.parametrize(
    "message",
    [
        "What did Okafor say about the levy?",  # plain
        "who criticised the levy",
        "How many people did Okafor say were hurt?",
        "When did Ann Lee resign?",
        "what is the mayor's salary",
        "Okafor's new house in Leeds",
        "Okafor harbour visit",
        "what did Okafor write in her February 2016 letter to supporters",
        "what does the lease say about pets",
        "isn't Porto too far for the fans she talks about",
    ],
)
def test_what_somebody_did_or_has_isnt_asked_of_their_words(message: str) -> None:
    assert reworded(message) is None


def test_keywords_after_an_answer_are_no_subject_of_their_own() -> None:
    assert reworded("what do the papers have to say about the levy") == "Tell me about the levy"
    assert reworded("what do the papers have to say about the levy", follows=True) is None


def test_what_narrows_an_answer_is_no_list_of_all_documents() -> None:
    assert reworded("just the ones joris looks after") == "Which documents mention joris"
    assert reworded("just the ones joris looks after", follows=True) is None


@pytest.mark.parametrize("message", ["shorter, please", "Source?", "who wrote it?", "are you sure", "and the oldest?"])
def test_what_names_nothing_after_an_answer_is_left_to_it(message: str) -> None:
    assert reworded(message, follows=True) is None


def test_plain_words_say_when() -> None:
    plain = reworded("number of pieces about trams since march 2021, month by month")

    assert plain == "How many documents mention trams since 2021-03-01 by month"
    assert question_kind(plain).grouped_by == "month"


def test_each_month_is_no_period() -> None:
    assert reworded("count of pieces mentioning trams each month") == "How many documents mention trams by month"


@pytest.mark.parametrize(
    ("message", "plain"),
    [
        ("what's happening in Bergen", "What is new about Bergen?"),
        ("harbour bridge timeline", "Timeline of harbour bridge"),
        ("When did what happen with the tram?", "Timeline of the tram"),
        ("which month has the most articles about trams", "How many documents mention trams by month"),
        ("in which articles is the mayor quoted", "Which documents quote the mayor"),
        ("What was added last?", "The last added documents"),
        ("Which document is the oldest?", "The oldest document"),
        ("What do we know about Ann Brown?", "Tell me about Ann Brown"),
        ("How do the two contracts differ?", "Compare the two contracts"),
        ("what brown and green said", "Compare brown and green"),
        ("What was published on 3 May 2021?", "Which documents were published on 3 May 2021"),
        ("what topics do the articles cover", "What is this about?"),
    ],
)
def test_wordings_that_people_often_use_need_no_table(message: str, plain: str) -> None:
    assert question_kind(message).kind in ("question", "topic")
    assert reworded(message) == plain


@pytest.mark.parametrize("message", ["x" * 2001, "é" * 500, "\n\t ", "💡" * 50, "Wer hat die Wahl gewonnen und warum?"])
def test_any_text_gets_an_answer_from_the_model_of_kinds(message: str) -> None:
    assert reworded(message) is None or question_kind(reworded(message) or "").kind != "question"


@pytest.mark.parametrize(
    ("message", "plain"),
    [
        ("crash course on the levy, I hire drivers next month", "Summarize the levy"),
        ("What did Okafor say about the levy?", None),
        ("when did the mill close", None),
        ("Summarize the levy", None),
        ("tram strike", None),
    ],
)
def test_what_may_be_a_wish_is_offered_in_plain_words(message: str, plain: str | None) -> None:
    assert reworded(message) is None
    assert perhaps_wished(message) == plain


def test_where_the_tables_know_another_kind_a_very_sure_wish_counts() -> None:
    assert question_kind("stories on fracking quakes, what number").kind == "which_documents"
    assert reworded("stories on fracking quakes, what number") == "How many documents mention fracking quakes"


@pytest.mark.parametrize(
    ("message", "kind"), [("wifi password for the reading room", "question"), ("tram strike", "topic"), ("Hello", "small_talk")]
)
def test_keywords_that_ask_are_a_question(message: str, kind: str) -> None:
    assert asked_kind(message).kind == kind


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("whose voices do we hear most on the levy since the merger", "since the merger"),
        ("whose voices do we hear most on the levy in May 2021", ""),
        ("where do things stand with the bypass these days", ""),
    ],
)
def test_a_time_that_isnt_understood_is_left_out_of_the_plain_words(message: str, left: str) -> None:
    plain = reworded(message)

    assert plain is not None
    assert left_out(message, plain) == left


def test_a_subject_that_has_words_in_it_keeps_them_where_pages_are_asked_for() -> None:
    read = ReadKind("fact", 1.0, fact="length", topic=("passwords",), document=("the article",))
    assert next(iter(plainly("how many pages has the article about passwords", read))) == (
        "How many pages does the article about passwords have?"
    )
