"""A person's page, made from a real library."""

from qa.attribution.answers import person
from tests.support import Workshop
from tests.ui.support import Reader
from ui.rendering import links
from ui.rendering.library import render_person_page
from ui.rendering.links import person_address

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


def test_what_documents_say_of_a_person_stands_under_the_name_as_words(workshop: Workshop) -> None:
    workshop.add("prize.txt", "The prize of the town went to Lee Carter in May. Nobody had expected that Lee Carter would win.")
    found = person(workshop.library, "Lee Carter")
    assert found is not None
    seen = Reader(render_person_page(found)).seen
    assert "Of Lee Carter" in seen
    assert "bdi" not in seen


def test_a_person_s_page_leads_to_places_below_the_path_that_a_proxy_serves(workshop: Workshop) -> None:
    document = workshop.add("bergen.txt", TEXT)
    found = person(workshop.library, "Ann Brown")
    assert found is not None
    links.serve_below("/team")
    try:
        html = render_person_page(found)
    finally:
        links.serve_below("")
    assert f'href="/team/source/{document.id}?at=' in html
    assert 'href="/team/">CitedQA</a>' in html
    assert 'href="/source/' not in html


def test_a_person_s_page_has_pages_up_to_the_first_that_they_said(workshop: Workshop) -> None:
    for number in range(1, 53):
        workshop.add(
            f"{number}.txt", f"“We have {number} boats,” Mayor Ann Brown said.", published=f"2021-01-01T00:{number:02}"
        )
    found = person(workshop.library, "Ann Brown")
    assert found is not None
    first, last = (Reader(render_person_page(found, number)).seen for number in (1, 9))
    assert "Said (1–50 of 52)" in first
    assert "“We have 52 boats,”" in first
    assert "“We have 1 boats,”" not in first
    assert "Said (51–52 of 52)" in last
    assert "“We have 1 boats,”" in last
    assert 'href="/people/Ann%20Brown?page=2"' in render_person_page(found)


def test_sources_topics_and_others_lead_to_a_narrower_page_a_question_and_their_pages(workshop: Workshop) -> None:
    said = "“The quay of Oslo has {} boats,” Mayor Ann Brown said. “It has none,” Bo & Son told reporters."
    for number, site in ((1, "a&b.example"), (2, "a&b.example"), (3, "courier.example")):
        workshop.add(f"https://{site}/{number}", said.format(number), title=f"On {number}", published=f"2021-03-0{number}")
    whole, part = (person(workshop.library, "Ann Brown", source=source) for source in ("", "a&b.example"))
    assert whole is not None
    assert part is not None
    html, narrowed = render_person_page(whole), render_person_page(part, source="a&b.example")
    assert "Sources: a&amp;b.example\u00a02, courier.example\u00a01" in Reader(html).seen
    assert 'href="/people/Ann%20Brown?source=a%26b.example"' in html
    assert "Topics: Oslo\u00a03" in Reader(html).seen
    assert 'href="/#/ask?q=What%20did%20Ann%20Brown%20say%20about%20Oslo%3F"' in html
    assert "Also quoted in these documents: Bo &amp; Son" in Reader(html).seen
    assert 'href="/people/Bo%20%26%20Son"' in html
    seen = Reader(narrowed).seen
    assert "Only what is from a&amp;b.example · All sources" in seen
    assert "Said (2)" in seen
    assert "Sources:" not in seen
    assert 'href="/people/Ann%20Brown"' in narrowed
    assert 'href="/api/v1/people/Ann%20Brown?source=a%26b.example&amp;format=csv"' in narrowed


def test_no_name_leaves_its_address() -> None:
    assert person_address("a/../b?c#d") == "/people/a%2F..%2Fb%3Fc%23d"
