"""Documents with headings: summaries and comparisons by chapter, and which document "the paper" is."""

from collections.abc import Iterator

import pytest

from qa.embedding import Embedder
from qa.pipeline.overviews.chapters import are_numbered
from qa.types import Answer, Scope
from tests.support import DataDir, Workshop, open_workshop

HANDBOOK = """# Handbook of the Bergen yard

## 1 Welcome

The Bergen yard has built fishing boats for the north since 1932. Boats are its pride.

## 2 Leave

### 2.1 Holidays

Everybody has 25 days of holiday a year besides public holidays; ask your foreman for them in March.

### 2.2 Sickness

Sick pay is full pay for eight weeks and half pay for another eight weeks. Telephone before nine o'clock.

## 3 Safety

Helmets are worn everywhere in the yard except in the office and the canteen.

## 4 Leaving

Whoever leaves gives one month of notice in writing to the foreman.

## References

Brown, A. (2011) wrote the first handbook of the Bergen yard with the help of many people.
"""
MINUTES = """# Harbour board: minutes of {day}

## 1. Minutes of the last meeting

The minutes of the meeting before this one were approved without any changes by all members.

## {crane}. Crane

{told}

## {cafe}. Café

The café of the harbour stays open on Sundays until the end of the year.

## 9. {other}

{more}
"""
JANUARY = MINUTES.format(
    day="15 January 2026",
    crane=2,
    told="The crane is 31 years old and the board decided to replace it. It will ask three firms.",
    cafe=3,
    other="Petition",
    more="A petition with 214 names asks for a lower fee for small boats.",
)
MARCH = MINUTES.format(
    day="19 March 2026",
    crane=4,
    told="The board chose the crane of Pennine Lifting by four votes to one. Work begins in May.",
    cafe=2,
    other="Volunteers",
    more="Bronwen Tate proposed a rota of volunteers for the office on Sundays.",
)
PAPER = "Mowing and bees\n\nBees were counted on 72 verges in Kent. Mowing once a year doubled the number of bees on them."


@pytest.fixture(scope="module")
def yard(new_data_dir: DataDir, embedder: Embedder) -> Iterator[Workshop]:
    """A handbook, two minutes, one of them without marks of its headings, and a paper. Not to be changed."""
    with open_workshop(new_data_dir(), embedder) as workshop:
        workshop.add("handbook.md", HANDBOOK, title="Handbook of the Bergen yard")
        workshop.add("january.md", JANUARY, title="Harbour board: minutes of 15 January 2026", published="2026-01-15")
        workshop.add(
            "march.txt",
            MARCH.replace("#", "").replace("\n ", "\n"),
            title="Harbour board: minutes of 19 March 2026",
            published="2026-03-19",
        )
        workshop.add("paper-bees.txt", PAPER, title="Mowing and bees")
        yield workshop


def told(answer: Answer) -> list[str]:
    return [line.partition(":")[0] for line in answer.text.splitlines() if line.startswith("- ")]


def sources(answer: Answer) -> set[str]:
    return {citation.source for citation in answer.citations}


def test_a_summary_of_a_document_with_chapters_names_them_once_and_leaves_out_its_references(yard: Workshop) -> None:
    answer = yard.pipeline.ask("summarize the handbook")
    headed = [each for each in told(answer) if each.startswith("- **")]
    assert headed == ["- **1 Welcome**", "- **2 Leave**", "- **3 Safety**", "- **4 Leaving**"]
    assert told(answer)[1:3] == [
        "- **2 Leave**",
        "- Sick pay is full pay for eight weeks and half pay for another eight weeks. [3]",
    ]
    assert (answer.confidence, sources(answer)) == ("sure", {"handbook.md"})
    chosen = Scope(documents=(yard.library.document("handbook.md").id,))
    assert told(yard.pipeline.ask("summarize this", scope=chosen)) == told(answer)


def test_a_summary_is_as_short_as_asked_for_however_many_chapters_there_are(yard: Workshop) -> None:
    assert len(yard.pipeline.ask("summarize the handbook in two sentences").citations) == 2


