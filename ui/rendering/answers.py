"""The conversation: questions, what is being done about them; answers, abstentions and failures, each with its own look."""

import re
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import quote

from markupsafe import Markup

from qa.pipeline import EMPTY
from qa.pipeline.follow_ups.further import NEXT
from qa.service.authors import QUOTING, author_of
from qa.service.copying import question_to_text
from qa.service.export import question_to_markdown
from qa.service.table import TABLES, answer_to_csv
from qa.store.sql.feedback import Thumb
from qa.types import Answer
from ui.rendering.addresses import address
from ui.rendering.escaping import advice, attribute, count, data, label, text
from ui.rendering.feedback import render_thumbs, render_why
from ui.rendering.prose import Prose, render_marker
from ui.rendering.templates import render


def render_answer(
    answer: Answer, turn: int, addresses: Mapping[int, str] | None = None, roles: Mapping[int, str] | None = None
) -> str:
    """An answer with its markers linked, or an abstention that can't pass for one. `addresses` and `roles` are by marker."""
    above = render_notice(answer.notice) if answer.notice else ""
    if answer.status == "abstained":
        return above + _abstention(answer, turn, addresses or {})
    quoting = answer.reader in QUOTING
    if quoting:  # a button says how to ask for the next
        answer = replace(answer, text=NEXT.sub("", answer.text).rstrip(" ;\n"))
    return above + _prose(answer, turn, addresses, roles, quoting=quoting)


def render_author(answer: Answer) -> str:
    """Who wrote it: an extract from the sources, or the language model's name."""
    author = author_of(answer)
    return f'<p class="by">{label(author)}</p>' if author else ""


def render_understood(question: str, standalone: str, *, literal: bool = False) -> str:
    """How a follow-up was understood, with the way to have it answered as it stands."""
    if literal:
        return '<p class="understood">Asked as it stands, without the earlier turns</p>'
    if standalone == question:
        return ""
    button = f'<button type="button" class="link" data-ask="{data(question)}" data-literal="true">Ask it as it stands</button>'
    return f'<p class="understood">Understood as <q>{label(standalone)}</q> {button}</p>'


def render_notice(message: str) -> str:
    return f'<p class="notice">{advice(message)}</p>'


def render_earlier(number: int, conversation: str) -> str:
    """Above the first turn of a long conversation."""
    whole = address(f"/conversations/{attribute(conversation)}.html")
    return (
        f'<p class="notice">{count(number, "earlier question")} not shown here. <a href="{whole}">Download all of them</a></p>'
    )


def render_writing(so_far: str, turn: int, *, quoting: bool) -> str:
    """The answer while it is being written: its sources aren't known yet."""
    return _prose(Answer("", "", "answered", "", so_far), turn, None, None, quoting=quoting)


def render_working(message: str) -> str:
    return f'<div class="working" role="status"><p>{text(message)}<span class="dots" aria-hidden="true"></span></p></div>'


def render_failure(message: str) -> str:
    """One plain sentence instead of an answer."""
    return f'<div class="answer failed" role="alert"><p>{advice(message)}</p></div>'


def render_stopped(partial: str) -> str:
    """`partial` is HTML of what had been written."""
    return f'{partial}<p class="notice stopped">Stopped before the answer was finished.</p>'


def render_actions(answer: Answer, turn: int, verdict: Thumb | None = None, note: str = "") -> str:
    """What can be done with an answer; `verdict` and `note` are what this person thought of it."""
    cited = answer.citations or answer.closest
    listed = answer.reader in TABLES and answer.status == "answered"
    copied = listed or answer.citations
    actions = render(
        "actions",
        turn=turn,
        question=answer.question,
        shown=count(len(cited), "source" if answer.citations else "closest passage") if cited else "",
        copies={"plain": question_to_text(answer), "markdown": question_to_markdown(answer)} if copied else None,
        table=_table(answer) if listed else None,
        thumbs=Markup(render_thumbs(answer.question, turn, verdict)),
    )
    return _further(answer) + actions + render_why(turn, note)


def _table(answer: Answer) -> dict[str, str]:
    """The answer as a file that is in the page already: kept or not, it is that of this answer. A BOM tells Excel of UTF-8."""
    name = re.sub(r"[^a-z0-9]+", "-", answer.question.lower()).strip("-")[:60].strip("-") or "answer"
    return {"name": f"{name}.csv", "address": f"data:text/csv;charset=utf-8,{quote(BOM_UTF8 + answer_to_csv(answer).encode())}"}


def render_again(question: str) -> str:
    """Under a question without an answer."""
    button = f'<button type="button" class="quiet" data-ask="{data(question)}">Ask again</button>'
    return f'<div class="actions">{button}</div>'


def render_suggestions(questions: Sequence[str], title: str = "Ask next") -> str:
    if not questions:
        return ""
    chips = "".join(f"<li>{render_chip(question)}</li>" for question in questions)
    return f'<nav class="next" aria-label="{attribute(title)}"><h3>{text(title)}</h3><ul class="chips">{chips}</ul></nav>'


def render_coverage(documents: int, people: Sequence[str], others: int) -> str:
    """What there is to ask about, under an abstention. `people` are named, `others` counted."""
    quoted = ", ".join(label(name) for name in people)
    more = f" and {count(others, 'other')}" if others > 0 else ""
    told = f"; among the people quoted: {quoted}{more}" if quoted else ""
    return f'<p class="coverage">The library holds {count(documents, "document")}{told}.</p>'


def render_chip(question: str) -> str:
    return f'<button type="button" class="chip" dir="auto" data-ask="{data(question)}">{text(question)}</button>'


def render_turn(question: str, reply: str, turn: int, state: str = "done", conversation: str = "") -> str:
    """A question and its reply; `reply` is HTML from the functions above. `state`: working, done, failed or stopped.

    `conversation` is the id of the kept conversation it is part of, where there is one.
    """
    return (
        f'<article class="turn" id="t{turn}" data-turn="{turn}" data-state="{state}" '
        f'data-conversation="{attribute(conversation)}" aria-label="Question {turn}">'
        f'<h2 class="question" dir="auto">{text(question)}</h2>{reply}</article>'
    )


def _prose(
    answer: Answer, turn: int, addresses: Mapping[int, str] | None, roles: Mapping[int, str] | None, *, quoting: bool
) -> str:
    looks = f"answer{' quoting' if quoting else ''}{' unsure' if answer.unsure else ''}"
    return f'<div class="{looks}">{Prose(answer, turn, addresses, roles).html()}</div>'


def _further(answer: Answer) -> str:
    """The way to what a list or a speaker's statements leave out."""
    named = NEXT.search(answer.text)
    if named is None or answer.reader not in QUOTING:
        return ""
    return render("further", question=named[1], words="Show the next" if "For the next ask" in named[0] else "Show all")


def _abstention(answer: Answer, turn: int, addresses: Mapping[int, str]) -> str:
    if answer.text == EMPTY:  # whoever is in a browser adds them there
        return render("no_documents")
    verdict, _, rest = answer.text.partition("\n\n")
    parts = [f'<p class="verdict">{advice(verdict)}</p>']
    if rest:
        parts.append(f'<p dir="auto">{text(rest)}</p>')
    if answer.closest:
        links = " ".join(render_marker(citation, turn, addresses) for citation in answer.closest)
        parts.append(
            f'<p class="aside">These passages come closest, but they don’t answer the question: '
            f'<span class="markers">{links}</span></p>'
        )
    return f'<div class="answer abstained">{"".join(parts)}</div>'
