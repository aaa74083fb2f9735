"""How near texts are to a topic, by their vectors."""

from collections.abc import Callable, Sequence

from qa.embedding.model import Embedder, PassageText

# Gives the cosine of a text with each of others.
Relevance = Callable[[str, Sequence[str]], list[float]]


def relevance_by(embedder: Embedder) -> Relevance:
    """Texts and topic embedded on their own, without titles."""

    def relevance(topic: str, texts: Sequence[str]) -> list[float]:
        passages = embedder.embed_passages([PassageText("", text, ()) for text in texts])
        vector = embedder.embed_question(topic)
        return [float(passage.chunk @ vector) for passage in passages]

    return relevance
