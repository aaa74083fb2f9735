"""What a person has chosen to ask about: the last choice, and those kept under a name."""

from collections.abc import Mapping
from typing import Any

from qa.store.sql import Library, SavedScope
from ui.rendering.escaping import plain

Named = dict[str, str]  # id and title


def chosen_last(library: Library, owner: str) -> list[Named]:
    """The collections that this person asked about last."""
    return _collections(library, library.scopes.last(owner).collections)


def saved(library: Library, owner: str) -> list[dict[str, Any]]:
    """The choices that this person keeps; `scope` is None where nothing is left of one: it must not become everything."""
    return [{"id": each.id, "name": each.name, "scope": _left(library, each)} for each in library.scopes.list(owner)]


def _left(library: Library, kept: SavedScope) -> Mapping[str, Any] | None:
    scope = kept.scope
    titles = library.document_list.titles_of(scope.documents)
    # In the app nothing else counts where there are documents: what the rest of the scope leaves out must not come back.
    within = library.in_scope(scope) or frozenset()
    documents = [{"id": each, "title": plain(titles[each])} for each in scope.documents if each in titles and each in within]
    collections = _collections(library, scope.collections)
    if (scope.documents and not documents) or (scope.collections and not collections):
        return None
    return {
        "documents": documents,
        "collections": collections,
        "sources": list(scope.sources),
        "since": scope.since or "",
        "until": scope.until or "",
    }


def _collections(library: Library, ids: tuple[str, ...]) -> list[Named]:
    names = {each.id: each.name for each in library.collections.list()} if ids else {}
    return [{"id": each, "title": plain(names[each])} for each in ids if each in names]
