"""A person's page: how the documents introduce them, what they said, what is said of them. It needs no script."""

from math import ceil

from markupsafe import Markup

from qa.attribution.answers import Person
from ui.rendering.articles import source_page
from ui.rendering.templates import render

# Lines of each kind on a page.
_MOST = 50


def render_person_page(person: Person, number: int = 1) -> Markup:
    """One of the person's pages, each of which goes on with the lists where the last one ended; beyond the last, the last."""
    said = [excerpt.cite(1) for excerpt in person.said]
    pages = max(1, *(ceil(len(lines) / _MOST) for lines in (person.introductions, said, person.of_them)))
    number = min(number, pages)
    first = (number - 1) * _MOST
    shown = slice(first, first + _MOST)
    return source_page(person.name, render("person", person=person, said=said, shown=shown, number=number, pages=pages))
