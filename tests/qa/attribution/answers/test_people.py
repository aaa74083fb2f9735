"""People as the documents show them."""

import pytest

from qa.attribution.answers import Person, in_numbers, is_person, person
from qa.attribution.answers import namesakes as namesakes_module
from tests.support import Workshop

BERGEN = (
    "A storm closed the harbour of Bergen. “We will open the harbour again on Friday,” Mayor Ann Brown said on Tuesday. "
    "“Nobody was hurt,” Brown added."
)
PORTO = "Bo Green praised Ann Brown for her calm in the storm of last week."
OSLO = "Ann Brown, the mayor of Bergen, will speak in Oslo. “I will speak about harbours,” Ann Brown told reporters."
OTHER = "“The show goes on,” actor Joe Brown said in a theatre of Leeds."


@pytest.fixture
def news(workshop: Workshop) -> Workshop:
    workshop.add("bergen.txt", BERGEN, title="Storm", published="2021-03-17")
    workshop.add("porto.txt", PORTO, title="Praise", published="2021-03-20")
    workshop.add("oslo.txt", OSLO, title="A speech", published="2021-04-01")
    workshop.add("leeds.txt", OTHER, title="A show", published="2021-02-01")
    return workshop


def found(news: Workshop, name: str) -> Person:
    whole = person(news.library, name)
    assert whole is not None
    return whole


def test_a_person_is_introduced_quoted_and_told_of_in_the_documents_own_words(news: Workshop) -> None:
    ann = found(news, "Ann Brown")
    assert (ann.documents, ann.quoted, ann.first, ann.last) == (3, 2, "2021-03-17", "2021-04-01")
    assert [each.role for each in ann.introductions] == ["mayor of Bergen"]
    assert ann.said[0].first.source == "oslo.txt"
    assert [cited.source for cited in ann.of_them] == ["porto.txt"]
    for cited in (*(each.cited for each in ann.introductions), *(each.cite(1) for each in ann.said), *ann.of_them):
        assert news.library.document(cited.document_id).text[cited.start : cited.end] == cited.quote


def test_a_document_that_quotes_them_by_a_short_form_names_them_too(news: Workshop) -> None:
    news.add("dock.txt", "“The dock is safe,” Dr. Brown said. Ann Browning left.", title="The dock", published="2021-05-01")
    ann = found(news, "Ann Brown")
    assert (ann.documents, ann.quoted, ann.last) == (4, 3, "2021-05-01")


def test_a_role_with_and_without_an_article_is_one(news: Workshop) -> None:
    news.add("a.txt", "Zoe Hill, the union president, spoke on Monday.", title="A strike")
    news.add("b.txt", "Union President Zoe Hill left the hall.", title="A walk")
    [one] = found(news, "Zoe Hill").introductions
    assert (one.role.lower().removeprefix("the "), one.documents) == ("union president", 2)


def test_a_title_changes_nothing_and_a_surname_alone_means_the_one_quoted_most(news: Workshop) -> None:
    assert found(news, "Mayor Ann Brown") == found(news, "Ann Brown")
    brown = found(news, "Brown")
    assert (brown.name, brown.namesakes) == ("Ann Brown", ("Joe Brown",))
    assert "Others of that name: Joe Brown." in in_numbers(brown)


def test_of_a_surname_the_one_quoted_in_most_documents_is_meant_and_not_surely_where_others_are_as_often(
    news: Workshop,
) -> None:
    said = " ".join(f"“I {each} in the play,” Cleo Brown said." for each in ("sing", "dance", "act", "laugh", "cry"))
    news.add("cast.txt", said, title="A cast", published="2021-05-01")
    assert (found(news, "Brown").name, found(news, "Brown").of_several) == ("Ann Brown", True)
    answer = news.pipeline.ask("Who is Brown?")
    assert (answer.confidence, answer.text[:33]) == ("perhaps", "Several people have this name. **")
    assert news.pipeline.ask("Who is Ann Brown?").confidence == "sure"
    assert not found(news, "Green").of_several


