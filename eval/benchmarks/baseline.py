"""The plain pipeline that CitedQA is measured against, as LangChain's tutorials put it together.

RecursiveCharacterTextSplitter → HuggingFaceEmbeddings (the same bundled model) → langchain-chroma, similarity search. It embeds
passages without titles, keeps no full text, ranks by vectors alone, reads nothing, cites nothing and never abstains.
As a program: python -m eval.benchmarks.baseline FOLDER QUESTION
"""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.published_model import published_folder

TOP_K = 8
_UPSERT = 5000  # Chroma refuses more at once


class Baseline:
    def __init__(self, folder: Path, chunk_characters: int = 600) -> None:
        os.environ["HF_HUB_OFFLINE"] = "1"
        from chromadb.config import Settings as ChromaSettings
        from langchain_chroma import Chroma
        from langchain_huggingface import HuggingFaceEmbeddings
        from langchain_text_splitters import RecursiveCharacterTextSplitter
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()
        self._splitter: Any = RecursiveCharacterTextSplitter(chunk_size=chunk_characters, chunk_overlap=0)
        self._embeddings: Any = HuggingFaceEmbeddings(
            model_name=str(published_folder()),
            model_kwargs={"device": "cpu"},
            encode_kwargs={"normalize_embeddings": True},
        )
        self._store: Any = Chroma(
            "plain",
            self._embeddings,
            persist_directory=str(folder),
            client_settings=ChromaSettings(anonymized_telemetry=False),
            collection_configuration={"hnsw": {"space": "cosine"}},
        )

    def split(self, texts: Sequence[str]) -> list[str]:
        return [piece for text in texts for piece in self._splitter.split_text(text)]

    def ingest(self, texts: Sequence[str]) -> int:
        """Returns the number of chunks."""
        chunks = self.split(texts)
        self._store.add_texts(chunks)
        return len(chunks)

    def embed(self, texts: Sequence[str]) -> None:
        self._embeddings.embed_documents(list(texts))

    def fill(self, ids: Sequence[str], texts: Sequence[str], vectors: Sequence[Any]) -> None:
        """Put in chunks that are embedded already, past LangChain, which would embed them again."""
        for first in range(0, len(ids), _UPSERT):
            page = slice(first, first + _UPSERT)
            self._store._collection.upsert(
                ids=list(ids[page]), documents=list(texts[page]), embeddings=[list(map(float, v)) for v in vectors[page]]
            )

    def ask(self, question: str) -> list[tuple[str, float]]:
        """The nearest passages with their distances."""
        found = self._store.similarity_search_with_score(question, k=TOP_K)
        return [(document.page_content, float(distance)) for document, distance in found]


def main() -> None:
    folder, question = sys.argv[1:]
    print(json.dumps([{"text": text, "distance": distance} for text, distance in Baseline(Path(folder)).ask(question)]))


if __name__ == "__main__":
    main()
