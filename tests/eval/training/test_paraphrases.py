from eval.datasets import GOLD, json_lines
from eval.training.paraphrases import PARAPHRASES, reworded

SETS = [GOLD / f"{name}.jsonl" for name in ("news-training", "documents-training", "news-fitting", "documents-fitting")]


def test_each_paraphrase_is_of_one_question_that_is_taught_or_fitted_with() -> None:
    known = {row["id"]: row["question"] for each in SETS for row in json_lines(each)}
    words = {row["of"]: row["question"] for row in json_lines(PARAPHRASES)}
    assert len(words) == len(json_lines(PARAPHRASES))
    assert words.keys() <= known.keys()
    assert all(words[each].casefold() != known[each].casefold() for each in words)


def test_a_question_in_other_words_is_answered_where_the_first_one_is() -> None:
    before = {row["id"]: row for row in json_lines(SETS[1])}
    found = list(reworded(SETS[1]))
    assert len(found) == sum(row["of"] in before for row in json_lines(PARAPHRASES))
    for row in found:
        first = before[row["id"].removeprefix("p-")]
        assert row == first | {"id": f"p-{first['id']}", "question": row["question"]}
