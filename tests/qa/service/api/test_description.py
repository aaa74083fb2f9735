"""The API's description, and schemathesis against everything in it."""

from collections import Counter
from contextlib import suppress

import httpx
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error

from tests import patient
from tests.qa.service.api.conftest import Locked
from tests.support import examples

# Of each operation, with input as described and with input that isn't.
EXAMPLES = examples(3)


def test_the_description_has_examples_and_needs_a_log_in(http: httpx.Client, locked: Locked) -> None:
    assert patient.get(f"{locked.url}/api/v1/openapi.json").status_code == 401
    described = http.get("/api/v1/openapi.json").json()
    ask = described["paths"]["/api/v1/ask"]["post"]
    assert set(ask["responses"]["200"]["content"]) == {
        "application/json",
        "text/event-stream",
        "text/csv",
        "text/markdown",
    }
    assert "15-60" in ask["responses"]["200"]["content"]["application/json"]["example"]["text"]
    answer = described["components"]["schemas"]["Answer"]
    assert answer["properties"]["confidence"]["enum"] == ["sure", "perhaps", "no"]
    assert "confidence" in answer["required"]
    sent = http.post("/api/v1/ask", json={"question": "Who is Yang Jiechi?"}).json()
    assert sent.keys() <= answer["properties"].keys()
    assert answer["properties"].keys() - sent.keys() <= {"scope", "cut", "next_question", "hedge", "silent", "items"}
    assert described["components"]["schemas"]["Ask"]["examples"][0] == {"question": "What did Porter say?"}
    operations = [operation for path in described["paths"].values() for operation in path.values()]
    assert len(operations) > 20
    assert {"400", "415"} <= ask["responses"].keys()
    assert "409" in described["paths"]["/api/v1/documents/files"]["post"]["responses"]
    assert "HTTPValidationError" not in str(operations)  # every refusal has the shape that all errors have
    assert len({operation["operationId"] for operation in operations}) == len(operations)


def test_no_input_that_the_description_allows_or_forbids_ends_in_a_server_error(own_url: str) -> None:
    """Questions are asked of an empty library, texts and files go in as they come."""
    schema = schemathesis.openapi.from_url(f"{own_url}/api/v1/openapi.json")
    bounds = settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    statuses: Counter[int] = Counter()

    def call(case: schemathesis.Case) -> None:
        response = case.call_and_validate(session=session, checks=[not_a_server_error])
        statuses[response.status_code] += 1

    with requests.Session() as session:
        operations = [found.ok() for found in schema.get_all_operations()]
        for operation in operations:
            for mode in schemathesis.GenerationMode:
                with suppress(Unsatisfiable):  # an operation that takes no input can't be given a wrong one
                    bounds(given(operation.as_strategy(generation_mode=mode))(call))()
    assert len(operations) > 20
    assert statuses[200] > len(operations)
    assert statuses[422] > len(operations)
