from qa.types.text import counted, printable


def test_one_is_told_in_the_singular_and_thousands_are_set_apart() -> None:
    assert [counted(1), counted(0, "row"), counted(1_200)] == ["1 document", "0 rows", "1,200 documents"]


def test_what_moves_the_cursor_or_turns_the_writing_is_replaced_and_white_space_stays() -> None:
    assert printable("a\x1b\u202eb\n\u00a0\t") == "a\ufffd\ufffdb\n\u00a0\t"
    assert printable("a\x1bb", " ") == "a b"
