"""Which model writes now. What it takes to ask one is loaded when there is one: most libraries have none."""

from typing import TYPE_CHECKING

from qa.embedding.model import Relevance
from qa.settings import Settings
from qa.store.sql import Library, ModelChoice
from qa.types.plugins import make_plugin, names_plugin

if TYPE_CHECKING:
    from qa.pipeline.writing.choosing import Candidate
    from qa.pipeline.writing.model import LanguageModel
    from qa.pipeline.writing.servers import Endpoint
    from qa.pipeline.writing.writer import Writer


def open_writer(settings: Settings, relevance: Relevance) -> "Writer | None":
    """Open the writer that QA_LLM names; None without QA_LLM.

    A model of LangChain's isn't opened yet: what is wrong with it shows when it is asked.
    """
    if settings.llm is None:
        return None
    from qa.pipeline.writing.model import Model
    from qa.pipeline.writing.writer import Writer

    if names_plugin("citedqa.models", settings.llm):
        added: LanguageModel = make_plugin("citedqa.models", "QA_LLM", settings.llm, settings)
        return Writer(added, settings, relevance)
    return Writer(Model(settings), settings, relevance)


class Writers:
    """Who writes now: the model that was given or that QA_LLM names, or else the one that is chosen in the library."""

    def __init__(self, library: Library, settings: Settings, relevance: Relevance, given: "Writer | None" = None) -> None:
        self._fixed = given or open_writer(settings, relevance)
        self._library = library
        self._settings = settings
        self._relevance = relevance
        self._last: tuple[ModelChoice, Writer] | None = None

    def now(self) -> "Writer | None":
        """Return the writer; None where no model shall write.

        The library is asked each time, so a change counts from the next question on.
        """
        if self._fixed is not None:
            return self._fixed
        choice = self._library.model_choice.get()
        if choice is None:
            return None
        last = self._last
        if last is None or last[0] != choice:
            from qa.pipeline.writing.choosing import ChosenModel

            chosen = ChosenModel(self._library, self._settings.data_dir)
            last = self._last = (choice, self._of(choice, chosen.endpoint(choice)))
        return last[1]

    def of(self, candidate: "Candidate") -> "Writer":
        """Return the writer by a model that is only tried."""
        return self._of(candidate, candidate.endpoint)

    def _of(self, chosen: "ModelChoice | Candidate", endpoint: "Endpoint") -> "Writer":
        from qa.pipeline.writing.model import Model
        from qa.pipeline.writing.writer import Writer

        context = chosen.context or self._settings.llm_context
        most = min(self._settings.llm_max_tokens, context // 2)
        named = {"llm": f"openai:{chosen.model}", "llm_base_url": chosen.address}
        settings = self._settings.model_copy(update={**named, "llm_context": context, "llm_max_tokens": most})
        return Writer(Model(settings, endpoint=endpoint), settings, self._relevance, chosen.model)
