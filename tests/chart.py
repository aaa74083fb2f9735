"""Check the Helm chart with Helm itself. By hand, after a change of deploy/helm, with Python 3.12:

    pip install helm-sdkpy kubernetes-validate && python tests/chart.py

Helm (Go's, within helm-sdkpy) lints the chart and installs it in a cluster that only takes down what it is sent; that is held
against Kubernetes' own schemas, and against what is promised in docs/operating.md.
"""

import asyncio
import json
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import helm_sdkpy
import kubernetes_validate
import yaml

CHART = Path(__file__).parents[1] / "deploy" / "helm"
VERSIONS = ("1.25", "1.31", "1.37")
GIVEN: dict[str, Any] = {
    "image": {"repository": "registry.example.org/citedqa"},
    "chromaUrl": "http://chroma:8000",
    "trustedProxies": "10.0.0.0/8",
    "secrets": {"QA_AUTH": "ana:open sesame", "QA_DATABASE_URL": "postgresql://citedqa:x@postgres/citedqa"},
    "ingress": {"host": "qa.example.org", "tlsSecret": "qa-tls"},
    "networkPolicy": {"from": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "ingress-nginx"}}}]},
    "settings": {"QA_LOG_FORMAT": "json", "QA_MAX_FILE_MB": 50, "QA_OIDC_LOGOUT": True},
}
# Group and version, and what of it the chart may make.
KINDS = {
    "v1": {"Secret": "secrets", "ConfigMap": "configmaps", "Service": "services"},
    "apps/v1": {"Deployment": "deployments"},
    "networking.k8s.io/v1": {"Ingress": "ingresses", "NetworkPolicy": "networkpolicies"},
    "policy/v1": {"PodDisruptionBudget": "poddisruptionbudgets"},
}


_OWN = {"kind": "Secret", "apiVersion": "v1", "metadata": {"name": "release", "namespace": "qa"}}


