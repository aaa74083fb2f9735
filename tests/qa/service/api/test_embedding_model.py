"""An administrator has a running server change its embedding model."""

from pathlib import Path

import httpx
import pytest

from qa.embedding import Embedder
from qa.pipeline import Pipeline, library_model
from qa.pipeline.library_model import LibraryModel
from qa.service.api.app import create_app
from qa.settings import Settings
from qa.store import Stores
from qa.types.errors import ModelError
from tests import patient
from tests.qa.pipeline.test_reembedding import Wider
from tests.qa.service.api.conftest import Locked, served

PATH = "/api/v1/embedding-model"


def test_a_change_that_the_last_server_left_is_gone_on_with_and_the_new_model_answers_without_a_restart(
    own_dir: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    wider, settings = Wider(embedder), Settings(data_dir=own_dir)

    def opened(chosen: Settings) -> Embedder:
        if chosen.embedding_model == "wider":
            return wider
        raise ModelError("no such model")

    monkeypatch.setattr(library_model, "open_embedder", opened)
    stores = Stores(settings, mode="server")
    model = LibraryModel(stores.library, settings, embedder)
    with Pipeline(stores, model, settings) as pipeline:
        stores.library.reembeddings.begin("wider")
        assert stores.library.reembeddings.take("a server that ended")
        stores.library.reembeddings.release("a server that ended")
        app = create_app(pipeline, settings)
        with served(app) as url, httpx.Client(base_url=url, timeout=60) as http:
            refused = http.put(PATH, json={"model": "nothing"})
            assert (refused.status_code, refused.json()["error"]["code"]) == (422, "embedding_model")
            assert "qa reindex --model" in http.put(PATH, json={"model": str(own_dir)}).json()["error"]["message"]
            while (state := http.get(PATH).json())["change"] is not None:
                pass
            assert state == {"model": "wider-1", "passages": 11, "change": None}
            asked = http.post("/api/v1/ask", json={"question": "How many warheads does North Korea have?"})
            assert "15-60" in asked.json()["text"]
            assert http.put(PATH, json={"model": "wider"}).json()["change"] is None  # it is there
            assert http.delete(PATH).json()["change"] is None


def test_only_administrators_see_and_change_it(locked: Locked) -> None:
    for method in ("GET", "PUT", "DELETE"):
        refused = patient.request(
            method, locked.url + PATH, json={"model": "x"}, headers={"authorization": f"Bearer {locked.bob}"}
        )
        assert refused.status_code == 403
