"""Two things of which documents tell are compared: tariffs, rooms, festivals."""

from collections.abc import Iterator

import pytest

from qa.embedding import Embedder
from qa.pipeline.ingest import Ingester
from qa.settings import Settings
from tests.support import DataDir, Workshop, open_pipeline

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
    settings = Settings(data_dir=new_data_dir())
    with open_pipeline(settings, embedder) as opened:
        workshop = Workshop(opened, Ingester(opened.stores, embedder, settings))
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
    text = mill.pipeline.ask("what is the difference between seniors and juniors in the rules of the mill?").text
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
