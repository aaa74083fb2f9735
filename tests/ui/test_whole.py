"""A whole list as a file: of what was asked only, and counted as a question."""

import httpx

from qa.service.api.app import create_app
from qa.settings import Settings
from tests import patient
from tests.qa.service.api.conftest import served
from tests.support import Workshop
from ui import files


def test_a_file_is_of_the_sources_that_were_asked(workshop: Workshop) -> None:
    for name in "ab":
        workshop.add(f"https://{name}.example/1", f"The storm broke the {name} quay.", f"Quay {name}")
    app = create_app(workshop.pipeline, Settings(data_dir=workshop.library.path.parent))
    app.include_router(files.routes)
    with served(app) as url, patient.client(base_url=url) as http:
        told = http.get("/whole/csv", params={"question": "Which documents mention the storm?", "source": "a.example"}).text
        assert ("Quay a" in told, "Quay b" in told) == (True, False)


def test_a_file_is_of_the_collections_that_were_asked_and_counts_as_a_question(workshop: Workshop) -> None:
    a, _ = (workshop.add(f"{name}.txt", f"The storm broke the {name} quay.", f"Quay {name}") for name in "ab")
    library = workshop.library
    sea = library.collections.create("Sea").id
    library.collections.put(sea, [a.id])
    app = create_app(workshop.pipeline, Settings(data_dir=library.path.parent, requests_per_minute=12))
    app.include_router(files.routes)
    with served(app) as url, patient.client(base_url=url) as http:

        def csv(*collections: str) -> httpx.Response:
            question = {"question": "Which documents mention the storm?", "collection": collections}
            return http.get("/whole/csv", params=question)

        assert ("Quay a" in csv().text, "Quay b" in csv().text) == (True, True)
        assert ("Quay a" in csv(sea).text, "Quay b" in csv(sea).text) == (True, False)
        library.collections.delete(sea)
        assert "Quay" not in csv(sea).text  # nothing, not everything
        assert 429 in [csv().status_code for _ in range(12)]
