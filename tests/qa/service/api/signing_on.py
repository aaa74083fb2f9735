"""A server that people log in to by the provider of tests/oidc_provider.py."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from qa.pipeline import Pipeline
from qa.service.api.app import create_app
from qa.settings import Settings
from qa.store.sql import Library
from tests import patient
from tests.oidc_provider import CLIENT, SECRET, Provider
from tests.qa.service.api.conftest import MANY, PASSWORD, served

CALLBACK = "/login/oidc/callback"


@dataclass
class Site:
    """A server that people log in to by this provider, too; admins there are in the group `chiefs`, editors in `desk`."""

    url: str
    library: Library
    provider: Provider

    @contextmanager
    def fresh(self) -> Iterator["Site"]:
        """With a provider that doesn't lie, and afterwards without whoever has come since."""
        provider = self.provider
        provider.lie, provider.in_userinfo = lambda claims: None, frozenset()
        provider.signs_with, provider.algorithm = provider.key, "RS256"
        provider.client.redirect_uris = [f"{self.url}{CALLBACK}"]
        provider.client.leave_uris = [f"{self.url}/login"]
        provider.left.clear()
        before = {user.name for user in self.library.accounts.list()}
        try:
            yield self
        finally:
            for user in self.library.accounts.list():
                if user.name not in before:
                    self.library.accounts.remove(user.name)

    def browser(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=120, headers={"accept": "text/html"})

    def back(self, http: httpx.Client, target: str = "/") -> str:
        """Begin, and let the provider send the browser back; where to."""
        begun = http.get("/login/oidc", params={"next": target})
        assert begun.status_code == 303
        sent = patient.get(begun.headers["location"])
        assert sent.status_code == 302, sent.text
        return str(sent.headers["location"])

    def log_in(self, http: httpx.Client, **claims: Any) -> httpx.Response:
        self.provider.person = {"sub": "1", "preferred_username": "otto"} | claims
        return http.get(self.back(http))


@contextmanager
def serving(pipeline: Pipeline, provider: Provider, **chosen: Any) -> Iterator[Site]:
    library = pipeline.stores.library
    values = {
        "data_dir": library.path.parent,
        "auth": f"ana:{PASSWORD}",
        "requests_per_minute": MANY,
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
        "oidc_redirect_url": f"http://127.0.0.1:1{CALLBACK}",
        **chosen,
    }
    settings = Settings.model_validate(values)
    app = create_app(pipeline, settings)
    with served(app) as url:
        # A server of the tests is given its port when it starts; that of a user is known before.
        app.state.server.provider._settings = settings.model_copy(update={"oidc_redirect_url": f"{url}{CALLBACK}"})
        with Site(url, library, provider).fresh() as site:
            yield site
