"""Whose party is asked for: the letter behind a name tells it where nothing else does."""

from tests.support import Workshop

TAGGED = "Sen. Kay Sorel, D-Oster, voted for the harbour bill on Tuesday."
LEFT = "Sen. Kay Sorel left the Democratic Party in December and is now an independent."


def quotes(workshop: Workshop, question: str) -> list[str]:
    return [cited.quote for cited in workshop.pipeline.ask(question).citations]


def test_the_newest_letter_tells_it(workshop: Workshop) -> None:
    workshop.add("a", TAGGED, title="Harbour bill", published="2021-03-03")
    workshop.add("b", TAGGED.replace("D-", "R-").replace("harbour", "water"), title="Water bill", published="2023-01-09")
    for question in ("What party is Kay Sorel?", "Is Kay Sorel a Democrat?"):
        assert quotes(workshop, question) == ["Sen. Kay Sorel, R-Oster, voted for the water bill on Tuesday."]


def test_a_letter_does_not_take_the_place_of_a_sentence_that_tells_it_or_of_a_newer_one(workshop: Workshop) -> None:
    workshop.add("a", TAGGED, title="Harbour bill", published="2021-03-03")
    workshop.add("b", LEFT, title="Sorel leaves", published="2023-01-09")
    for question in ("What party is Kay Sorel?", "Is Kay Sorel a Democrat?", "is kay sorel a republican"):
        assert LEFT in quotes(workshop, question)


def test_a_letter_behind_a_namesake_tells_nothing_surely_or_perhaps(workshop: Workshop) -> None:
    workshop.add("a", "Gov. Kay Sorel and her brother, Sen. Bo Sorel, R-Oster, opened the fair.")
    answer = workshop.pipeline.ask("Is Kay Sorel a Republican?")
    assert answer.unsure or answer.status == "abstained"
    assert "probably" not in answer.text


def test_a_letter_tells_it_where_the_best_sentence_is_of_a_namesake(workshop: Workshop) -> None:
    workshop.add("a", f"{TAGGED} Sen. Sorel's husband, Bo Sorel, is a Republican.")
    assert quotes(workshop, "Is Kay Sorel a Republican?") == [TAGGED]