def test_of_a_list_on_the_web_a_sentence_of_each_item_is_told(workshop: Workshop) -> None:
    towns = ("Bergen", "Oslo", "Porto", "Cork", "Gdansk", "Lima", "Perth", "Rome", "Turku")
    items = (
        f"{number}. {town}\n\nThe harbour of {town} opens its old crane to visitors on Sunday. "
        f"The mayor of {town} thanked the {number} firms that had paid for the crane of {town}."
        for number, town in enumerate(towns, start=1)
    )
    text = "\n\n".join(("Cranes that may be visited\n\nNine harbours of the world show what they lift with.", *items))
    for source in ("https://example.com/cranes", "cranes.txt"):
        workshop.add(source, text, title="Cranes that may be visited", published="2026-03-19")
    answers = [
        workshop.pipeline.ask("summarize this", scope=Scope(documents=(workshop.library.document(source).id,)))
        for source in ("https://example.com/cranes", "cranes.txt")
    ]
    of_web, of_file = ([town for town in towns if f"{town}**" in answer.text] for answer in answers)
    assert of_web == list(towns)
    assert len(of_file) < len(towns)


@pytest.mark.parametrize(
    ("headings", "numbered"),
    [
        (["1. Rome", "2. Oslo", "3) Cork", "## 4. Lima", ""], True),
        (["1. Rome", "2. Oslo", "3. Cork"], False),
        (["2024 budget", "2025 budget", "2026 budget", "2027 budget"], False),
        (["1. Rome", "2. Oslo", "3. Cork", "4. Lima", "Food", "Money", "Trains"], False),
    ],
)
def test_a_list_is_what_has_four_numbered_headings_and_hardly_another(headings: list[str], numbered: bool) -> None:
    assert are_numbered(headings) is numbered


@pytest.mark.parametrize("chapter", ["the chapter on leave", "section 2"])
def test_a_chapter_is_summarized_by_its_sections(yard: Workshop, chapter: str) -> None:
    answer = yard.pipeline.ask(f"summarize {chapter} in the handbook")
    assert told(answer) == ["- **2.1 Holidays**", "- **2.2 Sickness**"]


def test_a_chapter_without_sections_is_summarized_by_its_sentences(yard: Workshop) -> None:
    answer = yard.pipeline.ask("key points of the section on leaving in the handbook")
    assert [citation.quote for citation in answer.citations] == [
        "Whoever leaves gives one month of notice in writing to the foreman."
    ]


def test_a_chapter_that_the_document_lacks_is_no_other_chapter(yard: Workshop) -> None:
    assert yard.pipeline.ask("summarize section 7 of the handbook").reader != "digest"


@pytest.mark.parametrize("question", ["summarise the paper", "what is the paper about"])
def test_the_paper_is_the_only_document_that_is_called_so(yard: Workshop, question: str) -> None:
    answer = yard.pipeline.ask(question)
    assert (answer.reader, sources(answer)) == ("digest", {"paper-bees.txt"})


def test_numbered_questions_are_headings(workshop: Workshop) -> None:
    asked = (
        "Who will lead the club?",
        "Is the old goalkeeper, Bo Green, leaving?",
        "Will the ground be sold?",
        "What will it cost?",
    )
    told = (
        "The board of the club has asked three trainers from Bergen to come to the harbour in June.",
        "The goalkeeper of the club told the Bergen papers in May that he wants to play one more year.",
        "The ground at the harbour belongs to the town, which has promised not to sell it before 2030.",
        "A season ticket for the club will cost 90 crowns, ten crowns more than it did the year before.",
    )
    text = "\n\n".join(f"{number}. {each}\n\n{told[number - 1]}" for number, each in enumerate(asked, 1))
    workshop.add(
        "club.txt", f"The Bergen club has many questions to answer this summer.\n\n{text}\n", title="The club of Bergen"
    )
    answer = workshop.pipeline.ask("Summarize this document.")
    assert all(f"**{number}. {each}**: {told[number - 1]}" in answer.text for number, each in enumerate(asked, 1))


TERMS = {
    "Drivers": "Only the two people named above may drive the car of the harbour company.",
    "Fuel": "The car is handed over with a full tank and has to come back full.",
    "Late return": "After a grace period of one hour we charge one more day for the car.",
    "Breakdown": "If the car cannot be repaired within six hours, the company brings another one.",
}


