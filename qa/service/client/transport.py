"""What is sent to the HTTP API and what comes back: once more where the service asks for it, errors in one sentence."""

import time
from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from typing import Any, Self, TypeVar, cast

import httpx
from pydantic import TypeAdapter, ValidationError

from qa.service.client.values import ServiceError

T = TypeVar("T")
LONGEST_WAIT = 30


class Transport:
    """A connection to a service. Every method raises ServiceError."""

    def __init__(
        self,
        url: str = "http://127.0.0.1:7860",
        token: str | None = None,
        *,
        timeout: float = 120,
        retries: int = 3,
        page: int = 500,
    ) -> None:
        if not url.startswith(("http://", "https://")):
            raise ServiceError(f"{url!r} is no address of a service; begin it with http:// or https://")
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        try:
            self._http = httpx.Client(base_url=f"{url.rstrip('/')}/api/v1", headers=headers, timeout=timeout)
        except httpx.InvalidURL as exc:
            raise ServiceError(f"{url!r} is no address of a service: {exc}") from exc
        self._retries = retries
        self._page = page

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def _pages(self, kind: type[T], name: str, parameters: Mapping[str, str]) -> Iterator[T]:
        offset, total = 0, 1
        while offset < total:
            page = self._json("GET", f"/{name}", params={**parameters, "offset": offset, "limit": self._page})
            total = page["total"]
            offset += self._page
            for raw in page[name]:
                yield value_of(kind, raw)

    def _json(self, method: str, path: str, **request: Any) -> Any:
        return self._send(method, path, **request).json()

    def _send(self, method: str, path: str, *, stream: bool = False, **request: Any) -> httpx.Response:
        """A response that is a success; with `stream` it has yet to be read and closed."""
        if self._http.is_closed:
            raise ServiceError("this client is closed; make another to go on")
        for left in range(self._retries, -1, -1):
            try:
                response = self._http.send(self._http.build_request(method, path, **request), stream=stream)
                if response.is_success:
                    return response
                response.read()
                response.close()
            except httpx.HTTPError as exc:
                raise self._unreachable(exc) from exc
            if left and response.status_code in (429, 503):
                time.sleep(min(LONGEST_WAIT, float(response.headers.get("retry-after", 1))))
            else:
                break
        raise _problem(response)

    def _unreachable(self, exc: httpx.HTTPError) -> ServiceError:
        return ServiceError(f"{self._http.base_url} can't be reached: {exc}; is `qa serve` running there?")


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast(Any, kind))


def value_of(kind: type[T], raw: Any) -> T:
    """Keys that a newer service added are ignored."""
    try:
        made: T = _adapter(cast(Hashable, kind)).validate_python(raw)
    except ValidationError as exc:
        raise ServiceError(f"the service answered with no {kind}; is it a CitedQA of this version?", 200, "unknown") from exc
    return made


def _problem(response: httpx.Response) -> ServiceError:
    try:
        error = response.json()["error"]
        return ServiceError(str(error["message"]), response.status_code, str(error["code"]))
    except (ValueError, KeyError, TypeError):
        return ServiceError(
            f"{response.url} answered {response.status_code}; is it a CitedQA?", response.status_code, "unknown"
        )
