"""A digest's stories are read one by one."""

from qa.attribution import find_statements
from qa.attribution.stories import by_story, stories
from qa.types import Document, Span

TOWNS = ("Quayton", "Halden", "Port Ilsa", "Dunmere", "Eastleigh", "Lowick", "Marsh End", "Stowe Hill")
FILLER = "The road to the harbour was closed for a week while the old bridge was taken down, piece by piece, and carried off."
DIGEST = "News of the towns\n\n" + "\n\n".join(f"{town}: {FILLER}" for town in TOWNS)


def test_a_digest_has_a_story_for_each_label_and_what_stands_before_the_first() -> None:
    found = [each.of(DIGEST) for each in stories(DIGEST)]
    assert found[0] == "News of the towns\n\n"
    assert [each.partition(":")[0] for each in found[1:]] == list(TOWNS)
    assert "".join(found) == DIGEST


def test_an_article_is_one_story_with_few_labels_with_two_that_come_again_or_with_those_of_people() -> None:
    for text in (
        FILLER,
        "\n\n".join(f"{town}: {FILLER}" for town in TOWNS[:7]),
        "\n\n".join(f"{label}: {FILLER}" for _ in range(6) for label in ("Details", "Where")),
        "\n\n".join(f"{name} Lee: {FILLER}" for name in "Ann Mary John Paul Peter Susan Alice Robert".split()),
        f"{DIGEST}\n\n" + f"{FILLER}\n\n" * 20,  # most of it has no labels
    ):
        assert stories(text) == [Span(0, len(text))]
    assert stories("") == []


def test_who_is_meant_in_a_story_is_nobody_of_the_one_before() -> None:
    before = f"Quayton: Police Chief Ann Lee said the bridge is safe. {FILLER}"
    after = f"Halden: The police chief said the dam is safe. {FILLER}"
    text = "\n\n".join([before, after, *(f"{town}: {FILLER}" for town in TOWNS[2:])])
    found = find_statements(Document.create(source="a.txt", title="", text=text))
    assert [(each.speaker, each.of(text)) for each in found] == [
        ("Ann Lee", "the bridge is safe"),
        ("the police chief", "the dam is safe"),
    ]
    assert all(each.context.start <= each.start < each.end <= each.context.end for each in found)
    one = find_statements(Document.create(source="a.txt", title="", text=f"{before}\n\n{after}"))
    assert [each.speaker for each in one] == ["Ann Lee", "Ann Lee"]  # in one story she is the chief


def test_headings_stay_with_their_story() -> None:
    start = DIGEST.index("Halden")
    document = Document.create(source="a.txt", title="", text=DIGEST)
    held = {begins: headings for begins, _, headings in by_story(document, (Span(start, start + 6),)) if headings}
    assert held == {start: (Span(0, 6),)}
