"""Settings: an administrator finds a model, tries it and chooses it, and each person asks with or without it."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from qa.embedding import Embedder, PassageText, PassageVectors
from qa.pipeline import Pipeline, library_model
from qa.pipeline.library_model import LibraryModel
from qa.settings import Settings
from qa.store import Stores
from qa.types.errors import ModelError
from tests import patient
from tests.qa.pipeline.test_reembedding import Wider
from tests.qa.pipeline.writing.scripted import serving
from tests.small_model import NAME, SayingModel, SmallServer
from tests.ui.accessible import check, show
from tests.ui.conftest import PHONE, OpenPage, served
from tests.ui.steps import ask

QUESTION = "How many warheads does North Korea have?"
KEY = "sk-live-4711"
PASSWORD = "open:sesame:9"
LOCKED = (
    ("GET", "/settings/frame"),
    ("GET", "/settings/model"),
    ("POST", "/settings/try"),
    ("POST", "/settings/found"),
    ("POST", "/settings/models"),
    ("GET", "/settings/embedding"),
    ("GET", "/api/v1/embedding-model"),
    ("PUT", "/api/v1/embedding-model"),
    ("DELETE", "/api/v1/embedding-model"),
)


@pytest.fixture
def model_server() -> Iterator[SmallServer]:
    server = SmallServer(
        SayingModel("According to recent estimates, North Korea possesses anywhere from 15-60 nuclear warheads. [1]")
    )
    with serving(server):
        yield server


@contextmanager
def app(folder: Path, embedder: Embedder, **values: Any) -> Iterator[str]:
    """The app over this library. Little is written, so that there is room for a prompt in a small context."""
    settings = Settings(**{"data_dir": folder, "llm_max_tokens": 24, **values})
    stores = Stores(settings, mode="server")
    model = LibraryModel(stores.library, settings, embedder)
    with Pipeline(stores, model, settings) as pipeline, served(pipeline, settings) as url:
        yield url


def to_settings(page: Page) -> None:
    """Wait until the page as it was shown before has been replaced, else a click could still be one on that."""
    page.locator("#page-settings .settings").evaluate_all("shown => shown.forEach((each) => { each.dataset.before = ''; })")
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Settings").click()
    expect(page.locator(".settings[data-before]")).to_have_count(0)
    expect(page.get_by_role("heading", name="Settings")).to_be_visible()


def test_a_model_of_this_machine_is_found_tried_and_chosen_and_each_answer_says_who_wrote_it(
    open_page: OpenPage, own_dir: Path, embedder: Embedder, model_server: SmallServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.pipeline.writing.servers.USUAL_PORTS", (("vLLM", model_server.server_address[1]),))
    with app(own_dir, embedder) as url:
        page = open_page(url)
        expect(ask(page, QUESTION)).to_contain_text("Extract from the sources")
        to_settings(page)
        expect(page.get_by_text("no model is chosen")).to_be_visible()
        page.get_by_role("radio", name=NAME).check()
        page.get_by_role("spinbutton", name="Tokens").fill("1024")
        page.get_by_role("textbox", name="A question to try it with").fill(QUESTION)
        page.get_by_role("button", name="Try it").click()
        expect(page.locator(".trial-answer .by")).to_be_visible()
        assert len(model_server.asked) == 1
        check(page, "settings-tried")
        page.get_by_role("button", name="Use this model").click()
        expect(page.get_by_text("writes the answers. Chosen")).to_be_visible()
        show(page, PHONE, "dark")
        check(page, "settings-chosen-phone-dark")
        page.get_by_role("link", name="Ask", exact=True).click()
        switch = page.get_by_role("checkbox", name=f"Written by {NAME}")
        switch.uncheck()
        page.reload()
        expect(switch).not_to_be_checked()
        expect(ask(page, "Who is Yang Jiechi?")).to_contain_text("Extract from the sources")
        assert len(model_server.asked) == 1
        page.evaluate("localStorage.removeItem('citedqa:extracts')")


def test_a_key_is_asked_for_kept_and_never_shown_again(
    open_page: OpenPage, own_dir: Path, embedder: Embedder, model_server: SmallServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.pipeline.writing.servers.USUAL_PORTS", (("vLLM", 9),))
    locked = SmallServer(model_server.model, key=KEY)
    with serving(locked), app(own_dir, embedder) as url:
        page = open_page(url, expected="422")
        to_settings(page)
        expect(page.get_by_text("No server of models answers at the usual ports")).to_be_visible()
        page.get_by_text("Another address, with or without a key").click()
        page.get_by_role("combobox", name="Address").fill(locked.base_url)
        page.get_by_role("button", name="Show its models").click()
        expect(page.get_by_role("alert")).to_contain_text("asks for a key")
        page.get_by_label("Key", exact=True).fill(KEY)
        page.get_by_label("Key", exact=True).press("Enter")
        page.get_by_role("radio", name=NAME).check()
        page.get_by_role("button", name="Use this model").click()
        expect(page.get_by_text("writes the answers, with a key")).to_be_visible()
        assert page.get_by_label("Key", exact=True).input_value() == ""
        page.reload()
        page.get_by_text("Another address, with or without a key").click()
        expect(page.get_by_text(f"A key is kept for {locked.base_url}")).to_be_visible()
        assert KEY not in page.content()
        page.get_by_role("button", name="Show its models").click()  # the kept one serves
        expect(page.get_by_role("radio", name=NAME)).to_be_visible()
        page.get_by_role("button", name="Stop using it").click()
        expect(page.get_by_text("no model is chosen")).to_be_visible()


def test_a_typed_address_outlives_a_look_at_another_page(open_page: OpenPage, own_dir: Path, embedder: Embedder) -> None:
    with app(own_dir, embedder) as url:
        page = open_page(url)
        to_settings(page)
        page.get_by_text("Another address, with or without a key").click()
        page.get_by_role("combobox", name="Address").fill("https://models.example.org/v1")
        page.get_by_label("Key", exact=True).fill(KEY)
        for name in ("Ask", "Settings"):
            page.get_by_role("navigation", name="Pages").get_by_role("link", name=name).click()
        expect(page.get_by_role("combobox", name="Address")).to_have_value("https://models.example.org/v1")
        expect(page.get_by_label("Key", exact=True)).to_have_value(KEY)


def test_the_page_and_what_it_does_are_for_administrators(own_dir: Path, embedder: Embedder, model_server: SmallServer) -> None:
    trial = {"address": model_server.base_url, "model": NAME, "question": QUESTION}
    before = len(model_server.asked)
    with app(own_dir, embedder, auth=f"ana:{PASSWORD}") as url, patient.client(base_url=url) as http:
        with Pipeline(Stores(Settings(data_dir=own_dir)), embedder) as beside:
            beside.stores.library.accounts.add("bob", PASSWORD)
        for method, path in LOCKED:
            assert http.request(method, path, json=trial).status_code == 401
        http.post("/login", data={"name": "bob", "password": PASSWORD})
        for method, path in LOCKED:
            refused = http.request(method, path, json=trial)
            assert refused.status_code == 403
            assert "dministrator" in refused.text
        http.post("/login", data={"name": "ana", "password": PASSWORD})
        assert "Language model" in http.get("/settings/frame").text
        crossed = http.post("/settings/try", json=trial, headers={"sec-fetch-site": "cross-site"})
        assert crossed.json()["error"]["code"] == "cross_site"
        wrong = http.post("/settings/try", json={**trial, "address": "http://169.254.169.254/v1"})
        assert "where no model's server can be" in unescape(wrong.text)
    assert len(model_server.asked) == before


def test_a_model_that_is_set_on_the_server_is_shown_as_that_and_cannot_be_changed_here(
    own_dir: Path, embedder: Embedder
) -> None:
    with app(own_dir, embedder, llm="openai:set-there", llm_base_url="http://127.0.0.1:9/v1") as url:
        page = patient.get(f"{url}/settings/frame").text
    assert "<code>QA_LLM</code> is set on the server, and wins: <strong><bdi>set-there</bdi></strong>" in page
    assert 'class="choose"' not in page


def test_the_embedding_model_changes_while_the_present_one_answers(
    open_page: OpenPage, own_dir: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, wider = threading.Event(), Wider(embedder)
    usual = wider.embed_passages

    def waiting(passages: Sequence[PassageText]) -> list[PassageVectors]:
        made = usual(passages)
        if wider.embedded > 4:
            assert goes_on.wait(120)
        return made

    def opened(settings: Settings) -> Embedder:
        if settings.embedding_model != "wider":
            raise ModelError(f"the embedding model {settings.embedding_model} can't be loaded")
        return wider

    monkeypatch.setattr(wider, "embed_passages", waiting)
    monkeypatch.setattr(library_model, "open_embedder", opened)
    monkeypatch.setattr(library_model, "_PAGE", 4)
    with app(own_dir, embedder) as url:
        page = open_page(url, expected="422")
        page.clock.install()
        to_settings(page)
        page.get_by_text("For whoever runs the server").click()
        page.get_by_role("combobox", name="Another one").fill("no-such")
        page.get_by_role("button", name="Change to this model").click()
        expect(page.get_by_role("alert")).to_have_text("The embedding model no-such can't be loaded.")
        page.get_by_role("combobox", name="Another one").fill("wider")
        page.get_by_role("button", name="Change to this model").click()
        expect(page.get_by_text("4 of 11 passages by wider")).to_be_visible()
        check(page, "settings-embedding")
        page.get_by_role("link", name="Ask", exact=True).click()
        expect(ask(page, QUESTION)).to_contain_text("15-60")
        to_settings(page)
        page.get_by_text("For whoever runs the server").click()
        expect(page.get_by_role("progressbar")).to_be_hidden()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/settings/embedding") else None)
        page.clock.run_for(5000)
        assert asked == [], "folded, it doesn't ask how far it is"
        goes_on.set()
        page.get_by_text("For whoever runs the server").click()
        expect(page.locator(".embedding strong")).to_have_text("wider-1")
        page.get_by_role("link", name="Ask", exact=True).click()
        expect(ask(page, "How many warheads has North Korea?")).to_contain_text("15-60")
