"""Fetching: polite to sites, and nobody's way into the user's own network."""

import gzip
import socket
import ssl
from pathlib import Path

import pytest

from qa.documents.fetching.exchange import Patience
from qa.types.errors import FetchError
from tests.qa.documents.fetching.sites import fetch, fetcher, moved, page, site

# Made for news.example by `openssl req -x509 -newkey ec`; ends in the year 2126 and opens nothing.
KEY = """-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJ9UtFSGLwtgVxlTz
REPn+1hw/S7IE01feVc5tKjUxEChRANCAARvZ9uXrY+ryVJn9ZtshoT3x6LEa+Fq
Dgs6yc+pT+M+zyZQQftvjXvtDh2k0QpBeZAu56Tcoebn+GwFbDD8zcW6
-----END PRIVATE KEY-----
"""
CERTIFICATE = """-----BEGIN CERTIFICATE-----
MIIBnjCCAUSgAwIBAgIUM+qPmH+Z3F6JZCBs3TwWe28PT2kwCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMbmV3cy5leGFtcGxlMCAXDTI2MTEyNTAzMzQ1NVoYDzIxMjYx
MTAxMDMzNDU1WjAXMRUwEwYDVQQDDAxuZXdzLmV4YW1wbGUwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAARvZ9uXrY+ryVJn9ZtshoT3x6LEa+FqDgs6yc+pT+M+zyZQ
QftvjXvtDh2k0QpBeZAu56Tcoebn+GwFbDD8zcW6o2wwajAdBgNVHQ4EFgQUV5Y3
FZLBMtFV++VkjCmj1m8cfDUwHwYDVR0jBBgwFoAUV5Y3FZLBMtFV++VkjCmj1m8c
fDUwDwYDVR0TAQH/BAUwAwEB/zAXBgNVHREEEDAOggxuZXdzLmV4YW1wbGUwCgYI
KoZIzj0EAwIDSAAwRQIhAIS95KwwVE4zsUiN90hz9SvcjVXrtlANhq5XtsqB4dK8
AiB3+B37nkLNK3Iz1DZTsBRw/FF42ZgjGXzCIJJHSl4pWw==
-----END CERTIFICATE-----
"""


def test_a_page_comes_with_its_type_charset_and_final_address() -> None:
    with site(
        {"/a": moved("/b?x=1#part"), "/b?x=1": page("Caf\xe9".encode("latin-1"), "Text/HTML; Charset=ISO-8859-1")}
    ) as here:
        fetched = fetch(here.url("/a"))
    assert (fetched.url, fetched.media_type, fetched.charset) == (here.url("/b?x=1"), "text/html", "ISO-8859-1")
    assert fetched.body == b"Caf\xe9"


def test_every_request_says_who_asks() -> None:
    with site({"/a": page("x")}) as here:
        fetch(here.url("/a"))
    assert here.paths == ["/robots.txt", "/a"]
    assert all("\r\nUser-Agent: CitedQA/" in request for request in here.requests)
    assert all(f"\r\nHost: 127.0.0.1:{here.port}\r\n" in request for request in here.requests)


def test_a_packed_page_is_unpacked() -> None:
    with site({"/a": page(gzip.compress(b"words " * 1000), Content_Encoding="gzip")}) as here:
        assert fetch(here.url("/a")).body == b"words " * 1000


def test_a_page_packed_in_several_parts_is_whole() -> None:
    packed = gzip.compress(b"first ") + gzip.compress(b"second ") + gzip.compress(b"third") + b"\0" * 9
    with site({"/a": page(packed, Content_Encoding="gzip")}) as here:
        assert fetch(here.url("/a")).body == b"first second third"


def test_a_site_that_never_answers_is_given_up_and_costs_no_more_of_the_others_time() -> None:
    def silent(connection: socket.socket) -> None:
        connection.recv(1)

    client = fetcher(patience=Patience(step=0.3, request=0.4))
    with site({"/a": silent}) as slow, site({"/robots.txt": silent}) as slower, site({"/a": page("x")}) as quick:
        for _ in range(4):
            for url in (slow.url("/a"), slower.url("/a")):
                with pytest.raises(FetchError):
                    client.fetch(url)
        with pytest.raises(FetchError, match="was too slow several times just now"):
            client.fetch(slow.url("/b"))
        assert client.fetch(quick.url("/a")).body == b"x"
    assert slow.paths == ["/robots.txt", "/a", "/a"]
    assert slower.paths == ["/robots.txt"]


# robots.txt


def test_what_robots_txt_disallows_is_not_fetched_and_it_is_read_once() -> None:
    rules = "User-agent: *\nDisallow: /\n\nUser-agent: CitedQA\nDisallow: /private/*.html$\n"
    with site({"/robots.txt": page(rules, "text/plain"), "/a": page("x"), "/private/a": page("x")}) as here:
        client = fetcher()
        assert client.fetch(here.url("/a")).body == b"x"
        assert client.fetch(here.url("/private/a")).body == b"x"
        with pytest.raises(FetchError, match=r"/private/a.html: its robots.txt asks programs not to fetch it"):
            client.fetch(here.url("/private/a.html"))
    assert here.paths == ["/robots.txt", "/a", "/private/a"]


