"""Which of several namesakes a name means: of those who are quoted, the one in most documents."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.attribution.answers.excerpts import Excerpt, excerpts
from qa.attribution.answers.name_words import acronym
from qa.attribution.answers.names import are_several
from qa.attribution.answers.statement_search import bare_name, find_speaker, in_order
from qa.attribution.answers.who_is_who import bring_up_to_date, people_named
from qa.english.lexicon import is_description, is_first_name
from qa.english.words import wording, words
from qa.store.sql import Library, NamePlace, StoredStatement

# Of somebody who is quoted more often: so many of the newest statements.
_MOST_STATEMENTS = 20_000
_MOST_NAMESAKES = 5


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a name means: their fullest name, and what they said.

    `namesakes` are other people whom it may mean. `elsewhere` are the ids of documents in which somebody else has this very
    name. `of_several`: others of a surname are quoted in as many documents.
    """

    name: str
    said: Sequence[Excerpt] = ()
    namesakes: tuple[str, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    of_several: bool = False


@dataclass(frozen=True, slots=True)
class _Namesake:
    """Somebody whom a name may mean; `who` tells them from all others, as the store does."""

    who: str
    name: str
    said: Sequence[StoredStatement]

    @property
    def documents(self) -> int:
        """In how many documents they are quoted."""
        return len({each.statement.document_id for each in self.said})

    @property
    def roles(self) -> frozenset[str]:
        """What they are, where that tells whose: two of one name who are "Apple CEO" are one."""
        return frozenset(wording(role) for each in self.said if len(words(role := each.statement.role or "")) > 1)


def who_is_meant(library: Library, given: str, documents: frozenset[str] | None = None) -> Meant:
    """Tell whom a name means, with or without a title: of several the one who is quoted in most documents."""
    bring_up_to_date(library, while_asked=True)
    found = find_speaker(library, given, documents, newest=_MOST_STATEMENTS)
    bare = bare_name(given)
    if not found.by_name:
        return Meant(bare)
    alone = [each for each in found.statements if not are_several(each.statement.speaker or "")]
    like = people_named(library, {each.statement.speaker or "" for each in alone})
    if not (candidates := _candidates(alone, like, bare)):
        return Meant(bare)
    one, of_several = _choose(candidates, bare)
    # "Ann Brown" is asked of, and somebody said something as "Brown" only.
    name = bare if wording(bare).endswith(f" {wording(one.name)}") else one.name
    same = {one.who, *(each.who for each in candidates if wording(each.name) == wording(name) and each.roles & one.roles)}
    mine = [each for each in candidates if each.who in same]
    said = [each for candidate in mine for each in [*candidate.said, *_otherwise(library, like, candidate, documents)]]
    elsewhere = (document for (form, document), who in like.items() if who not in same and wording(form) == wording(name))
    namesakes = _namesakes([each for each in candidates if each.who not in same or each.name != name], name)
    return Meant(name, excerpts(in_order(said)), namesakes, frozenset(elsewhere), of_several)


def _candidates(found: Sequence[StoredStatement], like: Mapping[NamePlace, str], asked: str) -> list[_Namesake]:
    """Return everybody who said these statements, those quoted in most documents first; `like` tells who has a name where."""
    people: dict[str, list[StoredStatement]] = {}
    for each in found:
        said = each.statement
        if said.speaker and not is_description(said.speaker) and (said.speaker, said.document_id) in like:
            people.setdefault(like[said.speaker, said.document_id], []).append(each)
    candidates = (_Namesake(who, _fullest(said, asked), said) for who, said in people.items())
    named = (each for each in candidates if each.name)
    return sorted(named, key=lambda each: (-each.documents, -len(each.said), each.who))


def _choose(candidates: Sequence[_Namesake], asked: str) -> tuple[_Namesake, bool]:
    """Choose the first who has this very name, for a surname the first who is known by more than that.

    Also tell whether others of the surname are together quoted in as many documents.
    """
    surname = len(words(asked)) == 1 and not acronym(asked)
    fitting = [each for each in candidates if (len(words(each.name)) > 1 if surname else wording(each.name) == wording(asked))]
    one = (fitting or candidates)[0]
    alike = sum(each.documents for each in fitting if wording(each.name).endswith(wording(asked)))
    return one, surname and 2 * one.documents <= alike


def _namesakes(others: Sequence[_Namesake], name: str) -> tuple[str, ...]:
    """Return the full names of the other people; one that is `name` to the letter stands with a role."""
    full = (each for each in others if len(words(each.name)) > 1 and is_first_name(words(each.name)[0]))
    return tuple(dict.fromkeys(_told_apart(each, name) for each in full))[:_MOST_NAMESAKES]


def _otherwise(
    library: Library, like: Mapping[NamePlace, str], one: _Namesake, documents: frozenset[str] | None
) -> list[StoredStatement]:
    """Return what this person said under other names: as "Fauci", asked of as "Anthony Fauci", as "CDC" for its full name."""
    known = {(each.statement.speaker, each.statement.document_id) for each in one.said}
    forms = {place for place, who in like.items() if who == one.who} - known
    if documents is not None:
        forms = {place for place in forms if place[1] in documents}
    found: list[StoredStatement] = []
    for name in sorted({name for name, _ in forms}):
        where = frozenset(document for form, document in forms if form == name)
        said = library.statements(who=[words(name)[-1]], documents=where, newest=_MOST_STATEMENTS)
        found += [each for each in said if each.statement.speaker == name]
    return found


def _told_apart(candidate: _Namesake, other: str) -> str:
    """Return the name; where it is `other` to the letter, a longer one of theirs ("Ann Lee Jr."), else with the role."""
    if candidate.name != other:
        return candidate.name
    forms = dict.fromkeys(bare_name(each.statement.speaker or "") for each in candidate.said)
    longer = next((form for form in forms if wording(form).startswith(f"{wording(other)} ")), None)
    role = next((each.statement.role for each in candidate.said if each.statement.role), None)
    return longer or (f"{other} ({role})" if role else other)


def _fullest(mine: Sequence[StoredStatement], given: str) -> str:
    """Return the name as asked for where somebody has it, else the full one that most statements have, without titles."""
    names = Counter(bare_name(each.statement.speaker or "") for each in mine)
    asked = [name for name in names if wording(name) == wording(given)] if len(words(given)) > 1 or acronym(given) else []
    return next(iter(asked), None) or max(
        names, key=lambda each: (len(words(each)) > 1, names[each], len(words(each))), default=""
    )
