"""Documents that name their source themselves, as lines of JSON do: one source can't be two of them."""

from qa.documents.outcome import Loaded


class Named:
    """The sources that were named in one call, each with the place that named it first and with its version there."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[int, str]] = {}

    def checked(self, loaded: Loaded) -> Loaded:
        """The same; or a failure that names both places, where another version of the document was named before."""
        document = loaded.document
        if document is None or not loaded.named_at:
            return loaded
        version = hash((document.sha256, document.title, document.published, document.author, document.url))
        known, place = self._first.setdefault(document.id, (version, loaded.named_at))
        if known == version:
            return loaded
        return Loaded.failed(
            loaded.named_at,
            f'its "source" is {document.source!r}, and so is that of {place}, with another text, title or date; '
            "that one is kept, so give this one another",
        )
