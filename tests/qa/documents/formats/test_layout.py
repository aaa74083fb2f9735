"""Lines → paragraphs: whatever the layout, no letter is lost and every page is counted."""

import re
import time

from hypothesis import assume, given
from hypothesis import strategies as st

from qa.documents.formats.layout import flow
from qa.documents.formats.lines import Line

# Points as they occur on pages, and words with what matters at a line's ends.
_places = st.floats(0, 800, allow_nan=False)
_words = st.text(st.sampled_from("abcDEF-. •1ﬁé\u00ad\x02"), min_size=1, max_size=30).filter(str.strip)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    left, bottom, size = draw(_places), draw(_places), draw(st.floats(1, 40))
    return Line(draw(_words).strip(), left, left + draw(_places), bottom, bottom + size, size)


def letters(text: str) -> str:
    """Without white space and hyphens, which joining lines may take away."""
    return re.sub(r"[\s\u00ad\x02-]", "", text.replace("ﬁ", "fi"))


@given(st.lists(st.lists(lines(), max_size=8), min_size=1, max_size=2))
def test_no_letter_is_lost_and_every_page_break_is_kept(pages: list[list[Line]]) -> None:
    heads = [{letters(line.text) for line in page} for page in pages]
    assume(len(pages) == 1 or not heads[0] & heads[1])  # what both pages have may be a running head
    text = flow(pages)
    assert letters(text) == letters("".join(line.text for page in pages for line in page))
    assert text.count("\f") == len(pages) - 1


def test_a_page_number_that_never_ends_takes_no_time() -> None:
    line = Line("Page 1" + "/" * 50_000 + "x", 72, 500, 40, 52, 12)
    begun = time.process_time()
    assert flow([[line]]) == line.text
    assert time.process_time() - begun < 2
