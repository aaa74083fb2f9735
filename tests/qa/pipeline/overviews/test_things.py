"""Two things of which documents tell are compared: tariffs, rooms, festivals."""

from collections.abc import Callable, Iterator

import pytest

from qa.embedding import Embedder
from qa.english.wanted import Phrase
from qa.english.weighted_words import WeightedWords
from qa.pipeline.overviews.thing import Thing
from qa.types import Answer
from tests.support import DataDir, Workshop, open_workshop

FESTIVALS = (
    "Two festivals share one summer in Porto. Harbour Beat put its tickets on sale on Monday for $40, $15 less than those of "
    "Hill Sound.\n\n"
    "Harbour Beat is paid for by the brewery Ludo. It expects 9,000 guests in June.\n\n"
    "Hill Sound is paid for by the bank Terra. They expect 7,000 guests in August.\n\n"
    "The mayor of Porto will open both of them.\n\n"
    "Hill Sound has a tent for children, with a circus in it."
)
ROOMS = """# Rules of the mill

## 1 Money

A deposit of 50 euros is paid for every key.

## 2 Rooms

### 2.1 Attic

Twelve people find room here. The stairs are steep, and there is no lift.

### 2.2 Cellar

Thirty people find room here. Music is allowed until midnight.

Table 1 row 1 | Room; Seats; Price an hour
Table 1 row 2 | Room: Attic; Seats: 12; Price an hour: 8 euros
Table 1 row 3 | Room: Cellar; Seats: 30; Price an hour: 20 euros

## 3 Members

- Seniors: aged 18 or over. They vote at the meeting in May.
- Juniors: aged 12 to 17. They don't vote, but speak.
"""


@pytest.fixture(scope="module")
def mill(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Workshop]:
    with open_workshop(new_data_dir(), embedder) as workshop:
        workshop.add("https://www.news.example/beat", FESTIVALS, title="A summer of festivals", published="2021-03-17")
        workshop.add("rules.md", ROOMS)
        workshop.add("attic.txt", "We cleared the attic of my aunt in May. The attic was full of letters and of old coats.")
        for number in range(12):
            workshop.add(
                f"n{number}.txt", f"Rain and wind came on day {number}. The wind blew and the rain fell all night long."
            )
        yield workshop


@pytest.mark.parametrize("question", ["compare harbour beat and hill sound", "Compare Harbour Beat with Hill Sound."])
def test_things_of_one_article_are_set_side_by_side_after_what_tells_of_both(mill: Workshop, question: str) -> None:
    answer = mill.pipeline.ask(question)
    assert (answer.reader, answer.confidence) == ("comparison", "sure")
    both, rest = answer.text.split("\n\nSide by side:\n\n")
    assert "$15 less than those of Hill Sound" in both
    assert "- **Harbour Beat**: Harbour Beat is paid for by the brewery Ludo." in rest
    assert "- **Hill Sound**: Hill Sound is paid for by the bank Terra." in rest
    assert "- **Harbour Beat**: It expects 9,000 guests in June." in rest  # it goes on with what it is said of
    assert "- **Hill Sound**: They expect 7,000 guests in August." in rest
    assert rest.index("Only **Hill Sound**:") < rest.index("a tent for children")
    assert "mayor" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "whats the difference between harbour beat and hill sound",
        "How is Harbour Beat different from Hill Sound?",
        "how does harbour beat compare to hill sound",
    ],
)
def test_what_is_told_of_each_thing_follows_what_was_read_unsurely_of_both(mill: Workshop, question: str) -> None:
    answer = mill.pipeline.ask(question)
    if answer.reader != "comparison":
        assert all(name in answer.text for name in ("Harbour Beat", "Hill Sound"))
        return
    assert answer.unsure
    assert "- **Harbour Beat**: Harbour Beat is paid for by the brewery Ludo." in answer.text
    assert "- **Hill Sound**: Hill Sound is paid for by the bank Terra." in answer.text


def test_what_stands_under_the_name_of_a_thing_or_in_its_row_is_told_of_it(mill: Workshop) -> None:
    text = mill.pipeline.ask("Compare the Attic and the Cellar").text
    assert "- **Attic**: Twelve people find room here." in text
    assert "- **Cellar**: Thirty people find room here." in text
    assert "Seats: 12; Price an hour: 8 euros" in text
    assert "Seats: 30; Price an hour: 20 euros" in text
    assert "Only **Cellar**:\n\n- Music is allowed until midnight." in text
    assert "aunt" not in text  # another attic, of a document that tells of no cellar


def test_what_stands_behind_the_name_of_a_thing_as_its_label_is_told_of_it(mill: Workshop) -> None:
    text = mill.pipeline.ask("difference between seniors and juniors").text
    assert "- **Seniors**: Seniors: aged 18 or over." in text
    assert "- **Juniors**: Juniors: aged 12 to 17." in text


def test_which_of_two_is_told_surely_by_one_sentence_or_by_what_is_told_of_each(mill: Workshop) -> None:
    assert mill.pipeline.ask("Which is cheaper, Harbour Beat or Hill Sound?").reader == "extractive"
    answer = mill.pipeline.ask("which is louder, the attic or the cellar?")
    assert (answer.reader, answer.confidence) == ("comparison", "perhaps")


def test_nothing_is_compared_with_what_the_documents_dont_tell_of(mill: Workshop) -> None:
    answer = mill.pipeline.ask("Compare Harbour Beat and Zydeco")
    assert (answer.status, "Zydeco" in answer.text) == ("abstained", True)


def test_what_many_documents_tell_of_is_never_compared_surely(mill: Workshop) -> None:
    assert mill.pipeline.ask("what is the difference between wind and rain").unsure


