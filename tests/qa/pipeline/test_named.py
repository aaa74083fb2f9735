"""Where no document quoted has a name of the question, the documents that have it are read by themselves."""

from tests.support import Workshop


def test_a_question_is_read_again_where_its_name_stands(workshop: Workshop) -> None:
    for number in range(12):  # so many tell of patrols that were slow that the one on Velden isn't among those read
        text = f"The patrol came late to the break-in. Officers were slow in turning up at shop {number}, and nobody said why."
        workshop.add(f"{number}.txt", text, title=f"Late patrol at shop {number}")
    velden = "Thieves came at night. The nearest car was far off, so that it took 21 minutes to get to Velden."
    workshop.add("velden.txt", velden, title="Theft")
    answer = workshop.pipeline.ask("Why were officers so slow in turning up at the break-in in Velden?")
    assert answer.citations[0].source == "velden.txt"
    assert answer.notice is None
