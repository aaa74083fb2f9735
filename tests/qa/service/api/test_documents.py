"""Documents over HTTP: what is there, what goes in as a job, what goes out."""

import errno
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests import patient
from tests.qa.service.api.conftest import Locked, bearer
from tests.support import ARTICLE, ARTICLE_TITLE

HARBOUR = "The harbour was closed on Monday. It opens again on Friday."


@pytest.fixture
def own(own_url: str) -> Any:
    with httpx.Client(base_url=own_url, timeout=60) as client:
        yield client


def done(http: httpx.Client, response: httpx.Response) -> list[dict[str, Any]]:
    assert response.status_code == 202, response.text
    job = http.get(f"/api/v1/jobs/{response.json()['id']}", params={"wait": 30}).json()
    assert job["state"] == "done"
    return list(job["items"])


def upload(http: httpx.Client, *files: tuple[str, bytes], **headers: str) -> httpx.Response:
    return http.post("/api/v1/documents/files", files=[("files", file) for file in files], headers=headers)


def test_a_document_is_listed_found_and_read_with_its_text(http: httpx.Client) -> None:
    page = http.get("/api/v1/documents", params={"containing": "virtual MEETING"}).json()
    assert (page["total"], page["documents"][0]["title"]) == (1, ARTICLE_TITLE)
    document = http.get(f"/api/v1/documents/{page['documents'][0]['id']}").json()
    assert document["text"] == ARTICLE.read_text(encoding="utf-8")
    assert http.get("/api/v1/documents", params={"containing": "nowhere"}).json() == {"total": 0, "documents": []}
    assert http.get("/api/v1/documents/nothing").status_code == 404


def test_files_go_in_by_a_job_that_tells_of_each_and_are_named_by_their_names(own: httpx.Client) -> None:
    items = done(
        own, upload(own, ("harbour.txt", HARBOUR.encode()), ("empty.txt", b""), ("../../bridge.md", b"# Bridge\n\nIt is red."))
    )
    assert [(item["name"], item["state"], item["added"], len(item["documents"])) for item in items] == [
        ("harbour.txt", "done", 1, 1),
        ("empty.txt", "failed", 0, 0),
        ("bridge.md", "done", 1, 1),
    ]
    (failure,) = items[1]["failures"]
    assert failure["source"] == "empty.txt"
    assert failure["cause"].startswith("empty.txt: is empty")
    sources = {document["source"] for document in own.get("/api/v1/documents").json()["documents"]}
    assert sources == {"harbour.txt", "bridge.md"}
    answer = own.post("/api/v1/ask", json={"question": "When was the harbour closed?"}).json()
    assert "Monday" in answer["citations"][0]["quote"]


def test_a_file_of_the_same_name_replaces_the_earlier_one(own: httpx.Client) -> None:
    for text, what in ((HARBOUR, "added"), (HARBOUR, "unchanged"), (HARBOUR.replace("Monday", "Sunday"), "updated")):
        (item,) = done(own, upload(own, ("harbour.txt", text.encode())))
        assert item[what] == 1
        (known,) = own.get("/api/v1/documents").json()["documents"]
        assert item["documents"] == [known["id"]]


def test_files_of_one_name_in_two_folders_are_two_documents_and_none_leads_out_of_them(own: httpx.Client) -> None:
    names = ("a/report.txt", "b/report.txt", "C:/desk/fees.txt", "/etc/tide.txt", "a/../../up.txt", "./b//deep.txt", 'it"s.txt')
    done(own, upload(own, *((name, f"{HARBOUR} It is {name}.".encode()) for name in names)))
    listed = own.get("/api/v1/documents").json()["documents"]
    assert {each["source"] for each in listed} == {
        "a/report.txt", "b/report.txt", "desk/fees.txt", "etc/tide.txt", "a/up.txt", "b/deep.txt", 'it"s.txt',
    }  # fmt: skip
    report = next(each for each in listed if each["source"] == "b/report.txt")
    assert own.get(f"/api/v1/documents/{report['id']}").json()["text"].endswith("It is b/report.txt.")


