"""`/api/v1/people`, and the page of a person beside it."""

from qa.pipeline import Pipeline
from tests import patient


def test_a_person_is_told_of_with_citations_that_stand(url: str, served_pipeline: Pipeline) -> None:
    found = patient.get(f"{url}/api/v1/people/Jalina Porter").json()
    assert found["name"] == "Jalina Porter"
    cited = [*(each["citation"] for each in found["introductions"]), *found["said"], *found["of_them"]]
    assert found["introductions"]
    assert found["said"]
    for each in cited:
        text = served_pipeline.stores.library.document(each["document_id"]).text
        assert text[each["start"] : each["end"]] == each["quote"]


def test_what_somebody_said_is_told_a_page_at_a_time(url: str) -> None:
    whole = patient.get(f"{url}/api/v1/people/Jalina Porter").json()
    assert whole["totals"]["said"] == len(whole["said"]) > 1
    page = patient.get(f"{url}/api/v1/people/Jalina Porter?offset=1&limit=1").json()
    assert page["said"] == whole["said"][1:2]
    assert page["totals"] == whole["totals"]


def test_everybody_who_is_quoted_is_listed_in_pages(url: str) -> None:
    whole = patient.get(f"{url}/api/v1/people").json()
    names = [each["name"] for each in whole["people"]]
    assert "Jalina Porter" in names
    assert whole["total"] == len(names)
    assert [each["name"] for each in patient.get(f"{url}/api/v1/people?offset=1&limit=1").json()["people"]] == names[1:2]


def test_somebody_whom_no_document_names_is_not_found(url: str) -> None:
    answer = patient.get(f"{url}/api/v1/people/Zed Black")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def test_a_source_narrows_the_page_and_one_that_is_none_is_told(url: str) -> None:
    whole = patient.get(f"{url}/api/v1/people/Jalina Porter").json()
    [source] = whole["sources"]
    assert source["statements"] == whole["totals"]["said"]
    assert {each["name"] for each in whole["mentioned_with"]} >= {"Joe Biden"}
    assert "Jalina Porter" not in {each["name"] for each in whole["mentioned_with"]}
    assert patient.get(f"{url}/api/v1/people/Jalina Porter", params={"source": source["source"]}).json() == whole
    answer = patient.get(f"{url}/api/v1/people/Jalina Porter?source=nowhere.example")
    assert answer.status_code == 404
    assert "no document of 'nowhere.example' names 'Jalina Porter'" in answer.json()["error"]["message"]
