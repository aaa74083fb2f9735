import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.reading.question import Expected
from qa.reading.short_answer import is_presentable, tells_all, whole_phrase
from qa.types import Span
from tests.support import examples


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("They aim at zero no later than 2050.", "2050", "no later than 2050"),
        ("She was met by Mary Ann Brown there.", "Ann", "Mary Ann Brown"),
        ("It cost $3.5 million in all.", "3.5", "$3.5 million"),
        ("About 300 boats were lost.", "300", "About 300"),
        ("Not one was harmed.", "one", "Not one"),
        ("The Bank of England said so.", "England", "Bank of England"),
        ("Prices rose 7 percent in May.", "7", "7 percent"),
        ("In May prices rose.", "prices", "prices"),
        ("They sang “Green Hills of Norvik.” Because of rain it was short.", "Hills of Norvik.”", "Green Hills of Norvik"),
        ("They sang “Green Hills.” Because of rain it was short.", "“Green Hills.”", "“Green Hills.”"),
        ('The plank is 6" wide.', '6"', '6"'),
        ("He left for St. Norvik today.", "St.", "St. Norvik"),
        ("She said “we open at 7 p.m.” and left.", "7 p.m.”", "7 p.m."),
        ("The choir sang. Because of rain it was short.", "The choir sang.", "The choir sang."),
        ("Eleven of the 210 planks are rotten.", "210 planks", "Eleven of the 210 planks"),
        ("Sixty-two of its 80 ferns lived.", "80 ferns", "Sixty-two of its 80 ferns"),
        ("She was one of the 12 rowers.", "12 rowers", "12 rowers"),
        ("They sang the “Song of the Oar”.", "Song of the Oar”", "Song of the Oar"),
        ("They sang “Oar”.", "“Oar”", "“Oar”"),
        ("They sang “Oar”.", "”", "”"),
        ("They sang “Oar ,” and left.", ",”", ",”"),
    ],
)
def test_a_short_answer_is_a_whole_phrase(text: str, found: str, whole: str) -> None:
    start = text.index(found)
    assert whole_phrase(text, Span(start, start + len(found))).of(text) == whole


_PIECES = ["Oar", "“", ",”", '."', ",", " ", "$", "12", "no later than ", "Dr.", "é", "\n"]


@given(st.lists(st.sampled_from(_PIECES), min_size=1).map("".join).filter(str.strip), st.data())
@settings(max_examples=examples(200), deadline=None)
def test_any_answer_grows_to_a_phrase_that_holds_something(text: str, data: st.DataObject) -> None:
    places = [place for place, character in enumerate(text) if not character.isspace()]
    first, last = sorted(data.draw(st.tuples(st.sampled_from(places), st.sampled_from(places))))
    assert whole_phrase(text, Span(first, last + 1)).of(text).strip()


@pytest.mark.parametrize(
    ("phrase", "kind", "shown"),
    [
        ("1,200", "number", True),
        ("many", "number", False),
        ("Ann Brown", "person", True),
        ("he", None, False),
        ("on Monday", "date", True),
        ("the harbour", "date", False),
        (" ".join(["word"] * 30), None, False),
    ],
)
def test_a_short_answer_is_shown_where_it_is_of_the_kind_asked_for(phrase: str, kind: Expected | None, shown: bool) -> None:
    assert is_presentable(phrase, kind) is shown


@pytest.mark.parametrize(
    ("question", "sentence", "phrase", "told"),
    [
        ("Why did the login break?", "Friday's change broke the login for three hours.", "for three hours", False),
        ("Why did the login break?", "It broke because the disk was full.", "the disk was full", True),
        ("Why did the login break?", "The login broke, as the disk was full.", "the disk was full", True),
        ("can I bring a cake", "Cakes may be brought if they are bought.", "Cakes may be brought", False),
        ("can I bring a cake", "Cakes may not be brought, because of the wasps.", "Cakes may not be brought", True),
        ("can I have a cat", "A cat may be kept with consent, which won't be withheld.", "won't be withheld", False),
        ("was the shutter patented", "It was never patented, for she lacked the fee.", "It was never patented", True),
        ("Can you tell me when it opens?", "It opens on 2 May if it is dry.", "2 May", True),
        ("what languages does she speak", "Italian (native), Dutch, French", "Italian", False),
        ("what languages does she speak", "She speaks Dutch and French, but no Italian.", "Dutch and French", True),
        ("what happens if the rent is late", "If it is late, you pay a fee of £35.", "you pay a fee of £35", True),
        ("crossings handbook number of translations", "It was translated into nineteen languages.", "nineteen", True),
        ("how much more do they want for the sign", "They want 1,150 euros, 200 more than quoted.", "1,150 euros", False),
        ("what is the difference between a cirque and a horn", "A horn is a peak.", "a peak", False),
        ("what is broken", "The lid is bent, the pump is loud, and it rains.", "The lid is bent, the pump is loud", False),
        ("what is broken", "The lid, the plug and the pump, and they rust.", "The lid, the plug and the pump", True),
        ("who were they", "Those killed were Ann Lee, pilot Bo Roe and Cy Fenn.", "Ann Lee", False),
        ("who were they", "Those killed were Ann Lee, pilot Bo Roe and Cy Fenn.", "Cy Fenn", False),
        ("who were the founders", "Ann Lee, Bo Roe and Cy Fenn founded it.", "Ann Lee, Bo Roe and Cy Fenn", True),
        ("who were the guests", "The guests were the Tarn Singers, who stayed.", "the Tarn Singers", True),
        ("who wrote it", "Ann Lee, and nobody else, wrote it.", "Ann Lee", True),
    ],
)
def test_a_short_answer_tells_no_less_than_is_asked_for(question: str, sentence: str, phrase: str, told: bool) -> None:
    assert tells_all(question, sentence, phrase) is told
