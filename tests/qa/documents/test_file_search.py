"""Which files a path or folder stands for."""

from pathlib import Path

from qa.documents.files import find_files
from qa.types.errors import NotFoundError
from tests.qa.documents.files import PROSE, document, write


def test_folders_are_walked_in_sorted_order_without_hidden_entries_and_other_types(tmp_path: Path):
    for name in ("b.txt", "a/z.md", "a/y.HTML", "a/.hidden.txt", ".git/x.txt", "a.gif", "c/d/e.jsonl", "a/no_suffix"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        write(tmp_path / name, PROSE)
    found = find_files([tmp_path])
    assert [str(path.relative_to(tmp_path)) for path in found.files] == ["a/y.HTML", "a/z.md", "b.txt", "c/d/e.jsonl"]
    assert found.failures == ()
    assert found.skipped == {"": 1, ".gif": 1}


def test_a_path_named_twice_is_loaded_once(tmp_path: Path):
    path = write(tmp_path / "a.txt", PROSE)
    assert find_files([path, tmp_path, tmp_path / "x" / ".." / "a.txt"]).files == (path,)


def test_a_missing_path_and_an_unsupported_one_are_named_and_the_rest_is_found(tmp_path: Path):
    good, image = write(tmp_path / "a.txt", PROSE), write(tmp_path / "a.gif", "x")
    found = find_files([tmp_path / "none", image, good / "below.txt", good, tmp_path / ("x" * 300)])
    assert found.files == (good,)
    missing, unsupported, below_a_file, too_long = (one.error for one in found.failures)
    assert isinstance(missing, NotFoundError)
    assert str(missing) == f"{tmp_path}/none: no such file or folder; check the path"
    assert str(unsupported).startswith(f"{image}: .gif files aren't supported; supported: .txt, .md, .html, .htm, .pdf, .docx")
    assert isinstance(below_a_file, NotFoundError)
    assert "can't be read" in str(too_long)


def test_links_out_of_the_folder_are_not_followed_and_links_inside_add_nothing_twice(tmp_path: Path):
    root, outside = tmp_path / "root", tmp_path / "outside"
    (root / ".versions").mkdir(parents=True)
    outside.mkdir()
    write(outside / "secret.txt", PROSE)
    write(root / "a.txt", PROSE)
    write(root / ".versions" / "3.txt", PROSE)
    (root / "out.txt").symlink_to(outside / "secret.txt")
    (root / "out").symlink_to(outside)
    (root / "loop").symlink_to(root)
    (root / "again.txt").symlink_to(root / "a.txt")
    (root / "current.txt").symlink_to(root / ".versions" / "3.txt")
    assert [path.name for path in find_files([root]).files] == ["a.txt", "current.txt"]


def test_links_that_lead_out_of_a_folder_are_counted(tmp_path: Path) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    for folder in (root, outside):
        folder.mkdir()
        (folder / "a.txt").write_text("A whale sings.")
    (root / "folder").symlink_to(outside)
    (root / "file.txt").symlink_to(outside / "a.txt")
    (root / "own.txt").symlink_to(root / "a.txt")
    assert find_files([root]).outside == 2


def test_a_link_that_the_caller_names_is_followed(tmp_path: Path):
    target = write(tmp_path / "real.txt", PROSE)
    (tmp_path / "link.txt").symlink_to(target)
    assert find_files([tmp_path / "link.txt"]).files == (tmp_path / "link.txt",)
    assert document(tmp_path / "link.txt").source == str(tmp_path / "link.txt")
