"""What the server says when the app opens a conversation, and what stands where one will be."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from uuid import uuid4

from markupsafe import Markup

from qa.documents.formats.registry import supported
from qa.service.export import model_name
from ui.rendering.escaping import data, plain
from ui.rendering.templates import render

_OPENED = Markup('<span hidden data-owner="{}"{} data-model="{}" data-collections="{}" data-title="{}">{}</span>')


def render_opened(
    owner: str,
    *,
    admin: bool = False,
    edits: bool = False,
    title: str = "",
    model: str | None = None,
    collections: Sequence[Mapping[str, str]] = (),
) -> Markup:
    """Tells the script that a conversation is on the page, and whose words the browser keeps are to be shown with it.

    `model` is the language model that writes the answers, as `Answer.reader` names it. `collections` are what this person
    asked about last. `title` is the conversation's own, where it has one.
    """
    kept_for = sha256(owner.encode()).hexdigest()[:16]
    name = plain(model_name(model)) if model else ""
    may = Markup("").join(Markup(f" data-{each}") for each, given in (("admin", admin), ("edits", edits)) if given)
    return _OPENED.format(kept_for, may, name, data(json.dumps(collections)), plain(title), uuid4().hex)


def render_welcome(documents: int, questions: Sequence[str] = (), *, edits: bool = False) -> Markup:
    """What the app does, and questions that this library answers; where it is empty, how whoever `edits` it fills it."""
    return render("welcome", documents=documents, questions=questions, edits=edits, supported=supported())
