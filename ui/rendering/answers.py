"""The conversation: questions, what is being done about them; answers, abstentions and failures, each with its own look.

And how an answer came about: what was looked into and read, how long that took, and what each sentence rests on.
"""

from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode
from uuid import uuid4

from markupsafe import Markup

from qa.pipeline.kinds.question_kind import page_of, without_page
from qa.pipeline.refusals import EMPTY
from qa.service.api.responses import file_name
from qa.service.export import author_of, model_of, question_to_markdown, question_to_text, quoted
from qa.service.lists import TABLES, answer_to_csv
from qa.store.sql.feedback import MAX_NOTE_CHARACTERS, Thumb
from qa.types import LIKELY, PERHAPS, UNLIKELY, Answer, Verdict
from qa.types.answers import QUOTING_READERS
from ui.language import gettext as _
from ui.language import ngettext
from ui.messages import translated
from ui.rendering.escaping import advice, data, label, plain, text
from ui.rendering.links import address
from ui.rendering.prose import Prose, render_marker
from ui.rendering.templates import render

_CHIP = Markup('<button type="button" class="chip" dir="auto" lang="en" data-ask="{}">{}</button>')
_AGAIN = Markup('<div class="actions"><button type="button" class="quiet" data-ask="{}">{}</button></div>')
_EARLIER = Markup('<p class="notice">{} <a href="{}">{}</a></p>')
_UNDERSTOOD = Markup(
    '<p class="understood">{} <q>{}</q> <button type="button" class="link" data-ask="{}" data-literal="true">{}</button></p>'
)
_BENEATH = Markup('<div data-turn="{}" data-conversation="{}">{}</div>')
_JUDGED = Markup('<span hidden data-turn="{}" data-verdict="{}" data-number="{}">{}</span>')
_WITHIN = str.maketrans("“”", "‘’")  # quote marks of what is quoted itself
# No `<div>`: Gradio would make the answer of it, and the browser see it jump.
# What is under way is announced once, not step by step.
_WORKING = Markup(
    '<section class="working" role="status" aria-live="off"><p>{}<span class="dots" aria-hidden="true"></span></p></section>'
)
# People that a list of them names.
_NAMED = 8


def render_answer(
    answer: Answer, turn: int, addresses: Mapping[int, str] | None = None, roles: Mapping[int, str] | None = None
) -> Markup:
    """An answer with its markers linked, or an abstention that can't pass for one. `addresses` and `roles` are by marker."""
    noted = render_notice(answer.notice) if answer.notice else Markup()
    if answer.status == "abstained":
        closest = [render_marker(citation, turn, addresses or {}) for citation in answer.closest]
        return noted + render("abstention", answer=answer, closest=closest, empty=EMPTY)
    quoting, likely = answer.reader in QUOTING_READERS, answer.hedge == LIKELY
    if quoting:  # a button says how to ask for the next
        answer = answer.without_next()
        said = {
            PERHAPS: _("I'm not sure; this comes closest:"),
            LIKELY: _("The answer is probably here:"),
            UNLIKELY: _("The answer is probably not here; this comes closest:"),
        }
        if words := said.get(answer.hedge):
            answer = answer.hedged(words)
    # The notice is beneath, so that nothing written moves.
    return _prose(Prose(answer, turn, addresses, roles), quoting=quoting, likely=likely) + noted


def author_line(answer: Answer) -> Markup:
    """Who wrote it: an extract from the sources, or the language model's name; empty where there is nothing of either."""
    model = model_of(answer)
    if model is None:
        return Markup(_("Extract from the sources") if author_of(answer) else "")
    if answer.status == "abstained":
        return Markup(_("%(model)s found no answer in the sources", model=label(model)))
    return Markup(_("Written by %(model)s", model=label(model)))


def render_author(answer: Answer) -> Markup:
    return Markup('<p class="by">{}</p>').format(author) if (author := author_line(answer)) else Markup()


def render_understood(question: str, standalone: str, *, literal: bool = False) -> Markup:
    """How a follow-up was understood, with the way to have it answered as it stands."""
    if literal:
        return Markup('<p class="understood">{}</p>').format(_("Asked as it stands, without the earlier turns"))
    if standalone == question:
        return Markup()
    return _UNDERSTOOD.format(
        _("Understood as"), label(standalone.translate(_WITHIN)), data(question), _("Ask it as it stands")
    )


def render_notice(message: str) -> Markup:
    """`message` may be one of `qa`'s own."""
    return Markup('<p class="notice">{}</p>').format(advice(translated(message)))


def render_earlier(number: int, conversation: str) -> Markup:
    """What stands above the first turn that is shown of a long conversation."""
    told = ngettext("%(num)s earlier question not shown here.", "%(num)s earlier questions not shown here.", number)
    return _EARLIER.format(told, address(f"/conversations/{plain(conversation)}.html"), _("Download all of them"))


def render_writing(so_far: str, turn: int, *, quoting: bool) -> Markup:
    """The answer while it is being written: its sources aren't known yet."""
    return _prose(Prose(Answer("", "", "answered", "", so_far), turn), quoting=quoting)


def render_working(message: str) -> Markup:
    return _WORKING.format(text(message))


def render_failure(message: str) -> Markup:
    """One plain sentence instead of an answer."""
    return Markup('<div class="answer failed" role="alert"><p>{}</p></div>').format(advice(message))


def render_stopped(partial: Markup) -> Markup:
    """`partial` is what had been written."""
    return partial + Markup('<p class="notice stopped">{}</p>').format(_("Stopped before the answer was finished."))


