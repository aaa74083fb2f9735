"""Parts that other packages add: what is told where one can't be had."""

from pathlib import Path

import pytest

from qa.types.errors import SettingsError
from qa.types.plugins import make_plugin


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A distribution "own-parts" whose retrievers are a function that returns nothing, and one of a module that fails."""
    (tmp_path / "own_parts_of_a_test.py").write_text("def nothing(*given):\n    return None\n", encoding="utf-8")
    (tmp_path / "own_broken_of_a_test.py").write_text("import nosuchmodule\n", encoding="utf-8")
    metadata = tmp_path / "own_parts-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: own-parts\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text(
        "[citedqa.retrievers]\nnone = own_parts_of_a_test:nothing\nbroken = own_broken_of_a_test:make\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("none", "QA_RETRIEVER: the function of 'none' returned nothing; correct the package own-parts"),
        (
            "broken:fast",
            "QA_RETRIEVER: 'broken:fast' can't be made (ModuleNotFoundError: No module named 'nosuchmodule'); "
            "correct the package own-parts",
        ),
        ("nome", "QA_RETRIEVER: there is no 'nome'; known: words, broken, none"),
    ],
)
@pytest.mark.usefixtures("installed")
def test_a_part_that_can_not_be_had_is_one_sentence_with_its_package(value: str, says: str) -> None:
    with pytest.raises(SettingsError) as refused:
        make_plugin("citedqa.retrievers", "QA_RETRIEVER", value, built_in=("words",))
    assert str(refused.value) == says
