import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.pipeline.writing.plain import LINK_REMOVED, plain, plain_pieces


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Five boats [1].", "Five boats [1]."),
        ("It rose to 5.4% [1, 2].", "It rose to 5.4% [1, 2]."),
        ("**Five** boats, `so` *many*.", "Five boats, so many."),
        ("![chart](https://evil.example/p.png?d=1)", f"chart {LINK_REMOVED}"),
        ("[click here](https://evil.example) now", f"click here {LINK_REMOVED} now"),
        ("See https://evil.example/x?q=1.", f"See {LINK_REMOVED}"),
        ("See https:*//evil.example or https:[//evil.example", f"See {LINK_REMOVED} or {LINK_REMOVED}"),
        ("://", LINK_REMOVED),
        ("five [1]*(evil) !*[1]", f"five [1] {LINK_REMOVED} [1]"),
        ("See www.evil.example and evil.example/collect?q=1", f"See {LINK_REMOVED} and {LINK_REMOVED}"),
        ("[x](javascript:alert(1))", f"x {LINK_REMOVED}"),
        ("a <img src=x onerror=alert(1)> b", "a src=x onerror=alert(1) b"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("&lt;b&gt;", "b"),
        ("- one\n- two\n# three\n1. four", "one\ntwo\nthree\nfour"),
        ("from 7 to 9 [1]", "from 7 to 9 [1]"),
        ("\u202egnp.exe\u200b", "gnp.exe"),
        ("voanews.com says so", "voanews.com says so"),
        ("<think>The passage says\nfive.</think>\nFive boats.", "\nFive boats."),
        ("<think>never ends", ""),
    ],
)
def test_words_stay_and_what_could_be_more_than_words_goes(written: str, shown: str) -> None:
    assert plain(written) == shown


@given(st.text(alphabet="ab [](!)<>*`_:/.h1\n&#|", max_size=60), st.integers(1, 7))
def test_it_makes_no_difference_in_what_pieces_the_words_come(text: str, size: int) -> None:
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    assert "".join(plain_pieces(pieces)) == plain(text)


@given(st.text(max_size=200) | st.text(alphabet="ab1 []()!<>*`_:/.&;#|", max_size=40))
def test_nothing_is_left_that_markdown_or_html_would_make_a_link_image_or_tag_of(text: str) -> None:
    shown = plain(text)
    assert not set("<>*`|") & set(shown)
    assert "](" not in shown
    assert "![" not in shown
    assert "://" not in shown
