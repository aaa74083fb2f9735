from qa.english.weighted_words import WeightedWords
from qa.reading.belonging import Weights, is_presentable, weights_for
from qa.reading.digest import best_of, digest, scored_sentences
from qa.reading.subject import Subject
from tests.support import Workshop

STORM = (
    "A storm closed the harbour of Bergen on Monday and damaged about 300 boats. "
    "The storm damaged some 300 boats in the harbour of Bergen on Monday. "
    "Mayor Ann Brown thanked the rescue crews of Bergen for their work in the storm. "
    "Sign up for our newsletter to read more about the harbour of Bergen. "
    "But it was not the first time. "
    "The fish market of Bergen stays shut until the harbour opens again on Friday. "
    "Is the harbour of Bergen safe from the next storm in the winter?"
)


def weights(workshop: Workshop) -> Weights:
    return weights_for(workshop.library.embedding_model)


def sentences(workshop: Workshop, *sources: str, length: int, subject: Subject | None = None) -> list[str]:
    found = workshop.library.passages_of([workshop.library.document(source).id for source in sources])
    return [
        each.text
        for each in digest([found[workshop.library.document(s).id] for s in sources], length, weights(workshop), subject)
    ]


def test_a_digest_says_nothing_twice_and_stands_in_reading_order(workshop: Workshop) -> None:
    workshop.add("a", STORM, title="Storm in Bergen")
    found = sentences(workshop, "a", length=3)
    assert len(found) == 3
    assert sum("300 boats" in each for each in found) == 1
    assert [STORM.index(each) for each in found] == sorted(STORM.index(each) for each in found)


def test_what_is_like_another_sentence_is_told_where_it_tells_more(workshop: Workshop) -> None:
    crush = "in the crush of fans at the football stadium of Bergen"
    deaths = f"The deaths {crush} are one of the worst stadium disasters of Norway."
    dead = f"At least 31 people have died {crush}, one of the worst stadium disasters of Norway."
    for source, text in (("a", deaths), ("b", dead)):
        workshop.add(source, text, title="Deaths in the stadium of Bergen")
    assert sentences(workshop, "a", "b", length=2) == [deaths, dead]


def test_lines_of_the_page_questions_and_fragments_are_left_out(workshop: Workshop) -> None:
    workshop.add("a", STORM, title="Storm in Bergen")
    found = " ".join(sentences(workshop, "a", length=20))
    assert "newsletter" not in found
    assert "?" not in found
    assert "fish market" in found
    assert not is_presentable("Photo by Ann Brown of the harbour in Bergen.")


def test_of_a_chapter_that_is_told_already_less_is_told(workshop: Workshop) -> None:
    pier = "The pier of Bergen was built in 1890 by the harbour company of the town."
    texts = [
        pier,
        "The pier of Bergen is 300 metres long and made of oak from the forests of the north.",
        "The harbour of Bergen has a crane that lifts 40 tons of fish from the boats every day.",
    ]
    workshop.add("a", " ".join(texts), title="The harbour of Bergen")
    [passages] = workshop.library.passages_of([workshop.library.document("a").id]).values()
    found = scored_sentences(passages, weights(workshop))
    assert [each.text for each in best_of(found, 2)] == texts[:2]
    assert [each.text for each in best_of(found, 2, ["Pier", "Pier", "Crane"])] == [texts[0], texts[2]]


def test_what_goes_on_from_a_sentence_is_told_below_it_rather_than_alone(workshop: Workshop) -> None:
    first = "Mayor Ann Brown of Bergen spoke of the harbour after the storm on Monday."
    goes_on = "She told the council that Bergen would close the harbour for good and sell its boats."
    others = (
        "The council of Bergen meets at the old fish market near the harbour.",
        "A ferry from Oslo to Bergen was damaged near the harbour in the afternoon.",
    )
    workshop.add("a", " ".join([first, goes_on, *others]), title="Bergen may close its harbour")
    workshop.add("b", " ".join([*others, goes_on]), title="Bergen may close its harbour")
    assert sentences(workshop, "a", length=2) == [first, goes_on]
    assert goes_on not in sentences(workshop, "b", length=2)


def test_a_digest_on_a_subject_takes_only_what_is_on_it(workshop: Workshop) -> None:
    workshop.add("a", STORM, title="Storm in Bergen")
    subject = Subject(workshop.pipeline.embedder.embed_question("fish market"), WeightedWords(fish=1.0, market=1.0))
    assert sentences(workshop, "a", length=3, subject=subject) == [
        "The fish market of Bergen stays shut until the harbour opens again on Friday."
    ]


def test_a_digest_of_several_documents_stands_in_their_order(workshop: Workshop) -> None:
    workshop.add("a", "The council of Porto voted for a new tram line along the river.")
    workshop.add("b", "A farmer near Cork found a Roman coin in his potato field.")
    assert sentences(workshop, "b", "a", length=5) == [
        "A farmer near Cork found a Roman coin in his potato field.",
        "The council of Porto voted for a new tram line along the river.",
    ]


def test_nothing_to_choose_from_makes_no_digest() -> None:
    assert digest([], 5, weights_for(None)) == digest([()], 5, weights_for(None)) == []