class Cluster(BaseHTTPRequestHandler):
    """As much of Kubernetes' API as Helm needs to hand over objects."""

    sent: list[dict[str, Any]] = []
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        group = path.removeprefix("/apis/").removeprefix("/api/")
        if path == "/version":
            self._tell({"major": "1", "minor": "31", "gitVersion": "v1.31.0"})
        elif path == "/api":
            self._tell({"kind": "APIVersions", "versions": ["v1"]})
        elif path == "/apis":
            self._tell({"kind": "APIGroupList", "apiVersion": "v1", "groups": [_group(each) for each in KINDS if "/" in each]})
        elif group in KINDS:
            made = [
                {"name": name, "kind": kind, "namespaced": True, "singularName": "", "verbs": ["create", "get", "list"]}
                for kind, name in KINDS[group].items()
            ]
            self._tell({"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": group, "resources": made})
        elif path.endswith("/secrets"):
            self._tell({"kind": "SecretList", "apiVersion": "v1", "metadata": {}, "items": []})
        else:
            self._tell({"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404}, 404)

    def do_POST(self) -> None:
        told = self._read()
        if told is not None:
            self.sent.append(told)
        self._tell(told or _OWN, 201)

    def do_PUT(self) -> None:
        self._tell(self._read() or _OWN)

    def _read(self) -> dict[str, Any] | None:
        """An object; None of what Helm keeps for itself, which it sends as Protocol Buffers."""
        body = self.rfile.read(int(self.headers["content-length"]))
        told: dict[str, Any] | None = json.loads(body) if "json" in self.headers["content-type"] else None
        return told

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _tell(self, told: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _group(name: str) -> dict[str, Any]:
    version = {"groupVersion": name, "version": name.partition("/")[2]}
    return {"name": name.partition("/")[0], "versions": [version], "preferredVersion": version}


@contextmanager
def running_cluster() -> Iterator[str]:
    """Yields the kubeconfig of it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Cluster)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    named = {"clusters": [{"name": "c", "cluster": {"server": address}}], "users": [{"name": "u", "user": {}}]}
    contexts = [{"name": "x", "context": {"cluster": "c", "user": "u"}}]
    try:
        yield yaml.safe_dump({"apiVersion": "v1", "kind": "Config", **named, "contexts": contexts, "current-context": "x"})
    finally:
        server.shutdown()


def rendered(name: str = "qa", **more: Any) -> list[dict[str, Any]]:
    """What the chart becomes with these values. Raises HelmError."""
    Cluster.sent.clear()
    with running_cluster() as kubeconfig:
        install = helm_sdkpy.Install(helm_sdkpy.Configuration(namespace="qa", kubeconfig=kubeconfig))
        asyncio.run(install.run(name, str(CHART), GIVEN | more, wait=False))
    return list(Cluster.sent)


def linted() -> list[str]:
    """What Helm finds wrong, with values in the place of the empty ones that everybody has to fill."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(CHART, Path(folder) / "citedqa"))
        (copy / "values.yaml").write_text(json.dumps({**_defaults(), **GIVEN}))  # JSON is YAML
        found = asyncio.run(helm_sdkpy.Lint(helm_sdkpy.Configuration()).run(str(copy)))
    return [f"{each['Path']}: {each['Err']}" for each in found["Messages"] if each["Severity"] > 1]


def _defaults() -> dict[str, Any]:
    values: dict[str, Any] = yaml.safe_load((CHART / "values.yaml").read_text())
    return values | {"ingress": values["ingress"] | GIVEN["ingress"]}


def refused(says: str, **more: Any) -> None:
    try:
        rendered(**more)
    except helm_sdkpy.HelmError as exc:
        if not re.search(says, str(exc)):
            raise
    else:
        sys.exit(f"the chart takes {more}")


def check_promises(objects: list[dict[str, Any]]) -> None:
    by_kind = {each["kind"]: each for each in objects}
    assert set(by_kind) == {kind for kinds in KINDS.values() for kind in kinds}, set(by_kind)
    deployment = by_kind["Deployment"]["spec"]
    pod = deployment["template"]["spec"]
    (container,) = pod["containers"]
    assert deployment["replicas"] == 2
    assert pod["securityContext"]["runAsNonRoot"]
    assert (pod["enableServiceLinks"], pod["automountServiceAccountToken"]) == (False, False)
    closed = container["securityContext"]
    assert closed["readOnlyRootFilesystem"]
    assert (closed["capabilities"], closed["allowPrivilegeEscalation"]) == ({"drop": ["ALL"]}, False)
    assert {mount["mountPath"] for mount in container["volumeMounts"]} == {"/data", "/tmp"}
    probes = {name: container[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "liveness", "readiness")}
    assert probes == {"startup": "/health", "liveness": "/health", "readiness": "/ready"}
    labels = deployment["template"]["metadata"]["labels"].items()
    for selector in (
        deployment["selector"]["matchLabels"],
        by_kind["Service"]["spec"]["selector"],
        by_kind["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
        by_kind["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"],
    ):
        assert selector.items() <= labels
    ingress = by_kind["Ingress"]["spec"]
    assert ingress["tls"] == [{"hosts": ["qa.example.org"], "secretName": "qa-tls"}]
    assert ingress["rules"][0]["http"]["paths"][0]["backend"]["service"]["name"] == by_kind["Service"]["metadata"]["name"]
    plain = by_kind["ConfigMap"]["data"]
    assert plain["QA_OIDC_LOGOUT"] == "true"
    assert plain["QA_MAX_FILE_MB"] == "50"
    assert not set(plain) & {"QA_AUTH", "QA_DATABASE_URL"}


def main() -> None:
    if found := linted():
        sys.exit("\n".join(found))
    objects = rendered()
    for each in objects:
        for version in VERSIONS:
            kubernetes_validate.validate(each, version, strict=True)
    check_promises(objects)
    kinds = {each["kind"] for each in rendered(secrets={}, existingSecret="mine", replicas=1)}
    assert not kinds & {"Secret", "PodDisruptionBudget"}, kinds
    refused("secrets.QA_AUTH", secrets={})
    refused("propert|not", settings={"QA_AUTH": "ana:x"})
    refused("propert|pattern", settings={"LOG": "x"})
    refused("trustedProxies", trustedProxies="")
    print(f"the chart works: {', '.join(sorted({each['kind'] for each in objects}))}; Kubernetes {', '.join(VERSIONS)}")


if __name__ == "__main__":
    main()
