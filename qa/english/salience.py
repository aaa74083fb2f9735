"""How prominently a sentence names somebody: whoever is on stage is who the next "she" means."""

from qa.english.lexicon import is_human
from qa.english.mentions import ASIDE, OBJECT, SUBJECT
from qa.english.name_spans import NameSpan
from qa.english.phrases import POSSESSIVES, PREPOSITIONS, Phrase
from qa.english.speaker_phrases import past_dateline
from qa.english.subject_parser import SubjectParser

# Tokens before a name that may be its bearer's description: "A former dog walker, Ann Lee".
_FRONT = 5
_INDEFINITE = frozenset(["a", "an", "one"])
_INTERVIEWING = frozenset(
    "ask asked tell told meet met spoke speak talk talked join joined call called interviewed visit visited".split()
)


def prominence(reader: SubjectParser, run: NameSpan, opening: Phrase | None, fronted: NameSpan | None, within: bool) -> float:
    """The weight of one mention; `opening` is the unit's subject, `within` says that the name stands in words said."""
    if run is fronted:
        return SUBJECT
    if opening is not None and opening.run is run and not within:
        return SUBJECT - 0.5 * _depends(opening, reader)
    if _interviewed(reader, run):
        return SUBJECT
    if reader.low(run.end) in ("'s", "’s") or reader.low(run.start - 1) in PREPOSITIONS or within:
        return ASIDE
    return OBJECT


def unnamed(reader: SubjectParser) -> set[str]:
    """Nouns that bring in somebody without a name: "handed in by a tram driver"."""
    found: set[str] = set()
    if _INDEFINITE.isdisjoint(reader.lows):
        return found
    for index, token in enumerate(reader.tokens):
        if token.low in _INDEFINITE:
            end = index + 1
            while end < index + 5 and end < len(reader.tokens) and reader.tokens[end].word and not is_human(reader.low(end)):
                end += 1
            named = end + 1 in reader.starting or reader.is_mark(end + 1, ",") or end in reader.starting
            if end < len(reader.tokens) and is_human(reader.low(end)) and not named:
                found.add(reader.low(end))
    return found


def _depends(opening: Phrase, reader: SubjectParser) -> bool:
    """Whether a subject is introduced through somebody else: "Her mother, Jane, was born", "Kitto's partner, Elowen"."""
    if opening.role is None:
        return False
    return reader.low(opening.role[0]) in POSSESSIVES or any(reader.low(i) in ("'s", "’s") for i in range(*opening.role))


def _interviewed(reader: SubjectParser, run: NameSpan) -> bool:
    """ "Later, I ask Brannigan what it is like": the answer is to come."""
    verb = run.start - 1
    while reader.low(verb) in ("to", "with"):
        verb -= 1
    return reader.low(verb) in _INTERVIEWING and reader.low(verb - 1) in ("i", "we")


def fronted_by(opening: Phrase | None, reader: SubjectParser) -> NameSpan | None:
    """The name a sentence opens with behind words for its bearer: "A dog walker, Ann Lee, called"."""
    if opening is None:
        first = past_dateline(reader)
        near = sorted((r for r in reader.runs.values() if first <= r.start <= first + _FRONT), key=lambda run: run.start)
        # "Sporting director Ann Lee": a single word with a capital opens any sentence.
        run = next((run for run in near if len(run.words) > 1), near[0] if near else None)
        if (
            run is None
            or reader.low(run.end) in ("'s", "’s")
            or any(reader.low(i) in PREPOSITIONS for i in range(first, run.start))
        ):
            return None
        return run
    if opening.kind == "description" and reader.is_mark(opening.end, ","):
        run = reader.starting.get(opening.end + 1)
        return run if run is not None and reader.is_mark(run.end, ",") else None
    return None