def test_of_two_files_of_one_name_in_one_request_the_second_fails_unless_it_is_the_same(own: httpx.Client) -> None:
    items = done(own, upload(own, *(("harbour.txt", text) for text in (HARBOUR.encode(), b"Another text.", HARBOUR.encode()))))
    assert [(item["state"], item["added"], item["unchanged"]) for item in items] == [
        ("done", 1, 0),
        ("failed", 0, 0),
        ("done", 0, 1),
    ]
    assert items[1]["failures"][0]["cause"] == "harbour.txt: another of these files has this name; rename one of them"
    (known,) = own.get("/api/v1/documents").json()["documents"]
    assert own.get(f"/api/v1/documents/{known['id']}").json()["text"] == HARBOUR


def test_a_text_goes_in_exactly_as_given(own: httpx.Client) -> None:
    text = "  The ferry  was late.\r\nIt came at nine. "
    body = {"text": text, "title": "Ferry", "source": "desk/ferry", "published": "2021-03-17"}
    done(own, own.post("/api/v1/documents/text", json=body))
    (listed,) = own.get("/api/v1/documents").json()["documents"]
    document = own.get(f"/api/v1/documents/{listed['id']}").json()
    assert (document["text"], document["source"], document["published"]) == (text, "desk/ferry", "2021-03-17")


def test_a_page_on_the_web_is_fetched_but_not_from_inside_the_network(own: httpx.Client, own_url: str) -> None:
    urls = [f"{own_url}/api/v1/documents", "http://169.254.169.254/latest/meta-data"]
    items = done(own, own.post("/api/v1/documents/urls", json={"urls": urls}))
    for item, url in zip(items, urls, strict=True):
        assert (item["name"], item["state"]) == (url, "failed")
        assert "public internet" in item["failures"][0]["cause"]
    for wrong in (["ftp://a.example/"], ["file:///etc/passwd"], [], ["http://a b"]):
        assert own.post("/api/v1/documents/urls", json={"urls": wrong}).status_code == 422


def test_the_same_key_begins_one_job_and_refuses_another_body(own: httpx.Client) -> None:
    first = upload(own, ("harbour.txt", HARBOUR.encode()), **{"idempotency-key": "k1"}).json()
    again = upload(own, ("harbour.txt", HARBOUR.encode()), **{"idempotency-key": "k1"}).json()
    assert again["id"] == first["id"]
    other = upload(own, ("harbour.txt", b"Another text."), **{"idempotency-key": "k1"})
    assert (other.status_code, other.json()["error"]["code"]) == (409, "idempotency_key_reused")
    done(own, upload(own, ("other.txt", b"The bridge is red."), **{"idempotency-key": "k2"}))
    assert own.get("/api/v1/documents").json()["total"] == 2


def test_a_removed_document_is_never_cited_again(own: httpx.Client) -> None:
    done(own, upload(own, ("harbour.txt", HARBOUR.encode()), ("bridge.txt", b"The bridge was painted red on Tuesday.")))
    found = own.get("/api/v1/documents", params={"containing": "harbour"}).json()["documents"][0]
    assert own.delete(f"/api/v1/documents/{found['id']}").json()["source"] == "harbour.txt"
    answer = own.post("/api/v1/ask", json={"question": "When was the harbour closed?"}).json()
    assert found["id"] not in {citation["document_id"] for citation in (*answer["citations"], *answer["closest"])}
    assert own.delete(f"/api/v1/documents/{found['id']}").status_code == 404


