import pytest

from eval.training.question_sets import detokenized


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("Liam `` had it '' , said Andy .", "Liam “ had it ” , said Andy ."),
        ("It does n't cost $ 5 -LRB- or so -RRB- .", "It doesn't cost $5 (or so)."),
    ],
)
def test_treebank_tokens_become_text_and_each_knows_its_place(tokens: str, text: str) -> None:
    made, places = detokenized(tokens.split())
    assert made.replace(" ", "") == text.replace(" ", "")
    assert [made[place.start : place.end] for place in places] == [
        {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")"}.get(token, token) for token in tokens.split()
    ]
    assert " ." not in made
    assert "( " not in made
