"""Which addresses may be fetched."""

import ipaddress
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.documents.fetching.addresses import addresses_of, is_public, resolve_by_system, target_of


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.0.9",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",  # where clouds keep their machines' secrets
        "100.64.0.1",
        "168.63.129.16",  # and Azure
        "192.0.0.8",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:0:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::10.0.0.1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001:0:7f00:1::",
        "no address",
    ],
)
def test_an_address_of_this_machine_or_a_private_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_public_in_every_writing_or_in_none(address: ipaddress.IPv4Address) -> None:
    written = (f"::ffff:{address}", f"64:ff9b::{address}", str(ipaddress.IPv6Address((0x2002 << 112) | (int(address) << 80))))
    assert {is_public(each) for each in written} == {is_public(str(address))}


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("file:///etc/passwd", "file can't be fetched; only http and https can"),
        ("ftp://example.com/a", "ftp can't be fetched"),
        ("javascript://x/%0Aalert(1)", "javascript can't be fetched"),
        ("gopher://example.com/", "gopher can't be fetched"),
        ("example.com/a", "an address without a scheme can't be fetched"),
        ("http://", "names no host"),
        ("http:///path", "names no host"),
        ("http://user:secret@example.com/", "has a user name or password in it"),
        ("http://example.com@127.0.0.1/", "has a user name or password in it"),
        ("http://example.com\\@127.0.0.1/", "backslashes"),
        ("http://example.com/a b", "spaces"),
        ("http://example.com/a\r\nHost: x", "control characters"),
        ("http://example.com/\u202eabc", "control characters"),
        ("http://example.com:99999/", "is no address"),
        ("http://example.com:0/", "names no host"),
        ("http://[::1/", "is no address"),
        ("http://a..b/", "is no host name"),
        (f"http://{'a' * 64}.com/", "is no host name"),
        (f"http://example.com/{'a' * 2000}", "over the limit of 2,000"),
    ],
)
def test_an_address_that_may_not_be_fetched_is_refused_with_the_cause(url: str, cause: str) -> None:
    with pytest.raises(ValueError, match=re.escape(cause)) as caught:
        target_of(url)
    assert "secret" not in str(caught.value)


def test_an_address_is_taken_apart_as_a_browser_would() -> None:
    target = target_of("HTTPS://Bücher.example:443/über?q=ü#part")
    assert (target.host, target.port, target.path) == ("xn--bcher-kva.example", 443, "/%C3%BCber?q=%C3%BC")
    assert target.url == "https://xn--bcher-kva.example/%C3%BCber?q=%C3%BC"
    assert target_of("http://[2606:4700::1111]:8080").url == "http://[2606:4700::1111]:8080/"


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "0"])
def test_this_machine_is_recognised_however_it_is_written(host: str) -> None:
    with pytest.raises(ValueError, match=r"isn't on the public internet|can't be found"):
        addresses_of(target_of(f"http://{host}/"), resolve_by_system, private=False)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with pytest.raises(ValueError, match=r"news.example \(10.0.0.1\) isn't on the public internet"):
        addresses_of(target_of("http://news.example/"), lambda host, port: ["1.1.1.1", "10.0.0.1"], private=False)


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for url in (text, f"http://{text}", f"https://example.com/{text}"):
        try:
            target = target_of(url)
        except ValueError:
            continue
        assert target.url.isascii()
        assert target_of(target.url) == target
