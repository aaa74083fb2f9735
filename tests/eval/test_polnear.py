from pathlib import Path

from eval.polnear import count, read_folder
from eval.tally import Tally

_TEXT = "“We will win,” said Ann Lee. The mayor said the bridge was safe."
_LABELS = """T1\tSource 20 27\tAnn Lee
T2\tCue 15 19\tsaid
T3\tContent 0 14\t“We will win,”
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T5\tSource 29 38\tThe mayor
T6\tCue 39 43\tsaid
T7\tContent 44 63\tthe bridge was safe
E2\tAttribution:T8 Content:T7 Cue:T6 Source:T5
"""


def test_quoted_and_reported_attributions_are_counted_apart_and_only_named_sources_by_name(tmp_path: Path) -> None:
    for folder, name, content in (("text", "news.txt", _TEXT), ("attributions", "news_ab12.ann", _LABELS)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(content, encoding="utf-8")
    ((text, labels),) = read_folder(tmp_path)
    assert count(text, labels) == {
        "in quote marks: found": Tally(1, 1),
        "in quote marks: named speaker right": Tally(1, 1),
        "by a verb of speech: found": Tally(1, 1),
        "ours: lies in an attribution": Tally(2, 2),
    }
