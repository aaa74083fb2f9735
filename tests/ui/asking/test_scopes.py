"""What is left of a kept choice is what it was of."""

from qa.types import Scope
from tests.support import Workshop
from ui.asking.scopes import saved


def test_a_kept_choice_of_documents_leaves_out_what_the_rest_of_it_does(workshop: Workshop) -> None:
    a, b = (workshop.add(f"{name}.txt", "The quay was closed.").id for name in "ab")
    sea = workshop.library.collections.create("Sea").id
    workshop.library.collections.put(sea, [a])
    workshop.library.scopes.keep("ann", "Both", Scope(documents=(a, b), collections=(sea,)))
    (kept,) = saved(workshop.library, "ann")
    assert [each["id"] for each in kept["scope"]["documents"]] == [a]
    workshop.library.collections.delete(sea)
    assert saved(workshop.library, "ann")[0]["scope"] is None
