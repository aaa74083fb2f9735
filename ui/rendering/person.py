"""A person's page: how the documents introduce them, what they said, what is said of them. It needs no script."""

from markupsafe import Markup

from qa.attribution.answers import Person
from ui.rendering.articles import page, source_page
from ui.rendering.templates import render

# Lines of each kind; the API and `qa people` give all.
_MOST = 50


def render_person_page(person: Person) -> Markup:
    said = [excerpt.cite(1) for excerpt in person.said]
    return page(person.name, source_page(render("person", person=person, said=said, most=_MOST)))
