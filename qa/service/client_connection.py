"""The HTTP API as a client is connected to it: requests sent again, lists by pages, server-sent events, errors of one kind."""

import json
import time
from collections.abc import Hashable, Iterator, Mapping
from contextlib import closing
from functools import cache
from typing import Any, Self, TypeVar, cast

import httpx
from pydantic import TypeAdapter, ValidationError

from qa.types import Answered, Event, Piece, Rewritten, Working
from qa.types.errors import QAError
from qa.types.saved import answer_from_json

T = TypeVar("T")
LONGEST_WAIT = 30


class ServiceError(QAError):
    """The service refused or failed, or couldn't be asked (then `status` is 0). `code` is for programs."""

    def __init__(self, message: str, status: int = 0, code: str = "unreachable") -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class Connection:
    """Use it in a `with` block, or close it. Safe to share between threads. Every method raises ServiceError.

    What is told to come again later (429, 503) is sent again up to `retries` times, after the time the service names. Lists
    are asked for `page` entries at a time.
    """

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
        self._per_page = page

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def _value(self, kind: type[T], method: str, path: str, entry: str | None = None, **request: Any) -> T:
        """What is answered, or this entry of it."""
        answered = _decoded(self._send(method, path, **request))
        return _value(kind, answered if entry is None else answered[entry])

    def _pages(self, kind: type[T], name: str, **parameters: str | None) -> Iterator[T]:
        """The entries of all pages of a list; parameters that are None aren't sent."""
        given = {key: value for key, value in parameters.items() if value is not None}
        offset, total = 0, 1
        while offset < total:
            page = _decoded(self._send("GET", f"/{name}", params={**given, "offset": offset, "limit": self._per_page}))
            total = page["total"]
            offset += self._per_page
            for raw in page[name]:
                yield _value(kind, raw)

    def _events(self, path: str, body: Mapping[str, Any]) -> Iterator[Event]:
        """What is told in server-sent events; ours have their data on one line."""
        with closing(self._send("POST", path, stream=True, json=body)) as response:
            name = ""
            try:
                for line in response.iter_lines():
                    field, _, value = line.partition(": ")
                    if field == "event":
                        name = value
                    elif field == "data":
                        yield _event(name, json.loads(value))
            except httpx.HTTPError as exc:
                raise self._unreachable(exc) from exc

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
            except (TypeError, UnicodeError) as exc:
                raise ServiceError(f"this can't be sent as JSON: {exc}; give text, numbers and lists", 0, "unsendable") from exc
            if left and response.status_code in (429, 503):
                named = response.headers.get("retry-after", "")
                time.sleep(min(LONGEST_WAIT, int(named) if named.isdecimal() else 1))  # a proxy may name a date
            else:
                break
        raise _problem(response)

    def _unreachable(self, exc: httpx.HTTPError) -> ServiceError:
        return ServiceError(f"{self._http.base_url} can't be reached: {exc}; is `qa serve` running there?")


def _decoded(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError as exc:
        raise ServiceError(
            f"{response.url} answered with something that isn't JSON; is it CitedQA's address, or a page to log in on?",
            response.status_code,
            "no_json",
        ) from exc


def _event(name: str, value: Any) -> Event:
    match name:
        case "working":
            return Working(value["stage"])
        case "rewritten":
            return Rewritten(value["standalone_question"])
        case "piece":
            return Piece(value["text"])
        case "answer":
            return Answered(answer_from_json(value))
        case _:
            raise ServiceError(value["error"]["message"], 200, value["error"]["code"])


_adapter = cache(TypeAdapter[Any])


def _value(kind: type[T], raw: Any) -> T:
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
