"""The interface in other languages: every message has its translation, and each person is answered in their own language."""

import ast
import re
from collections.abc import Iterator, Mapping
from contextvars import copy_context
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from starlette.requests import HTTPConnection

from qa.pipeline.refusals import NO_ANSWER, OTHER_LANGUAGE, REMOVED
from qa.service.api.words import tell_settings
from qa.types import ABSTAINED
from qa.types.errors import DeadlineError
from tests.support import ROOT
from ui.language import COOKIE, LOCALES, day, language_of, languages, month, ngettext, number, speaking
from ui.messages import abstention, forms, translated
from ui.rendering.templates import render

CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/citedqa.po"))
_TEMPLATES = LOCALES.with_name("templates")
# The same in every language.
_NAMES = re.compile(r"CitedQA|Markdown|CSV|Enter|Shift|https://\S*")
_FILLED = re.compile(r"%\(\w+\)s|</?\w+[^>]*>")


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The messages that stand in the code, as `make words` finds them."""
    found = tmp_path_factory.mktemp("words") / "citedqa.pot"
    with pytest.MonkeyPatch.context() as here:
        here.chdir(ROOT)
        CommandLineInterface().run(["pybabel", "-q", "extract", "-F", "pyproject.toml", "-o", str(found), "."])
    return read_po(found.open("rb"))


def messages(catalogue: Catalog) -> dict[tuple[str | None, object], Message]:
    return {(each.context, each.id): each for each in catalogue if each.id}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[1].name)
def test_every_message_of_the_code_is_translated_and_keeps_its_names_and_tags(path: Path, said: Catalog) -> None:
    """`make words` puts a new message into the catalogue."""
    there = messages(read_po(path.open("rb"), locale=path.parents[1].name))
    assert there.keys() == messages(said).keys()
    for each in there.values():
        forms = [each.string] if isinstance(each.string, str) else list(each.string)
        assert all(forms), f"{each.id} isn't translated"
        assert not each.fuzzy, f"{each.id} was guessed"
        wanted = [sorted(_FILLED.findall(words)) for words in ([each.id] if isinstance(each.id, str) else each.id)]
        assert all(set(_FILLED.findall(form)) <= {part for one in wanted for part in one} for form in forms), each.id
        assert sorted(_FILLED.findall(forms[-1])) == wanted[-1], each.id


@pytest.mark.parametrize("path", sorted(_TEMPLATES.glob("*.html")), ids=lambda path: path.stem)
def test_whatever_a_template_says_is_marked(path: Path) -> None:
    marked = re.compile(r"\{#.*?#\}|\{% trans\b.*?endtrans %\}|\{[{%].*?[}%]\}", re.DOTALL)
    html = marked.sub("", path.read_text(encoding="utf-8"))
    words = [*re.findall(r'\b(?:aria-label|title|placeholder)="([^"]*)"', html), *re.split(r"<[^>]*>", html)]
    left = [each.strip() for each in words if re.search("[A-Za-z]{3}", _NAMES.sub("", each))]
    assert left == [], "put it into {{ _() }} or {% trans %}, and run `make words`"


@pytest.mark.parametrize(
    ("headers", "tag"),
    [
        ({}, "en"),
        ({"accept-language": "de-AT,de;q=0.9,en;q=0.8"}, "de"),
        ({"accept-language": "fr, en;q=0.5, de;q=0.7"}, "de"),
        ({"accept-language": "de;q=0, tlh"}, "en"),
        ({"accept-language": "de;q=much"}, "en"),
        ({"accept-language": "de", "cookie": f"{COOKIE}=en"}, "en"),
        ({"accept-language": "en", "cookie": f"{COOKIE}=de"}, "de"),
        ({"accept-language": "de", "cookie": f"{COOKIE}=../../etc"}, "de"),
    ],
)
def test_a_persons_choice_comes_first_then_the_browsers_then_english(headers: Mapping[str, str], tag: str) -> None:
    sent = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert language_of(HTTPConnection({"type": "http", "headers": sent})).tag == tag


@pytest.fixture
def german() -> Iterator[None]:
    with speaking(languages()["de"]):
        yield


def test_numbers_days_and_plurals_are_written_as_in_the_language(german: None) -> None:
    assert number(12_345) == "12.345"
    assert (day("2021-03-17"), day("2021-03-17T10:00"), day("soon")) == ("17. März 2021", "17. März 2021", "soon")
    assert month("2022-08") == "August 2022"
    document = ("%(num)s document", "%(num)s documents")
    assert [ngettext(*document, amount) for amount in (1, 1_200)] == ["1 Dokument", "1.200 Dokumente"]


def test_english_dates_are_those_of_the_rest_of_the_product() -> None:
    assert (day("2021-03-17"), month("2022-08")) == ("17 March 2021", "August 2022")


def test_an_abstention_says_why_in_the_language_and_in_english_as_the_pipeline_does() -> None:
    said = [
        f"{ABSTAINED} Nothing here mentions “warp drives”.",
        f"{NO_ANSWER} They mention Ann Brown, but nothing says this.",
        f"{NO_ANSWER} They mention Ann Brown and Paris, but nothing says this.",
        NO_ANSWER,
        OTHER_LANGUAGE,
        REMOVED,
    ]
    assert [abstention(verdict) for verdict in said] == said
    with speaking(languages()["de"]):
        assert abstention(said[0]) == "Das steht nicht in diesen Dokumenten. Hier kommt „warp drives“ nirgends vor."
        assert not {abstention(verdict) for verdict in said} & set(said)
        assert abstention("Something else.") == "Something else."


def test_errors_and_notices_of_the_product_are_said_in_the_language(german: None) -> None:
    assert translated("Showing results for Poland. [1] was told on 17 March 2021; [2] is newer, of 5 May 2022.") == (
        "Ergebnisse für Poland. [1] wurde am 17. März 2021 berichtet; [2] ist neuer, vom 5. Mai 2022."
    )
    assert translated("No document quoted here mentions “Poland”. Showing results for Rome.") == (
        "Kein hier zitiertes Dokument erwähnt „Poland“. Ergebnisse für Rome."
    )
    late = "ollama:x took too long (setting QA_ANSWER_TIMEOUT); this is the extractive answer."
    assert translated(late) == "ollama:x brauchte zu lange; dies ist die Antwort in Auszügen (Einstellung QA_ANSWER_TIMEOUT)."
    failed = "minutes.docx: is no DOCX text document; save it as .docx"
    assert translated(failed) == "minutes.docx: ist kein DOCX-Textdokument; speichern Sie sie als .docx"
    assert translated("note.txt: nobody knows this") == "note.txt: nobody knows this"


def test_every_form_that_is_translated_is_that_of_a_message_in_the_code() -> None:
    """A message that is put in other words would be shown in English again."""
    said = "\n".join(_strings(path) for path in [*(ROOT / "qa").rglob("*.py"), ROOT / "ui" / "security.py"])
    parts = {form: [part.strip() for part in re.split(r"%\(\w+\)s|[;:(),]", form)] for form in forms()}
    assert [form for form in forms() if not all(part in said for part in parts[form])] == []


def _strings(path: Path) -> str:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return "\n".join(each.value for each in nodes if isinstance(each, ast.Constant) and isinstance(each.value, str))


def test_what_is_filled_into_a_message_is_escaped(german: None) -> None:
    html = render("conversation", title="T", pairs=[], single=False, owner="<b>Ann</b>", alone=False)
    assert "Ein Gespräch zum Lesen, geteilt von <bdi>&lt;b&gt;Ann&lt;/b&gt;</bdi>." in html


def test_no_message_of_the_interface_names_a_setting_in_its_words() -> None:
    assert [form for form in forms() if "QA_" in form] == []


def test_a_setting_is_told_to_administrators_alone(german: None) -> None:
    late = "the answer took over 1 s; ask again later, or about fewer documents"
    message = str(DeadlineError(late, setting="QA_ANSWER_TIMEOUT"))
    said = "die Antwort dauerte über 1 s; fragen Sie später noch einmal oder nach weniger Dokumenten"
    assert translated(message) == f"{said} (Einstellung QA_ANSWER_TIMEOUT)"
    told = copy_context()
    told.run(tell_settings, False)
    assert told.run(translated, message) == said
    with speaking(languages()["en"]):
        assert (translated(message), translated(f"{message}.")) == (
            f"{late} (setting QA_ANSWER_TIMEOUT)",
            f"{late} (setting QA_ANSWER_TIMEOUT).",
        )
