"""A question that calls a document by its title is asked of that document."""

import pytest

from qa.documents.titles import undeclared
from qa.types import Turn
from tests.support import Workshop

MILL = "The old mill of Oster closes in May. The owner, Ann Brown, is seventy and has no heirs. The wheel goes to the museum."
STORM = "The storm broke ten lines. The town of Oster pays for the repairs, the mayor said. Customers pay more from June."
OTHER = "Who pays is an old question. The bakers of Tarn pay for their own ovens, and always have."


@pytest.fixture
def library(workshop: Workshop) -> Workshop:
    workshop.add("mill", MILL, "What's next for the old mill? Nobody knows | The Oster Post")
    workshop.add("storm", STORM, "Who pays for repairs after storms?")
    workshop.add("other", OTHER, "The ovens of Tarn")
    return workshop


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ('What\'s "Who pays for repairs after storms?" about?', "storm"),
        ("Summarize “Who pays for repairs”", "storm"),
        ('summarise the article "what is next for the old mill?"', "mill"),
        ("Summarize what's next for the old mill", "mill"),
        ('Who pays, by the story "Who pays for repairs after storms?"', "storm"),
    ],
)
def test_what_is_called_by_its_title_alone_is_asked(library: Workshop, question: str, source: str) -> None:
    answer = library.pipeline.ask(question)
    assert answer.status == "answered"
    assert {citation.source for citation in answer.citations} == {source}


def test_the_question_is_shown_with_the_whole_title(library: Workshop) -> None:
    answer = library.pipeline.ask('What is "who pays for repairs" about?')
    assert answer.standalone_question == "What is this document about? (about: “Who pays for repairs after storms?”)"


LEASE = "1.2 Pets. The tenant may keep one cat. 1.3 Subletting. The tenant shall not sublet the flat or any part of it."
RULES = "Pets are welcome in the yard. Bicycles stand in the cellar. Whoever sublets a room tells the board within a week."


@pytest.fixture
def papers(workshop: Workshop) -> Workshop:
    workshop.add("lease-2021.md", LEASE.replace(" 1.3", "\n\n1.3"), "Tenancy agreement, Oster Street 4")
    workshop.add("rules.md", RULES, "House rules of Oster Street")
    workshop.add("minutes-3.md", "The board spoke of pets. Nothing was decided.", "Minutes of 3 March", "2021-03-03")
    workshop.add("minutes-4.md", "The board bought a pump. Pets were not spoken of.", "Minutes of 7 April", "2021-04-07")
    return workshop


@pytest.mark.parametrize(
    ("question", "quote", "source"),
    [
        (
            "What does the tenancy agreement say about subletting?",
            "The tenant shall not sublet",
            "lease-2021.md",
        ),
        ("what do our house rules say about subletting a room", "Whoever sublets a room tells the board", "rules.md"),
        ("According to the house rules, where do bicycles stand?", "Bicycles stand in the cellar.", "rules.md"),
        ("where do bicycles stand according to the rules", "Bicycles stand in the cellar.", "rules.md"),
        ("what do the April minutes say about pets", "Pets were not spoken of.", "minutes-4.md"),
        ("What does the lease say?", "The tenant shall not sublet the flat", "lease-2021.md"),
    ],
)
def test_what_a_document_says_is_asked_of_the_one_that_is_called_so(
    papers: Workshop, question: str, quote: str, source: str
) -> None:
    answer = papers.pipeline.ask(question)
    assert quote in answer.text
    assert {citation.source for citation in answer.citations} == {source}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who wrote the house rules?", "Its first lines don't say who wrote it:"),
        ("who is the author of the tenancy agreement", "Its first lines don't say who wrote it:"),
        ("When were the April minutes written?", "It is dated 7 April 2021:"),
        ("which file are the house rules in", "It is from rules.md:"),
    ],
)
def test_a_fact_of_the_document_that_is_called_so_is_told(papers: Workshop, question: str, told: str) -> None:
    assert papers.pipeline.ask(question).text.startswith(told)


