"""Collections and who may read them: as the library keeps them, as the service tells them and as a client reads them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentCollection:
    """`documents` is how many of the library's documents are in it. `limited`: only some people may read it."""

    id: str
    name: str
    documents: int
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Rights:
    """`readers` and `editors` are names of users, or `role:reader` and `role:editor`; who may change it may read it.

    Administrators may do both, and so may whoever uses the machine that the library lies on. `limited`: nobody else may.
    """

    limited: bool
    readers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
