from eval.tally import Tallies, Tally, lines_by_article


def test_a_share_is_told_with_what_it_is_of_and_wilsons_interval() -> None:
    assert str(Tally.count([True, True, False, True])) == "3 of 4, 0.750 [0.301, 0.954]"
    assert str(Tally(0, 6)) == "0 of 6, 0.000 [0.000, 0.390]"
    assert str(Tally()) == "0 of 0"


def test_only_what_is_not_right_is_told(capsys) -> None:
    found = Tallies()
    found.add("names", True, "Ann: told")
    found.add("names", False, "Bob: missed")
    found.print("gold.jsonl", wrong=True)
    assert capsys.readouterr().out.splitlines() == ["gold.jsonl:", "  names: 1 of 2, 0.500 [0.095, 0.905]", "  Bob: missed"]


def test_articles_are_counted_together_and_drawn_as_wholes() -> None:
    good, bad = Tallies(), Tallies()
    for number in range(4):
        good.add("found", True)
        bad.add("found", number == 0)
    (line,) = lines_by_article([good, bad])
    assert line.split() == ["found", "0.625", "(0.250–1.000)", "8"]
    (line,) = lines_by_article([good, good])
    assert line.split() == ["found", "1.000", "(0.342–1.000)", "8"]  # Wilson's of two articles of two
