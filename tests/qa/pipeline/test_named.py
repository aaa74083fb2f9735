"""Where no document quoted has a name of the question, the documents that have it are read by themselves."""

from tests.support import Workshop


def test_a_question_is_read_again_where_its_name_stands(workshop: Workshop) -> None:
    for number in range(30):  # so many are like the question that the one on Velden isn't among those read
        text = f"Officers were slow in turning up at the break-in at shop {number}. The owner of shop {number} was angry."
        workshop.add(f"{number}.txt", text, title=f"Break-in at shop {number}")
    velden = "Thieves took coins in Velden. The police came late because the nearest car was far off. A bakery was spared."
    workshop.add("velden.txt", velden, title="Coins gone")
    answer = workshop.pipeline.ask("why were officers so slow in turning up at the velden break-in")
    assert answer.citations[0].source == "velden.txt"
    assert answer.notice is None