def test_headings_below_a_single_one_are_the_chapters(workshop: Workshop) -> None:
    text = "\n\n".join(f"### {name}\n\n{told}" for name, told in TERMS.items())
    workshop.add("car.md", f"## Terms of this year\n\n{text}\n", title="Harbour car hire")
    answer = workshop.pipeline.ask("Summarize this document.")
    assert [line.partition("**: ")[2].removesuffix(f" [{n}]") for n, line in enumerate(answer.text.splitlines(), 1)] == list(
        TERMS.values()
    )


def test_notes_below_a_report_are_no_chapters_of_it(workshop: Workshop) -> None:
    report = " ".join(
        f"The boat of club {number} came back to the harbour at dusk after the long race." for number in range(20)
    )
    notes = "\n\n".join(f"{name.upper()}\n\n{told}" for name, told in TERMS.items())
    workshop.add("race.txt", f"{report}\n\n{notes}\n", title="The race")
    assert "**FUEL**" not in workshop.pipeline.ask("Summarize this document.").text


@pytest.mark.parametrize("question", ["tell me about the handbook", "describe the handbook", "sumarize the handbook"])
def test_to_be_told_of_a_document_is_to_be_told_its_key_points(yard: Workshop, question: str) -> None:
    answer = yard.pipeline.ask(question)
    assert (answer.reader, sources(answer)) == ("digest", {"handbook.md"})


@pytest.mark.parametrize("question", ["summarize the minutes", "tell me about the minutes"])
def test_where_a_few_documents_are_called_so_each_is_told_of(yard: Workshop, question: str) -> None:
    answer = yard.pipeline.ask(question)
    assert (answer.reader, sources(answer)) == ("digest", {"january.md", "march.txt"})
    assert answer.text.startswith("Of each of the 2 documents called so:")


def test_what_many_documents_tell_of_is_no_document(workshop: Workshop) -> None:
    workshop.add_all({f"{number}.txt": f"The strike at mill {number} goes on, workers said on Monday." for number in range(5)})
    workshop.add("strike.txt", "The strike of 1911 began in the harbour. It ended in May after a vote.", title="The strike")
    assert workshop.pipeline.ask("Tell me about the strike").text.startswith("On “the strike”, from")


def test_a_table_is_said_to_have_no_sentences_to_sum_up(workshop: Workshop) -> None:
    workshop.add(
        "prices.csv", "Row 1 | Boat; Price\nRow 2 | Boat: Tern; Price: 90\nRow 3 | Boat: Gull; Price: 80", title="Prices"
    )
    answer = workshop.pipeline.ask("summarize the prices")
    assert (answer.status, "rows of a table" in answer.text) == ("abstained", True)


@pytest.mark.parametrize("question", ["summarise the story", "what is the story about"])
def test_which_story_is_asked_where_no_document_is_called_so(yard: Workshop, question: str) -> None:
    answer = yard.pipeline.ask(question)
    assert (answer.status, answer.text) == (
        "abstained",
        "There are 4 documents. Choose one, or call it by its title, and ask again.",
    )


@pytest.mark.parametrize(
    "question",
    [
        "compare the January and March minutes",
        "compare the minutes of January and March",
        "what changed between the January and March minutes?",
        "what has changed between the january minutes and the march minutes",
    ],
)
def test_minutes_of_two_months_are_compared_by_their_headings_without_what_is_the_same(yard: Workshop, question: str) -> None:
    answer = yard.pipeline.ask(question)
    assert (answer.reader, sources(answer)) == ("comparison", {"january.md", "march.txt"})
    crane, *others = answer.text.split("\n\nOnly ")
    assert crane.startswith(
        "**Crane**:\n\n- **Harbour board: minutes of 15 January 2026** (january.md, 2026-01-15): The crane is 31"
    )
    assert "(march.txt, 2026-03-19): The board chose" in crane
    assert [part.splitlines()[2].partition(":")[0] for part in others] == ["- **Petition**", "- **Volunteers**"]
    assert "café" not in answer.text


def test_a_topic_is_compared_in_the_two_documents_that_are_named(yard: Workshop) -> None:
    answer = yard.pipeline.ask("Compare the bees in the handbook and the paper")
    assert (answer.reader, sources(answer)) == ("comparison", {"paper-bees.txt"})
    assert "Nothing in **Handbook of the Bergen yard**" in answer.text


def test_two_things_that_no_documents_are_called_are_no_documents_to_compare(yard: Workshop) -> None:
    assert yard.pipeline.ask("what changed between the war and the election?").reader != "comparison"
