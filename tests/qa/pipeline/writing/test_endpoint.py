"""An administrator's address may be this machine or any named host; never a place where clouds tell secrets."""

import pytest

from qa.pipeline.writing.servers import checked_key, server_address, server_target, why_not
from qa.types.errors import ModelServerError


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("http://127.0.0.1:11434", "http://127.0.0.1:11434/v1"),
        (" http://localhost:1234/v1/ ", "http://localhost:1234/v1"),
        ("localhost:8080", "http://localhost:8080/v1"),
        ("[::1]:8080", "http://[::1]:8080/v1"),
        ("gpu.lan:8000/v1", "https://gpu.lan:8000/v1"),
        ("HTTPS://API.OpenAI.com:443/v1", "https://api.openai.com/v1"),
        ("https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1"),
    ],
)
def test_an_address_is_kept_in_one_form(given: str, kept: str) -> None:
    assert server_address(given) == server_address(kept) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "ftp://a.example/v1",
        "file:///etc/passwd",
        "http://a:b@host/v1",
        "http://host/v1?x=1",
        "http://host/v1#x",
        "a b",
        "http://",
    ],
)
def test_what_is_no_address_of_a_server_is_refused_in_a_sentence(given: str) -> None:
    with pytest.raises(ModelServerError) as caught:
        server_address(given)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "ip",
    [
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "100.100.100.200",
        "168.63.129.16",
        "0.0.0.0",
        "0.0.0.7",
        "::",
        "224.0.0.1",
        "255.255.255.255",
    ],
)
def test_where_no_models_server_can_be_nothing_is_sent(ip: str) -> None:
    assert "no model's server can be" in why_not(ip, "http://named.example/v1", key=False)


@pytest.mark.parametrize("ip", ["127.0.0.1", "127.8.8.8", "::1", "192.168.1.20", "10.0.0.7", "fd12::7"])
def test_this_machine_and_ones_own_network_may_even_get_a_key_without_tls(ip: str) -> None:
    assert why_not(ip, "http://named.example/v1", key=True) == ""


def test_a_key_goes_over_the_internet_only_encrypted() -> None:
    assert why_not("93.184.216.34", "http://named.example/v1", key=False) == ""
    assert why_not("93.184.216.34", "https://named.example/v1", key=True) == ""
    assert "https://" in why_not("93.184.216.34", "http://named.example/v1", key=True)


def test_the_resolvers_answer_counts_however_the_address_is_written() -> None:
    for written in ("http://0x7f.1:9/v1", "http://2130706433:9/v1"):
        assert server_target(written, key=True)[1] == ["127.0.0.1"]
    with pytest.raises(ModelServerError, match="no model's server can be"):
        server_target("http://2852039166/v1", key=False)  # 169.254.169.254


@pytest.mark.parametrize("key", ["a b", "käse", "x\ny", "k" * 1001])
def test_what_cannot_be_sent_as_a_key_is_refused(key: str) -> None:
    with pytest.raises(ModelServerError, match="a key has at most"):
        checked_key(key)
    assert checked_key(" sk-1 ") == "sk-1"
    assert checked_key("") is None