def test_what_the_document_called_so_does_not_tell_is_said_and_nothing_in_it_is_sure(papers: Workshop) -> None:
    elephants = papers.pipeline.ask("What do the house rules say about elephants?")
    assert (elephants.confidence, elephants.notice) != ("sure", None)
    assert "elephants" in (elephants.notice or elephants.text)
    assert papers.pipeline.ask("According to the house rules, where do bicycles stand?").confidence == "perhaps"


def test_facts_of_the_document_called_so_may_be_asked_one_after_the_other(papers: Workshop) -> None:
    question = "Who wrote the house rules?"
    history = (Turn("user", question), papers.pipeline.ask(question).turn())
    assert papers.pipeline.ask("Where is it from?", history).text.startswith("It is from rules.md:")


def test_an_article_of_the_web_is_not_called_by_what_it_tells_of(workshop: Workshop) -> None:
    workshop.add("https://news.example/lead", "Ann Brown wrote the letter on lead in Oster.", "A letter on lead")
    assert "Ann Brown" in workshop.pipeline.ask("Who wrote the letter?").text


def test_a_table_in_the_document_called_so_is_asked_too(papers: Workshop) -> None:
    papers.add(
        "prices.md",
        "# Price list 2021\n\n| Item | Price |\n| --- | --- |\n| Boat | £6.00 |\n| Oar | £1.50 |",
        "Price list 2021",
    )
    assert "£6.00" in papers.pipeline.ask("According to the price list, how much is a boat?").text


def test_how_long_a_contract_is_asks_how_long_it_lasts(papers: Workshop) -> None:
    assert papers.pipeline.ask("How long is the tenancy agreement?").reader != "facts"


def test_a_word_of_a_title_alone_stands_somewhere(papers: Workshop) -> None:
    assert "Nothing here mentions" not in papers.pipeline.ask("How tall is the tenancy?").text


@pytest.mark.parametrize(
    "question",
    [
        "What do the minutes say about pets?",  # of two
        "What does the handbook say about pets?",  # of none
        "What does the board say about pets?",  # no document
        "What do the rules of chess say about castling?",
    ],
)
def test_where_no_one_document_is_called_so_all_are_asked(papers: Workshop, question: str) -> None:
    assert papers.pipeline.ask(question).scope.documents == ()


@pytest.mark.parametrize(
    "question",
    [
        'Who said "Who pays for repairs"?',  # words, no title
        'Is "Who pays" about ovens?',  # too few words for a title
        'Does "Who pays for the ovens of Tarn" tell of repairs?',  # no document is called so
        'How many documents mention "Who pays for repairs"?',
        "Which articles mention “who pays for repairs after storms” in 2022?",
        'Who sang "What\'s next for the"?',  # the beginning of a title alone
    ],
)
def test_other_quotations_are_no_titles(library: Workshop, question: str) -> None:
    assert library.pipeline.ask(question).scope.documents == ()


@pytest.mark.parametrize("first", ["The council passed the budget on Monday by 12 votes to 3.", "Tower news"])
def test_what_somebody_says_is_quoted_of_a_text_that_declares_no_title(workshop: Workshop, first: str) -> None:
    text = f"{first}\n\nMayor Ann Lee said: “It was a long night.”\n\nThe hall was full."
    workshop.add("council.txt", text, undeclared(text, "council.txt"))
    answer = workshop.pipeline.ask("What did Ann Lee say?")
    assert (answer.confidence, [citation.quote for citation in answer.citations]) == (
        "sure",
        ["Mayor Ann Lee said: “It was a long night.”"],
    )


@pytest.mark.parametrize("line", ["Date: 12 March 2026", "By Ann Lee, 12 March 2026"])
def test_the_date_of_an_article_is_not_told_for_when_something_happened(workshop: Workshop, line: str) -> None:
    closes = "The harbour bridge will close on Friday, 20 March, at six in the evening, Mayor Ann Lee told the council of Malm."
    text = f"Bridge closes\n\n{line}\n\n{closes} Traffic goes by the tunnel."
    workshop.add("bridge.txt", text, undeclared(text, "bridge.txt"), "2026-03-12")
    answer = workshop.pipeline.ask("When will the harbour bridge close?")
    assert (answer.confidence, [citation.quote for citation in answer.citations]) == ("sure", [closes])
    published = workshop.pipeline.ask("When was the article published?")
    assert "Bridge closes" in published.text
    assert "12 March 2026" in published.text
