"""The browser page: a chat on one side, the cited passages beside it. All HTML comes from `ui.rendering`."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.errors import NotFoundError, QAError
from qa.pipeline import MAX_QUESTION_CHARACTERS, Pipeline
from qa.types import Answer, Document, Turn
from ui import rendering

log = logging.getLogger(__name__)

STYLE = Path(__file__).with_name("page.css")
WRONG = "Something went wrong; see the server’s log."
WORKING = "Reading the documents"

_CHIPS = 3
_CORPUS_ARTICLE = "biden-xi-climate-summit.txt"
_CORPUS_QUESTIONS = ("What did Porter say?", "When could Biden and Xi meet?", "How many warheads does North Korea have?")
# People looked at for the example questions of an unknown library: enough for three names, few enough for any library.
_STATEMENTS = 200
# Questions answered at a time; more would only take the processor from each other.
_AT_ONCE = 4

# After each change the newest question comes into view, by its address, so that a card chosen before is no longer the target.
# Going to an address takes the focus from the question box; on a machine with a keyboard it belongs there.
_SHOW_NEWEST = """
watch('value', () => {
  const newest = element.querySelector('.turn:last-of-type');
  if (!newest) return;
  const typing = document.activeElement;
  location.replace('#' + newest.id);
  if (typing instanceof HTMLTextAreaElement && matchMedia('(pointer: fine)').matches) typing.focus({preventScroll: true});
});
"""
_TO_THE_TOP = "watch('value', () => { element.closest('#beside').scrollTop = 0; });"


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its reply, as rendered when it was given. A failed one has no answer, so it is no part of the history."""

    question: str
    answer: Answer | None
    turn: str
    sources: str


Exchanges = tuple[Exchange, ...]


def build_page(pipeline: Pipeline) -> Any:
    """The page as Gradio Blocks, ready to be mounted."""
    import gradio as gr

    library = pipeline.stores.library

    def conversation_of(exchanges: Exchanges, pending: str | None = None) -> str:
        turns = [exchange.turn for exchange in exchanges]
        if pending is not None:
            turns.append(rendering.render_turn(pending, rendering.render_working(WORKING), len(turns) + 1))
        return rendering.render_conversation(turns)

    def open_page() -> tuple[Any, ...]:
        """What an empty conversation shows of the library as it is now."""
        documents = library.documents()
        questions = example_questions(pipeline)
        chips = [
            gr.Button(questions[number], visible=True) if number < len(questions) else gr.Button(visible=False)
            for number in range(_CHIPS)
        ]
        return (
            (),
            rendering.render_welcome(len(documents)),
            rendering.render_shelf(documents),
            gr.Row(visible=bool(questions)),
            gr.Button(visible=False),
            *chips,
        )

    def reply(question: str, exchanges: Exchanges) -> Iterator[tuple[Any, ...]]:
        question = question.strip()
        if not question:
            yield (gr.skip(),) * 6
            return
        yield gr.skip(), "", conversation_of(exchanges, question), gr.skip(), gr.Row(visible=False), gr.Button(visible=True)
        exchanges = (*exchanges, exchange_for(pipeline, question, exchanges))
        sources = "".join(exchange.sources for exchange in exchanges)
        yield exchanges, gr.skip(), conversation_of(exchanges), sources, gr.skip(), gr.skip()

    with gr.Blocks(title="CitedQA", fill_width=True, analytics_enabled=False) as page:
        held = gr.State(())
        with gr.Row(elem_id="masthead"):
            gr.HTML(rendering.render_name(), elem_id="name", js_on_load=None, apply_default_css=False)
            again = gr.Button("New conversation", elem_id="again", size="sm", visible=False)
        with gr.Row(elem_id="workspace"):
            with gr.Column(elem_id="chat"):
                conversation = gr.HTML(elem_id="conversation", js_on_load=_SHOW_NEWEST, apply_default_css=False)
                with gr.Row(elem_id="examples", visible=False) as examples:
                    chips = [gr.Button(elem_classes="chip", size="sm", visible=False) for _ in range(_CHIPS)]
                with gr.Row(elem_id="composer"):
                    box = gr.Textbox(
                        label="Your question",
                        placeholder="Ask a question",
                        show_label=False,
                        container=False,
                        lines=1,
                        max_lines=6,
                        max_length=MAX_QUESTION_CHARACTERS,
                        autofocus=True,
                        elem_id="question",
                    )
                    send = gr.Button("Ask", variant="primary", elem_id="ask")
            with gr.Column(elem_id="beside"):
                sources = gr.HTML(elem_id="sources", js_on_load=_TO_THE_TOP, apply_default_css=False)

        opened = [held, conversation, sources, examples, again, *chips]
        replied = [held, box, conversation, sources, examples, again]
        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        page.load(open_page, None, opened, **quiet)
        again.click(open_page, None, opened, **quiet)
        asking = {"concurrency_limit": _AT_ONCE, "concurrency_id": "ask", **quiet}
        gr.on([send.click, box.submit], reply, [box, held], replied, **asking)
        for chip in chips:
            chip.click(reply, [chip, held], replied, **asking)
    return page


def exchange_for(pipeline: Pipeline, question: str, earlier: Exchanges) -> Exchange:
    """Ask, and render what comes of it. Never raises: a failure becomes one sentence, its traceback goes to the log."""
    number = len(earlier) + 1
    try:
        answer = pipeline.ask(question, history_of(earlier))
        documents = _documents(pipeline, answer)
        turn = rendering.render_turn(question, rendering.render_answer(answer, number), number)
        return Exchange(question, answer, turn, rendering.render_sources(answer, documents, number))
    except QAError as exc:
        message = _sentence(str(exc))
    except Exception:
        log.exception("A question failed")
        message = WRONG
    return Exchange(question, None, rendering.render_turn(question, rendering.render_failure(message), number), "")


def history_of(exchanges: Exchanges) -> list[Turn]:
    """The earlier turns, oldest first, as the pipeline takes them."""
    return [
        turn
        for exchange in exchanges
        if exchange.answer is not None
        for turn in (Turn("user", exchange.question), Turn("assistant", exchange.answer.text))
    ]


def example_questions(pipeline: Pipeline) -> Sequence[str]:
    """Questions that this library can answer: the corpus article's own, else ones about people who are quoted in it."""
    library = pipeline.stores.library
    if any(document.source.endswith(_CORPUS_ARTICLE) for document in library.documents()):
        return _CORPUS_QUESTIONS
    speakers = dict.fromkeys(stored.statement.speaker for stored in library.statements(limit=_STATEMENTS))
    return [f"What did {speaker} say?" for speaker in speakers if speaker][:_CHIPS]


def _documents(pipeline: Pipeline, answer: Answer) -> dict[str, Document]:
    found = {}
    for document_id in {citation.document_id for citation in (*answer.citations, *answer.closest)}:
        try:
            found[document_id] = pipeline.stores.library.document(document_id)
        except NotFoundError:
            continue  # removed by another process a moment ago
    return found


def _sentence(message: str) -> str:
    return f"{message[:1].upper()}{message[1:]}" + ("" if message.endswith((".", "!", "?")) else ".")
