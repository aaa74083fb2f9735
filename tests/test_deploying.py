"""The Dockerfile, the compose files and the Helm chart say the same, and nothing that the program doesn't know."""

import json
import re
import tomllib
from ipaddress import ip_address, ip_network
from typing import Any

import jsonschema
import pytest
import yaml

from qa.settings import Settings
from tests.support import ROOT

# Of compose-spec/compose-go, Apache-2.0, as it is there.
SCHEMA = json.loads((ROOT / "tests/schemas/compose-spec.json").read_text(encoding="utf-8"))
CHART = ROOT / "deploy/helm"
COMPOSE = ("compose.yaml", "compose.group.yaml")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def compose(name: str) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    return read


def apps(name: str) -> list[dict[str, Any]]:
    """The services that run the image as it is."""
    return [each for each in compose(name)["services"].values() if each["image"] == "citedqa" and "entrypoint" not in each]


@pytest.mark.parametrize("name", COMPOSE)
def test_a_compose_file_is_one(name: str) -> None:
    jsonschema.validate(compose(name), SCHEMA)
    broken = compose(name)
    next(iter(broken["services"].values()))["read-only"] = True
    with pytest.raises(jsonschema.ValidationError, match="read-only"):
        jsonschema.validate(broken, SCHEMA)


def test_every_setting_that_is_set_somewhere_is_one() -> None:
    files = [ROOT / "Dockerfile", *(ROOT / name for name in COMPOSE), CHART / "values.yaml", CHART / "values.schema.json"]
    files += sorted((CHART / "templates").iterdir())
    named = {found for file in files for found in re.findall(r"\bQA_[A-Z_]+", file.read_text(encoding="utf-8"))}
    # The name that leads to the machine is Caddy's to know, and the chart speaks of variables that begin with QA_.
    assert named - {"QA_DOMAIN", "QA_"} <= {f"QA_{name.upper()}" for name in Settings.model_fields}


def test_what_the_image_promises_every_way_to_run_it_keeps() -> None:
    """No root, no capabilities, nothing written but /data and /tmp, and time to end in."""
    assert "USER 10001:10001" in DOCKERFILE
    for name in COMPOSE:
        for app in apps(name):
            assert (app["read_only"], app["cap_drop"]) == (True, ["ALL"]), name
            assert "no-new-privileges:true" in app["security_opt"]
            assert [volume.partition(":")[2] for volume in app["volumes"]] == ["/data"]
            assert app["tmpfs"][0].startswith("/tmp")
    pod = (CHART / "templates/deployment.yaml").read_text(encoding="utf-8")
    assert {"runAsUser: 10001", "containerPort: 7860", "mountPath: /data", "mountPath: /tmp"} <= set(
        re.findall(r"runAsUser: \d+|containerPort: \d+|mountPath: [/\w]+", pod)
    )
    assert "EXPOSE 7860" in DOCKERFILE


def test_the_two_apps_of_a_group_differ_in_nothing_but_their_volume() -> None:
    one, two = apps("compose.group.yaml")
    assert {**one, "volumes": []} == {**two, "volumes": []}
    assert one["volumes"] != two["volumes"]


def test_nobody_is_given_the_address_that_the_proxy_has_and_is_trusted_by() -> None:
    group = compose("compose.group.yaml")
    address = ip_address(group["services"]["caddy"]["networks"]["outside"]["ipv4_address"])
    (network,) = group["networks"]["outside"]["ipam"]["config"]
    assert address in ip_network(network["subnet"])
    assert address not in ip_network(network["ip_range"])  # what the apps get, which start earlier
    assert {app["environment"]["QA_TRUSTED_PROXIES"] for app in apps("compose.group.yaml")} == {str(address)}


def test_the_charts_version_of_the_program_is_the_programs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text(encoding="utf-8"))
    assert chart["appVersion"] == project["version"]