def test_a_robots_txt_that_the_server_fails_to_give_counts_as_a_no() -> None:
    with (
        site({"/robots.txt": page("", status="503 Busy"), "/a": page("x")}) as here,
        pytest.raises(FetchError, match=r"its robots.txt can't be read \(status 503\), which counts as a no"),
    ):
        fetch(here.url("/a"))
    assert here.paths == ["/robots.txt"]


def test_a_redirect_to_a_disallowed_page_is_not_followed() -> None:
    with (
        site({"/robots.txt": page("User-agent: *\nDisallow: /b"), "/a": moved("/b"), "/b": page("x")}) as here,
        pytest.raises(FetchError, match=r"/a: redirected to .*/b: its robots.txt asks"),
    ):
        fetch(here.url("/a"))
    assert "/b" not in here.paths


def test_requests_to_one_site_are_a_second_apart_or_as_far_as_it_asks() -> None:
    for rules, least, most in (
        ("", 0.5, 1.0),
        ("User-agent: *\nCrawl-delay: 7", 6.5, 7.0),
        ("User-agent: *\nCrawl-delay: 999", 29, 30),
    ):
        pauses: list[float] = []
        with site({"/robots.txt": page(rules), "/a": page("x")}) as here:
            client = fetcher(pauses=pauses)
            client.fetch(here.url("/a"))
            assert pauses == []
            client.fetch(here.url("/a"))
        assert len(pauses) == 1
        assert least < pauses[0] <= most


# The user's own network


def test_this_machine_is_not_asked_unless_the_setting_allows_it() -> None:
    with site({"/a": page("secret")}) as here:
        with pytest.raises(FetchError, match=r": 127.0.0.1 isn't on the public internet, .*QA_ALLOW_PRIVATE_URLS=true"):
            fetcher(private=False).fetch(here.url("/a"))
        assert here.requests == []
        assert fetcher(private=True).fetch(here.url("/a")).body == b"secret"


def test_a_name_that_leads_here_is_refused_too() -> None:
    with site({"/a": page("secret")}) as here, pytest.raises(FetchError, match=r"inside.example \(127.0.0.1\) isn't"):
        fetcher(private=False, hosts={"inside.example": ["127.0.0.1"]}).fetch(here.url("/a", "inside.example"))
    assert here.requests == []


def test_each_redirect_is_looked_at_before_it_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    # The first site counts as public, so that a redirect from the internet inwards can be shown on one machine.
    monkeypatch.setattr("qa.documents.fetching.addresses.is_public", lambda address: address == "127.0.0.1")
    for where in ("http://127.0.0.2:{port}/b", "http://[::1]:{port}/b", "//inside.example:{port}/b"):
        with site({"/b": page("secret")}) as inside, site({"/a": moved(where.format(port=inside.port))}) as outside:
            client = fetcher(
                private=False, hosts={"127.0.0.2": ["127.0.0.2"], "::1": ["::1"], "inside.example": ["192.168.0.7"]}
            )
            with pytest.raises(FetchError, match=r"/a: redirected to .*/b: .* isn't on the public internet"):
                client.fetch(outside.url("/a"))
        assert inside.requests == []


def test_a_name_is_looked_up_once_a_request_and_the_address_checked_is_the_one_asked() -> None:
    """DNS rebinding: a name whose second look-up would lead inwards."""
    lookups: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        lookups.append(host)
        return ["127.0.0.1"]

    from qa.documents.fetching import Fetcher

    with site({"/a": page("x")}) as here:
        client = Fetcher(max_bytes=1000, private=True, resolve=rebinding, pause=lambda seconds: None)
        # No resolver knows this name, so any other look-up would fail.
        assert client.fetch(here.url("/a", "news.invalid")).body == b"x"
    assert lookups == ["news.invalid"] * 2  # robots.txt and the page
    assert f"\r\nHost: news.invalid:{here.port}\r\n" in here.requests[1]


def test_the_next_address_of_a_host_is_asked_where_the_first_is_down() -> None:
    with site({"/a": page("x")}) as here:
        client = fetcher(hosts={"news.example": ["127.0.0.9", "127.0.0.1"]})
        assert client.fetch(here.url("/a", "news.example")).body == b"x"


def test_the_certificate_must_be_the_named_hosts_though_the_connection_goes_to_an_address(tmp_path: Path) -> None:
    (tmp_path / "site.pem").write_text(KEY + CERTIFICATE)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(tmp_path / "site.pem")
    trusting = ssl.create_default_context(cadata=CERTIFICATE)
    hosts = {"news.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]}
    with site({"/a": page("x")}, secure=serving) as here:
        with pytest.raises(FetchError, match=r"its certificate can't be trusted \(self-signed certificate\)"):
            fetcher(hosts=hosts).fetch(f"https://news.example:{here.port}/a")
        client = fetcher(hosts=hosts, trusted=lambda: trusting)
        assert client.fetch(f"https://news.example:{here.port}/a").body == b"x"
        with pytest.raises(FetchError, match=r"its certificate can't be trusted \(Hostname mismatch.*other.example"):
            client.fetch(f"https://other.example:{here.port}/a")
