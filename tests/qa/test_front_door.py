"""`import qa`: the whole public API in one import that costs nothing."""

import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import qa
from qa.types import answers


@pytest.mark.parametrize("name", qa.__all__)
def test_every_name_of_the_public_api_is_there(name):
    named = getattr(qa, name)
    assert getattr(named, "__name__", name) == name  # `Event` is a union of types, which has no name


def test_the_front_door_gives_the_same_classes_as_the_rooms():
    assert qa.Answer is answers.Answer


def test_importing_qa_loads_no_room():
    program = "import qa, sys; print([name for name in sys.modules if name.startswith('qa.')])"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_a_name_that_qa_does_not_have_is_refused():
    with pytest.raises(AttributeError, match="'qa' has no attribute 'Pipelin'"):
        _ = qa.Pipelin


def test_type_checkers_are_told_that_the_package_is_typed():
    assert files("qa").joinpath("py.typed").is_file()


def test_every_name_of_qa_that_the_pages_tell_is_there():
    told = {name for page in Path("docs").glob("*.md") for name in re.findall(r"\bqa\.([A-Z]\w+)", page.read_text())}
    assert "ServiceError" in told
    assert told <= {*qa.__all__}
