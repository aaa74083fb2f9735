"""Documents to choose from, of which a question is asked."""

from qa.store.sql import DocumentListPage, ListedDocument
from ui.rendering.escaping import attribute, count, label
from ui.rendering.library import day
from ui.rendering.links import short_source


def render_choices(found: DocumentListPage) -> str:
    listed = "".join(map(_choice, found.documents))
    more = found.total - len(found.documents)
    rest = (
        f'<p class="for">and {count(more, "other document")}; look for one by its title, source or author</p>' if more else ""
    )
    none = "" if listed else '<p class="for">No documents.</p>'
    return f'<div data-total="{found.total}"><ul>{listed}</ul>{rest}{none}</div>'


def _choice(listed: ListedDocument) -> str:
    document = listed.summary
    facts = [day(document.published)] if document.published else []
    facts.append(label(short_source(document.source)))
    return (
        f'<li><label><input type="checkbox" value="{attribute(document.id)}" data-title="{attribute(document.title)}">'
        f'<span dir="auto">{label(document.title)}<span class="meta">{" · ".join(facts)}</span></span></label></li>'
    )