def render_actions(answer: Answer, turn: int, verdict: Thumb | None = None, note: str = "", conversation: str = "") -> Markup:
    """What can be done with an answer; `verdict` and `note` are what this person thought of it, `conversation` the id of the
    kept one that it is part of."""
    listed = answer.reader in TABLES and answer.status == "answered"
    copied = listed or answer.citations
    actions = render(
        "actions",
        turn=turn,
        question=answer.question,
        conversation=conversation,
        cited=len(answer.citations),
        closest=len(answer.closest),
        copies={"plain": question_to_text(answer), "markdown": question_to_markdown(answer)} if copied else None,
        table=_table(answer) if listed and answer.items and not answer.cut else None,
        whole=_whole(answer) if listed and answer.cut else {},
        verdict=verdict,
        note=note,
        longest_note=MAX_NOTE_CHARACTERS,
    )
    return _further(answer) + actions


def _table(answer: Answer) -> dict[str, str]:
    """The answer as a file that is in the page already: kept or not, it is that of this answer. A BOM tells Excel of UTF-8."""
    name = f"{file_name(answer.question)}.csv"
    return {"name": name, "address": f"data:text/csv;charset=utf-8,{quote(BOM_UTF8 + answer_to_csv(answer).encode())}"}


def _whole(answer: Answer) -> dict[str, str]:
    """The addresses of the files that have all pages of the list, by what they are called."""
    scope = answer.scope
    within = {"document": scope.documents, "collection": scope.collections, "source": scope.sources}
    asked = {"question": without_page(answer.standalone_question), **within, "since": scope.since, "until": scope.until}
    query = urlencode({name: value for name, value in asked.items() if value}, doseq=True)
    return {
        _("CSV, all of it"): address(f"/whole/csv?{query}"),
        _("Markdown, all of it"): address(f"/whole/markdown?{query}"),
    }


def render_again(question: str) -> Markup:
    """What stands under a question without an answer."""
    return _AGAIN.format(data(question), _("Ask again"))


def render_suggestions(questions: Sequence[str]) -> Markup:
    return render("suggestions", chips=[_CHIP.format(data(each), text(each)) for each in questions]) if questions else Markup()


def render_beneath(beneath: Markup, turn: int, conversation: str) -> Markup:
    """What the script puts under the turn of this number, where the page still shows it."""
    return _BENEATH.format(turn, conversation, beneath)


def render_coverage(documents: int, people: Sequence[str], others: int, *, chosen: bool = False) -> Markup:
    """What there is to ask about, under an abstention. `people` are named, `others` counted. `chosen`: of what was asked."""
    return render("coverage", documents=documents, people=people, others=others, chosen=chosen)


def render_judged(turn: int, verdict: Thumb | None, told: str) -> Markup:
    """What became of a thumb, for the script; the number makes each one new."""
    return _JUDGED.format(turn, verdict or "", uuid4().hex, text(told))


def render_turn(question: str, reply: Markup, turn: int, state: str = "done", conversation: str = "") -> Markup:
    """A question and its reply, from the functions above. `state`: working, done, failed or stopped.

    `conversation` is the id of the kept conversation it is part of, where there is one.
    """
    return render("turn", question=question, reply=reply, turn=turn, state=state, conversation=conversation)


def _prose(prose: Prose, *, quoting: bool, likely: bool = False) -> Markup:
    looks = f"answer{' quoting' if quoting else ''}{' unsure' if prose.answer.unsure else ''}{' likely' if likely else ''}"
    return Markup('<div class="{}" lang="en">{}</div>').format(looks, prose.html())


def _further(answer: Answer) -> Markup:
    """The way to what a list or a speaker's statements leave out."""
    asked = answer.next_question
    if asked is None or answer.reader not in QUOTING_READERS:
        return Markup()
    return render("further", question=asked, words=_("Show the next") if page_of(asked) > 1 else _("Show all"))


def render_how(answer: Answer) -> Markup:
    """How the answer came about, folded up beneath it; people who are quoted in it lead to their pages."""
    steps = [(_stage(name), ms) for name, ms in answer.timings_ms.items() if name != "total" and ms >= 0.5]
    cited = answer.citations or answer.closest
    documents = len({each.document_id for each in cited})
    # Where all are the documents' own words, one line says it of all.
    claims = answer.claims if any(each.verdict != "verbatim" for each in answer.claims) else ()
    return render(
        "how",
        answer=answer,
        cited=len(cited),
        documents=documents,
        steps=steps,
        total=answer.timings_ms.get("total", 0.0),
        claims=[
            (quoted(answer.text[each.start : each.end]), verdict_in_words(each.verdict), each.verdict, each.markers)
            for each in claims
        ],
        people=list(dict.fromkeys(each.speaker for each in answer.citations if each.speaker))[:_NAMED],
    )


def verdict_in_words(verdict: Verdict) -> str:
    return {
        "verbatim": _("in the source’s own words"),
        "supported": _("supported by its source"),
        "partly": _("partly supported: the source says less, or something else"),
        "unsupported": _("not supported by any source"),
    }[verdict]


def _stage(name: str) -> str:
    return {
        "contextualise": _("understanding the question"),
        "statements": _("looking up who said what"),
        "overview": _("counting and summing up"),
        "tables": _("looking into spreadsheets"),
        "embed": _("putting its meaning into numbers"),
        "retrieve": _("finding passages"),
        "read": _("reading them"),
        "write": _("writing"),
        "cite": _("checking the quotes"),
        "copies": _("looking for copies"),
    }.get(name, name)
