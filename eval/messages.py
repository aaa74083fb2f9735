"""What is told to messages as people type them: `python -m eval.messages [FILE] [--library NAME] --to TEXT`. Readers judge it.

Each line of FILE is a conversation: `{"id", "library", "messages"}`, with what was `wanted` of each message in later sets. It
is asked of the library of the settings, each message with the answers before it, and written down with them. `rated`, where a
set has it, is what a reader gave each answer when it was asked first, before any mend that it led to: 2 where it was what its
writer wanted, 1 where partly, 0 where not. "documents" are eval/gold/documents*/ and the tables beside them, "news" are news
articles that aren't part of the project.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.datasets import GOLD, json_lines
from qa.pipeline import Pipeline
from qa.settings import load_settings
from qa.types import Answer, Turn

MESSAGES = GOLD / "messages.jsonl"


def told(pipeline: Pipeline, conversations: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a text for each conversation: its messages, and below each what is told."""
    for conversation in conversations:
        history, lines = list[Turn](), [f"### {conversation['id']}"]
        for message in conversation["messages"]:
            answer = pipeline.ask(message, history)
            history += [Turn("user", message), answer.turn()]
            lines += [f"> {message}", *_shown(answer, message)]
        yield "\n\n".join(lines)


def _shown(answer: Answer, message: str) -> Iterator[str]:
    if answer.standalone_question != message:
        yield f"(understood: {answer.standalone_question})"
    if answer.notice:
        yield f"({answer.notice})"
    yield answer.text
    if answer.closest:
        yield "(closest: " + " | ".join(each.quote for each in answer.closest) + ")"


def main() -> None:
    parser = argparse.ArgumentParser(description="Write down what is told to messages as people type them.")
    parser.add_argument("file", type=Path, nargs="?", default=MESSAGES)
    parser.add_argument("--library", choices=("documents", "news"), default="documents")
    parser.add_argument("--to", type=Path, required=True, help="the text to write")
    given = parser.parse_args()
    conversations = [each for each in json_lines(given.file) if each["library"] == given.library]
    with Pipeline.open(load_settings()) as pipeline:
        given.to.write_text("\n\n".join(told(pipeline, conversations)) + "\n", encoding="utf-8")
    print(f"{given.to}: {len(conversations)} conversations")


if __name__ == "__main__":
    main()