def test_two_of_one_surname_are_two(news: Workshop) -> None:
    joe = found(news, "Joe Brown")
    assert [each.role for each in joe.introductions] == ["actor"]
    assert [each.first.source for each in joe.said] == ["leeds.txt"]


@pytest.mark.parametrize("word", ["Nobody", "everyone"])
def test_a_word_that_stands_for_people_is_the_name_of_none(news: Workshop, word: str) -> None:
    news.add("leeds.txt", "Nobody should lose a shift. Everyone was asked on Monday.")
    assert person(news.library, word) is None


def test_nobody_of_that_name_is_nobody(news: Workshop) -> None:
    assert person(news.library, "Zed Black") is None


def test_who_somebody_is_is_answered_with_the_introductions_first(news: Workshop) -> None:
    answer = news.pipeline.ask("Who is Ann Brown?")
    assert (answer.reader, answer.status) == ("people", "answered")
    assert answer.text.startswith(
        "**Ann Brown** is named in 3 documents, from 2021-03-17 to 2021-04-01, and quoted in 2 of them."
    )
    assert answer.citations[0].quote == "Ann Brown, the mayor of Bergen, will speak in Oslo."
    assert [citation.marker for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert {claim.verdict for claim in answer.claims} == {"verbatim"}


def test_somebody_whom_no_document_introduces_is_read_about_as_ever(news: Workshop) -> None:
    assert news.pipeline.ask("Who is Bo Green?").reader != "people"


def test_who_is_introduced_by_surname_after_the_first_sentence_is_introduced(news: Workshop) -> None:
    later = "Uma Lind stood in the rain for an hour. But Lind, a teacher from Leeds, was not afraid of the storm."
    news.add("later.txt", later, title="Rain", published="2021-05-01")
    assert [each.role for each in found(news, "Uma Lind").introductions] == ["teacher from Leeds"]
    news.add("two.txt", "Kim Moss met Eva Moss in the rain. Moss, a teacher, was late.", title="Two", published="2021-05-02")
    assert found(news, "Kim Moss").introductions == ()


KIN = "The race is open. {} and Bo Roe run for office. {} spoke in Bellwick. {} is a lawyer known for his views on boats."


@pytest.mark.parametrize(
    ("asked", "text", "roles"),
    [
        ("John Q. Lind", KIN.format("Robert F. Lind", "John Q. Lind", "Lind"), []),
        ("John Q. Lind", KIN.format("Cy Fox", "John Q. Lind", "Lind"), ["lawyer known for his views on boats"]),
        (
            "Robert F. Lind",
            KIN.format("Robert F. Lind", "John Q. Lind", "Robert F. Lind"),
            ["lawyer known for his views on boats"],
        ),
        ("Ann Lind", "Dr. Ann Lind spoke at the wedding of A. Lind. Lind, a retired pilot, danced all night.", []),
        ("Ann Lind", "Dr. Ann Lind spoke at the wedding. Lind, a retired pilot, danced all night.", ["retired pilot"]),
        ("Ann Lind", "Ann Lind left early. Mr. Lind, the mayor of Bellwick, paid for it.", []),
        ("Ann Lind", "Ann Lind left early. He attacked the President Lind harbour plan.", []),
        ("Tom W. Lind", "Then-Mayor Tom H.W. Lind, who was a pilot, left. Tom W. Lind came.", []),
        ("Tom W. Lind", "Then-Mayor Tom W. Lind left. Tom W. Lind came.", ["Then-Mayor"]),
        ("Tom Lind", "Then-Mayor Tom H.W. Lind left. Tom Lind came.", ["Then-Mayor"]),
    ],
)
def test_a_surname_or_another_initial_introduces_nobody_by_a_namesakes_role(
    workshop: Workshop, asked: str, text: str, roles: list[str]
) -> None:
    workshop.add("kin.txt", text, title="Kin")
    assert [each.role for each in found(workshop, asked).introductions] == roles


def test_a_first_name_alone_has_a_page_where_several_documents_quote_whoever_has_it(workshop: Workshop) -> None:
    workshop.add("a.txt", "“The show goes on,” Camilla Lind, a dancer from Leeds, said on Friday.", title="A show")
    assert workshop.pipeline.ask("Who is Camilla Lind?").reader == "people"
    assert workshop.pipeline.ask("Who is Lind?").reader == "people"
    assert workshop.pipeline.ask("Who is Camilla?").reader != "people"
    workshop.add("b.txt", "“The rain will stop,” Camilla Lind told the mayor of Leeds.", title="The rain")
    assert workshop.pipeline.ask("Who is Camilla?").text.startswith("**Camilla Lind** is named in 2 documents")


def test_who_is_quoted_and_never_introduced_isnt_answered_with_a_namesakes_sentence(workshop: Workshop) -> None:
    workshop.add("a.txt", "Ann Brown said that the harbour stays open. “It rains,” Ann Brown said.", title="The harbour")
    workshop.add("b.txt", "Carla Brown, a teacher from Leeds, was chosen as the mayor of Bergen.", title="A mayor")
    told = workshop.pipeline.ask("who is ann brown")
    assert told.reader == "people"
    assert "Carla" not in told.text


def test_who_is_called_by_the_surname_where_the_text_says_who_it_is_isnt_denied(workshop: Workshop) -> None:
    rao = "“Rest for a week,” Dr Anil Rao said. Dr Rao treated my knee in April and is head of the knee clinic of Leeds."
    workshop.add("a.txt", rao, title="My knee")
    assert "head of the knee clinic" in workshop.pipeline.ask("Who is Anil Rao?").text


def test_a_name_in_what_may_be_none_has_no_page(workshop: Workshop) -> None:
    text = "Prince Harry, a rower, will come to the fair of Leeds. “It will be a good day,” Praising Harry said."
    workshop.add("fair.txt", text, title="A fair")
    whole = found(workshop, "Prince Harry")
    assert whole.name == "Praising Harry"
    assert "Praising" not in workshop.pipeline.ask("Who is Prince Harry?").text.partition(" is named")[0]


def test_somebody_whom_nothing_introduces_is_told_by_their_words_where_reading_finds_nothing(workshop: Workshop) -> None:
    workshop.add(
        "a", "The ferry was late again. “It is the wind,” Una Falk said, and went home.", "Ferry", published="2021-05-01"
    )
    asking, _ = workshop.pipeline.trace("Who is Una Falk?")
    assert asking.decided is None
    assert asking.told is not None
    assert asking.told.confidence == "perhaps"
    assert asking.told.text.startswith("**Una Falk** is named in 1 document, of 2021-05-01. None says who that is.")
    assert [each.quote for each in asking.told.citations] == ["“It is the wind,” Una Falk said, and went home."]


def test_a_middle_initial_that_was_not_typed_is_no_hindrance(news: Workshop) -> None:
    news.add("law.txt", "Uma E. Lind, a teacher from Leeds, was late. “I am sorry,” Lind said.", title="Law")
    assert [each.role for each in found(news, "Uma Lind").introductions] == ["teacher from Leeds"]


def test_how_the_documents_quoted_before_introduce_somebody_comes_first(news: Workshop) -> None:
    news.add("turin.txt", "Ann Brown, a rower of many years, won in Turin.", title="Rowing", published="2020-05-01")
    rowing = next(each.id for each in news.library.documents() if each.title == "Rowing")
    roles = [each.role for each in found(news, "Ann Brown").introductions]
    assert roles[0] == "mayor of Bergen"
    whole = person(news.library, "Ann Brown", first=[rowing])
    assert whole is not None
    assert whole.introductions[0].cited.source == "turin.txt"
    assert sorted(each.role for each in whole.introductions) == sorted(roles)


def test_a_namesake_is_told_apart_by_the_jr_of_the_name(news: Workshop) -> None:
    father = " ".join(f"“I {each} in the play,” Tom Lund said." for each in ("sing", "dance", "act"))
    for number in range(6):
        news.add(f"father{number}.txt", f"{father} He was there {number} times.", title=f"A cast {number}")
    news.add("son.txt", "“I paint,” Tom Lund Jr., a painter, said. “I never sing,” Tom Lund Jr. said.", title="A son")
    lund = found(news, "Tom Lund")
    assert lund.namesakes == ("Tom Lund Jr.",)
    assert in_numbers(lund).endswith("Others of that name: Tom Lund Jr.")


def test_whoever_has_a_particle_in_the_name_is_asked_for_as_anybody_else(workshop: Workshop) -> None:
    workshop.add("wells.txt", "Jean du Plessis, a farmer, dug three wells. “The wells are dry,” du Plessis said on Monday.")
    assert "Jean du Plessis** is named in 1 document" in workshop.pipeline.ask("Who is Jean du Plessis?").text
    assert "The wells are dry" in workshop.pipeline.ask("What did Jean du Plessis say?").text


def test_the_role_of_most_of_the_newest_documents_comes_first_and_each_role_once(workshop: Workshop) -> None:
    for year in range(2015, 2021):
        workshop.add(
            f"{year}.txt", f"Bergen Mayor Ida Moe opened fair {year}.", title=f"Fair {year}", published=f"{year}-05-01"
        )
    workshop.add("then.txt", "Former Mayor Ida Moe sang at the fair.", title="Then", published="2020-06-01")
    assert [each.role for each in found(workshop, "Ida Moe").introductions][:2] == ["Former Mayor", "Bergen Mayor"]
    for year in (2021, 2022, 2023):
        workshop.add(
            f"{year}.txt", f"Former Mayor Ida Moe sang at fair {year}.", title=f"Fair {year}", published=f"{year}-05-01"
        )
    workshop.add("odd.txt", "Ida Moe, a guest, sang along at the harbour.", title="Odd", published="2014-05-01")
    moe = found(workshop, "Ida Moe")
    assert [(each.role, each.documents) for each in moe.introductions] == [
        ("Former Mayor", 4),
        ("Bergen Mayor", 6),
        ("guest", 1),
    ]
    assert moe.introductions[0].cited.source == "2023.txt"
    for year in range(2000, 2014):
        workshop.add(
            f"{year}.txt", f"Bergen Mayor Ida Moe opened fair {year}.", title=f"Fair {year}", published=f"{year}-05-01"
        )
    assert [each.role for each in found(workshop, "Ida Moe").introductions] == ["Former Mayor", "Bergen Mayor"]


def test_a_role_is_told_in_full_and_as_most_documents_have_it(workshop: Workshop) -> None:
    workshop.add("a.txt", "Union leader Max Berg spoke of boats.", title="A", published="2021-01-01")
    workshop.add("b.txt", "Union leader Max Berg spoke of ships.", title="B", published="2021-02-01")
    workshop.add("c.txt", "Rival union leader Max Berg spoke of rain.", title="C", published="2021-03-01")
    workshop.add("d.txt", "In the hall leader Max Berg spoke of wind.", title="D", published="2021-04-01")
    [one] = found(workshop, "Max Berg").introductions
    assert (one.role, one.documents, one.cited.source) == ("Union leader", 4, "b.txt")


def test_what_introduces_somebody_is_found_behind_the_first_sentence_that_names_them(workshop: Workshop) -> None:
    workshop.add("kim.txt", "The island's leader Kim Jong Un came.", title="Kim")
    assert [each.role for each in found(workshop, "Kim Jong Un").introductions] == ["island's leader"]
    family = (
        "Gro Falk in 2018.\n\nNorwegian-born Gro Falk, 91, is the boat builder who began the yard. "
        "Her yard is closed.\n\nOle Falk in 2019.\n\nOle Falk, 50, is Gro Falk’s oldest son."
    )
    workshop.add("family.txt", family, title="A family")
    assert [each.role for each in found(workshop, "Gro Falk").introductions] == ["boat builder who began the yard"]
    assert [each.role for each in found(workshop, "ole falk").introductions] == ["Gro Falk’s oldest son"]


def test_an_introduction_is_cited_with_the_whole_quotation_and_not_repeated_in_the_answer(workshop: Workshop) -> None:
    text = "“The gate was open. Nobody was hurt,” harbour spokesman Tor Lie told reporters. “We are glad,” Lie said."
    workshop.add("gate.txt", text, title="A gate")
    [one] = found(workshop, "Tor Lie").introductions
    assert one.cited.quote.startswith("“The gate was open. Nobody was hurt,” harbour spokesman Tor Lie")
    assert workshop.pipeline.ask("Who is Tor Lie?").text.count("Nobody was hurt") == 1


@pytest.mark.parametrize("asked", ["Ed Q. Holm", "Ed Holm", "Ed Holm of Bergen Power", "ed holm", "ed a holm"])
def test_an_initial_and_the_firm_of_somebody_change_nothing(workshop: Workshop, asked: str) -> None:
    workshop.add(
        "power.txt", "“Power is back,” said Ed Q. Holm, Bergen Power president.", title="Power", published="2021-05-01"
    )
    answer = workshop.pipeline.ask(f"Who is {asked}?")
    assert answer.text.startswith("**Ed Q. Holm** is named in 1 document, of 2021-05-01.")
    assert answer.confidence == "sure"
    assert "None says who that is" not in answer.text
    assert "Others" not in answer.text


@pytest.mark.parametrize(
    ("role", "quoted", "namesakes"),
    [
        ("Orchard Boats chief", 2, ()),
        ("Bergen chief", 1, ()),
        ("retired painter", 1, ("Tom Lund (retired painter)",)),
    ],
)
def test_one_who_is_told_by_the_same_role_is_no_namesake(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch, role: str, quoted: int, namesakes: tuple[str, ...]
) -> None:
    workshop.add("one.txt", "“The firm grows,” Orchard Boats chief Tom Lund said.", title="Boats")
    workshop.add("two.txt", f"“Taxes are high,” {role} Tom Lund told the council.", title="Taxes")
    one, two = (next(each.id for each in workshop.library.documents() if each.title == title) for title in ("Boats", "Taxes"))
    apart = {("Tom Lund", one): "Tom Lund", ("Tom Lund", two): "Tom Lund (2)"}
    monkeypatch.setattr(namesakes_module, "people_named", lambda *_: apart)
    lund = found(workshop, "Tom Lund")
    assert (lund.quoted, lund.namesakes) == (quoted, namesakes)


@pytest.fixture
def council(workshop: Workshop) -> Workshop:
    def add(source: str, text: str, day: int) -> None:
        workshop.add(source, text, title=source, published=f"2021-05-{day:02}")

    add(
        "https://www.tidings.example/a",
        "“The quay of Oslo is old,” Mayor Ida Moe said. “It is ours,” harbour chief Per Dahl said.",
        1,
    )
    add(
        "https://tidings.example/b",
        "“We will sail to Oslo soon,” Ida Moe told reporters. “I won't,” said Per Dahl, a builder.",
        2,
    )
    add("https://courier.example/c", "“Ships leave Oslo at noon,” Ida Moe said. “They don't,” pilot Liv Berg said.", 3)
    add("notes/Plan.txt", "“The quay of Oslo is old,” Mayor Ida Moe said. It was May.", 4)
    add("https://courier.example/d", "Per Dahl sang. “It was cold,” singer Ole Vik said.", 5)
    return workshop


def test_sources_tell_how_much_of_what_they_said_each_has_and_each_narrows_the_page_to_just_that(council: Workshop) -> None:
    whole = found(council, "Ida Moe")
    assert whole.sources == (("tidings.example", 2), ("courier.example", 1), ("Plan.txt", 1))
    for source, number in whole.sources:
        part = person(council.library, "Ida Moe", source=source)
        assert part is not None
        assert (len(part.said), part.sources) == (number, whole.sources)
        assert all(source in one.cited.source for one in part.introductions)
    for written in ("https://www.tidings.example/", "WWW.Tidings.example"):
        assert person(council.library, "Ida Moe", source=written) == person(
            council.library, "Ida Moe", source="tidings.example"
        )
    assert person(council.library, "Ida Moe", source="nowhere.example") is None
    assert person(council.library, "Ida Moe", source="") == whole


def test_others_quoted_in_the_same_documents_are_told_those_in_most_first_and_never_the_person(council: Workshop) -> None:
    assert found(council, "Ida Moe").mentioned_with == (("Per Dahl", 2), ("Liv Berg", 1))
    part = person(council.library, "Ida Moe", source="courier.example")
    assert part is not None
    assert part.mentioned_with == (("Liv Berg", 1),)
    assert found(council, "Per Dahl").mentioned_with == (("Ida Moe", 2), ("Ole Vik", 1))
    assert found(council, "Ole Vik").mentioned_with == ()


def test_topics_are_names_in_several_statements_none_of_them_the_person_s_own(council: Workshop) -> None:
    council.add("e.txt", "“I'm fond of Oslo, as I'm fond of Moe,” Ida Moe said. “Ask Per, ask Moe,” Ida Moe said.", title="E")
    assert found(council, "Ida Moe").topics == (("Oslo", 4),)
    assert found(council, "Liv Berg").topics == ()


def test_whom_a_name_means_does_not_change_with_the_source(council: Workshop) -> None:
    for number in range(3):
        said = f"“I paint boat {number},” painter Joe Moe said."
        council.add(f"https://gallery.example/{number}", said, title=f"Boats {number}", published="2021-06-01")
    council.add("https://gallery.example/moe", "“I can't paint,” Ida Moe said.", title="A walk", published="2021-06-02")
    assert found(council, "Moe").name == "Ida Moe"
    part = person(council.library, "Moe", source="gallery.example")
    assert part is not None
    assert (part.name, len(part.said)) == ("Ida Moe", 1)


def test_what_is_closed_to_a_reader_counts_in_none_of_the_lists(council: Workshop) -> None:
    shut = council.library.collections.create("Shut").id
    council.library.rights.limit(shut)
    council.add("f.txt", "“It is dry,” Mayor Moe said. Ida Moe left.", title="F", published="2021-05-06")
    hidden = [each.id for each in council.library.documents() if each.source.endswith(("/b", "/c"))]
    council.library.collections.put(shut, hidden)
    seen = person(council.library.seen_without(frozenset({shut})), "Ida Moe")
    assert seen is not None
    assert (seen.sources, seen.topics) == ((("tidings.example", 1), ("Plan.txt", 1), ("f.txt", 1)), ())
    assert seen.mentioned_with == (("Per Dahl", 1),)
    assert person(council.library.seen_without(frozenset({shut})), "Ida Moe", source="courier.example") is None


def test_words_that_are_less_surely_theirs_give_way_to_older_ones_that_surely_are(news: Workshop) -> None:
    lamps = "The road was wet and the lamps were out for most of the way.\n\n" * 40
    text = f"“I am going home,” Ann Brown said.\n\n{lamps}“Nobody came,” it went."
    news.add("road.txt", text, title="The road", published="2021-06-01")
    quoted = [cited.quote for cited in news.pipeline.ask("Who is Ann Brown?").citations]
    sure, older = "“I am going home,” Ann Brown said.", "“I will speak about harbours,” Ann Brown told reporters."
    assert quoted.index(sure) < quoted.index(older)
    assert "“Nobody came,” it went." not in quoted  # three are told, and these would be the second


def test_a_firm_or_a_beach_that_has_a_first_name_is_no_person(workshop: Workshop) -> None:
    text = "“We will grow,” Ann Brown, the head of Brown Mills, said. “The beach is open,” Beth Beach said."
    workshop.add("a.txt", text, title="Mills")
    known = {name: found(workshop, name) for name in ("Ann Brown", "Beth Beach")}
    assert is_person(known["Ann Brown"], "Mayor Ann Brown")
    assert not is_person(known["Ann Brown"], "Brown Mills")
    assert not is_person(known["Beth Beach"], "Beth Beach")