def test_a_removed_document_can_be_restored_and_lists_can_be_searched_by_words_and_dates(own: httpx.Client) -> None:
    for title, published in (("Harbour closed", "2021-03-17"), ("Harbour opened", "2021-04-01")):
        done(
            own,
            own.post("/api/v1/documents/text", json={"text": HARBOUR, "title": title, "source": title, "published": published}),
        )

    def listed(**query: str) -> list[str]:
        return [each["title"] for each in own.get("/api/v1/documents", params=query).json()["documents"]]

    assert listed(containing="CLOSED harbour") == ["Harbour closed"]
    assert listed(since="2021-03-18", until="2021-04-01") == ["Harbour opened"]
    backwards = own.get("/api/v1/documents", params={"since": "2021-04-01", "until": "2021-03-18"})
    assert (backwards.status_code, backwards.json()["error"]["code"]) == (422, "question")
    found = own.get("/api/v1/documents", params={"containing": "closed"}).json()["documents"][0]
    assert own.delete(f"/api/v1/documents/{found['id']}").status_code == 200
    assert listed() == ["Harbour opened"]
    assert own.post(f"/api/v1/documents/{found['id']}/restore").json()["title"] == "Harbour closed"
    assert listed() == ["Harbour closed", "Harbour opened"]
    assert own.post(f"/api/v1/documents/{found['id']}/restore").status_code == 404


def test_a_name_that_is_none_is_refused(own: httpx.Client) -> None:
    for name in ("..", "a/..", "x" * 300 + ".txt"):
        assert upload(own, (name, b"Text.")).status_code == 422


def test_what_is_no_file_is_told_how_to_be_one(own: httpx.Client) -> None:
    error = own.post("/api/v1/documents/files", files={"files": (None, "hello")}).json()["error"]
    assert error["code"] == "bad_request"
    assert "must be a file, not text; with curl: -F files=@NAME" in error["message"]


def test_only_an_administrator_changes_the_documents(locked: Locked) -> None:
    with httpx.Client(base_url=locked.url, headers=bearer(locked.bob), timeout=60) as http:
        assert http.get("/api/v1/documents").status_code == 200
        for response in (
            upload(http, ("a.txt", b"Text.")),
            http.post("/api/v1/documents/text", json={"text": "Text."}),
            http.delete("/api/v1/documents/nothing"),
            http.post("/api/v1/documents/nothing/restore"),
        ):
            assert (response.status_code, response.json()["error"]["code"]) == (403, "not_allowed")


def test_nothing_of_an_upload_is_left_behind(
    own: httpx.Client, data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for response in (upload(own, ("a.txt", HARBOUR.encode())), upload(own, ("a.txt", b""))):
        done(own, response)
    assert list(tmp_path.iterdir()) == []
    while list((data_dir / "jobs").rglob("a.txt")):  # removed a moment after the job is done
        threading.Event().wait(0.01)


@pytest.mark.parametrize("where", ["qa.service.api.documents.shutil.copyfileobj", "starlette.datastructures.UploadFile.write"])
def test_that_the_disk_is_full_is_told_to_whoever_sends_a_file(
    own: httpx.Client, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """It may be full when the file is kept, or already while a large one comes in."""

    def full(*_files: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(where, full)
    refused = upload(own, ("harbour.txt", HARBOUR.encode()))
    assert refused.status_code == 503
    assert "no room left on the server's disk" in refused.json()["error"]["message"]


def test_a_job_can_be_cancelled_by_whoever_began_it(own: httpx.Client, locked: Locked) -> None:
    job = upload(own, ("a.txt", HARBOUR.encode())).json()
    assert own.delete(f"/api/v1/jobs/{job['id']}").json()["id"] == job["id"]
    assert own.delete("/api/v1/jobs/nothing").status_code == 404
    assert patient.delete(f"{locked.url}/api/v1/jobs/{job['id']}", headers=bearer(locked.bob)).status_code == 403
    with patient.client(base_url=f"{locked.url}/api/v1", headers=bearer(locked.ana)) as ana:
        begun = ana.post("/documents/urls", json={"urls": ["http://127.0.0.1:9/"]}).json()["id"]
        assert ana.delete(f"/jobs/{begun}").json()["id"] == begun


def test_a_text_without_a_date_has_the_one_that_its_first_lines_tell(own: httpx.Client) -> None:
    texts = ["Ferry\n\n12 March 2021\n\nThe ferry was late.", "Bus\n\nThe bus was late."]
    for text in texts:
        done(own, own.post("/api/v1/documents/text", json={"text": text}))
    dates = {each["title"]: each["published"] for each in own.get("/api/v1/documents").json()["documents"]}
    assert dates == {"Ferry": "2021-03-12", "Bus": None}