PLANS = (
    "# Broadband offers\n\n## Basic plan\nSpeed is 20 megabits. The router is lent.\nThe price is 18 pounds a month.\n\n"
    "## Family plan\nSpeed is 80 megabits. The router is a gift.\nThe price is 35 pounds a month.\n\n"
    "Rules for everybody:\nA deposit of 50 pounds is taken. Moving house costs 25 pounds.\nThe contract runs for two years.\n"
)
ACCOUNTS = (
    "Terms of the Rowan savings accounts\n\nInstant account\nInterest is 2.1 per cent. You can take money out at any time.\n\n"
    "Fixed account\nInterest is 4.3 per cent. Money is locked for two years. Both accounts are protected up to 85,000 pounds.\n"
)
CARDS = (
    "The Gold card has no fee. The Gold Plus card costs 60 euros a year and includes travel insurance. The Silver card costs "
    "20 euros a year. The Gold Plus card has a limit of 9,000 euros. The Silver card has a limit of 2,000 euros. The Gold card "
    "has a limit of 5,000 euros."
)
PHONES = (
    "The Zephyr 15 costs 799 dollars and weighs 171 grams. The Zephyr 15 Pro costs 999 dollars and weighs 187 grams. The "
    "Zephyr 15 battery lasts 20 hours. The Zephyr 15 Pro battery lasts 23 hours."
)
TRAMS = (
    "The tram costs 3 euros. The tram runs every 6 minutes. The night bus costs 5 euros. The tram does not take dogs. The "
    "tourist tram costs 12 euros and runs every 40 minutes. The bus costs 2 euros. The bus runs every 10 minutes."
)
SITES = (
    "Soldiers left the town of Ormen, and the mayor of Ormen thanked them in a speech. A bridge near Ormen is shut.\n\n"
    "People in Ostra wait for trains every night. The opera of Ostra plays in a cellar while shells fall."
)
BOILER = (
    "Fault codes\n\nE1 – low water pressure. Open the filling loop until the gauge shows 1.2 bar.\n"
    "E9 – pump seized. Do not reset. Call the maker on 0555 019 2244."
)
SUIT = (
    "Apple and Samsung met in court. Samsung won the lawsuit over the folding hinge on Monday. Apple was founded in 1976 in a "
    "garage. Apple sells 220 million phones a year. Samsung sells 240 million phones a year."
)


# Asks a question of one text.
Compared = Callable[[str, str], Answer]


@pytest.fixture
def compared(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Compared]:
    with open_workshop(new_data_dir(), embedder) as workshop:

        def ask(text: str, question: str) -> Answer:
            workshop.add("text.md" if text.startswith("#") else "text.txt", text)
            return workshop.pipeline.ask(question)

        yield ask


@pytest.mark.parametrize(
    ("text", "question", "others"),
    [
        (PLANS, "What is the difference between the Basic plan and the Family plan?", ["deposit", "contract"]),
        (ACCOUNTS, "What is the difference between the Instant account and the Fixed account?", ["Both accounts"]),
        (CARDS, "What is the difference between the Gold card and the Silver card?", ["Plus"]),
        (CARDS, "What is the difference between the gold card and the silver card?", ["Plus"]),
        (TRAMS, "What is the difference between the tram and the bus?", ["tourist", "night"]),
    ],
)
def test_what_is_said_of_others_or_of_all_is_told_of_none_of_the_things(
    compared: Compared, text: str, question: str, others: list[str]
) -> None:
    answer = compared(text, question)
    assert (answer.reader, answer.confidence) == ("comparison", "sure")
    assert "Side by side" in answer.text
    assert not any(other in answer.text for other in others)


def test_a_thing_whose_name_anothers_begins_with_has_its_own_sentences(compared: Compared) -> None:
    text = compared(PHONES, "What is the difference between the Zephyr 15 and the Zephyr 15 Pro?").text
    assert "- **Zephyr 15**: The Zephyr 15 battery lasts 20 hours." in text
    assert "- **Zephyr 15 Pro**: The Zephyr 15 Pro battery lasts 23 hours." in text


def test_a_row_names_a_thing_by_a_whole_cell_or_head() -> None:
    plus = Thing("Plus", Phrase("Plus").pattern(), WeightedWords(plu=1.0), frozenset({"plu"}))
    assert plus.names("Table 1 row 3 | Plan: Plus; Price: 18")
    assert plus.names("Table 1 row 2 | Car: Van; Plus, per hour: 18")
    assert not plus.names("Table 1 row 4 | Plan: Plus Family; Price: 25")


def test_a_thing_told_of_by_longer_names_alone_is_never_compared_surely(compared: Compared) -> None:
    longer = CARDS.replace("The Gold card", "The Gold Extra card")
    assert compared(longer, "What is the difference between the Gold card and the Silver card?").unsure


def test_things_that_share_neither_a_unit_nor_words_are_never_compared_surely(compared: Compared) -> None:
    assert compared(SITES, "What is the difference between Ormen and Ostra?").confidence != "sure"


def test_a_labelled_item_is_told_whole(compared: Compared) -> None:
    text = compared(BOILER, "What is the difference between E1 and E9?").text
    assert all(each in text for each in ("E9 – pump seized.", "Do not reset.", "Call the maker"))


def test_the_sentence_that_names_one_of_two_with_a_word_of_what_is_asked_stays_alone(compared: Compared) -> None:
    answer = compared(SUIT, "Who won the lawsuit, Apple or Samsung?")
    assert "Samsung won the lawsuit" in answer.text
    assert "1976" not in answer.text


@pytest.mark.parametrize("question", ["How does the tram differ from the bus?", "tram vs bus"])
def test_no_sentence_is_told_twice(compared: Compared, question: str) -> None:
    text = compared(TRAMS, question).text
    assert max(text.count(each) for each in TRAMS.split(". ")) == 1
