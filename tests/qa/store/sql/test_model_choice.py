"""The language model that was chosen is kept in the library, on both engines."""

from dataclasses import replace

import sqlalchemy as sa

from qa.settings import Settings
from qa.store.sql import Library, ModelChoice, tables
from qa.store.sql.database import get_meta, set_meta
from qa.store.sql.migrations import SCHEMA_VERSION

CHOSEN = ModelChoice("http://127.0.0.1:11434/v1", "llama3.2", 4096, "sealed")


def test_the_last_choice_counts_for_every_process_and_can_be_taken_back(library: Library, place: Settings) -> None:
    assert library.model_choice.get() is None
    library.model_choice.put(CHOSEN)
    with Library.of(place) as other:
        other.model_choice.put(replace(CHOSEN, model="qwen3", context=None, sealed_key=None))
    found = library.model_choice.get()
    assert found is not None
    assert (found.model, found.context, found.sealed_key, found.chosen[:2]) == ("qwen3", None, None, "20")
    library.model_choice.clear()
    assert library.model_choice.get() is None


def test_from_format_2_on_a_model_can_be_chosen(library: Library, place: Settings) -> None:
    with library.writing() as connection:
        connection.execute(sa.schema.DropTable(tables.model_choice))
        set_meta(connection, "schema", "2")
    library.close()
    with Library.of(place) as upgraded:
        with upgraded.reading() as connection:
            assert get_meta(connection, "schema") == str(SCHEMA_VERSION)
        assert upgraded.model_choice.get() is None
        upgraded.model_choice.put(CHOSEN)
        assert upgraded.model_choice.get() is not None
