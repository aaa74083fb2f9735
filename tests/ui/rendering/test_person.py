"""A person's page, made from a real library."""

from qa.attribution.answers import person
from tests.support import Workshop
from tests.ui.support import Reader
from ui.rendering.person import person_address, render_person_page

TEXT = "Mayor <b>Ann</b> Brown spoke. “We will open,” Mayor Ann Brown said on Tuesday."


def test_a_person_has_a_page_whose_lines_lead_to_their_places(workshop: Workshop) -> None:
    document = workshop.add("bergen.txt", TEXT, title="<i>Storm</i>", published="2021-03-17")
    found = person(workshop.library, "Ann Brown")
    assert found is not None
    html = render_person_page(found)
    seen = Reader(html).seen
    for part in ("Ann Brown", "Introduced as", "Mayor", "Said", "17 March 2021", "bergen.txt"):
        assert part in seen
    assert f'href="/source/{document.id}?at=' in html
    assert "<b>Ann" not in html
    assert "<i>Storm" not in html


def test_no_name_leaves_its_address() -> None:
    assert person_address("a/../b?c#d") == "/people/a%2F..%2Fb%3Fc%23d"
