"""The question that may be a follow-up: whether its words show that it is one, and how it is shown with what belongs to it: a
phrase in the place of its pronoun, others as "… (about: X)"."""

import re
from collections.abc import Sequence

from qa.english.noun_phrases import NounPhrase, Parsed, content, parse
from qa.english.phrases import DETERMINERS, POSSESSIVES
from qa.english.request import ABOUT
from qa.english.words import content_stems

_FORMS = {
    "he": "he him his himself",
    "she": "she her hers herself",
    "they": "they them their theirs themselves each",
    "it": "it its itself",
    "that": "this that these those",
    "one": "one ones",
}
_PRONOUNS = {form: name for name, forms in _FORMS.items() for form in forms.split()}
_MEANT = {"he": ("male", "person", "name"), "she": ("female", "person", "name"), "it": ("thing", "name", "place")}
# With one of these a noun says but of what sort things are: "any arrests".
_SORTS = DETERMINERS - POSSESSIVES - frozenset("the a an this that these those my our your".split())
# Of a turn only its beginning is looked at: our answers quote a few sentences, and what is meant is named early.
HEARD = 600
_DOING = frozenset("do does did done doing".split())
# "Who wrote it?" after "the newest article" asks for what is told, not for the word.
_WRITING = re.compile(r"(?:news )?(?:articles?|documents?|docs?|files?)", re.I)
# Nobody's words are changed.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_FITTING = {
    **dict.fromkeys(("he", "him", "his"), ("male", "person", "name")),
    **dict.fromkeys(("she", "her"), ("female", "person", "name")),
    **dict.fromkeys(("it", "its"), ("thing", "name")),
    **dict.fromkeys(("they", "them", "their"), ("plural", "people")),
}
# "Is it true that …", "how long is it between …", "if it rains": "it" stands for no thing.
_WEATHER = "rain rains rained raining snow snows snowed snowing pours"
# "How much is it for children at the baths?" says where; "was it sold in the city?" asks of a thing.
_AT_A_PLACE = re.compile(
    r"(?i)(?:\bhow \w+ (?:is|was)|^\W*is) it\b(?! (?:\w+(?:ed|en)|sold|held|told|built|known|shown)\b).* (?:at|in|on) the "
    r"(?!weekend|morning|afternoon|evening|moment|end|first|last|years?|month|week|day|past|future|case|\d)\w"
)
_AFTER_EMPTY_IT = frozenset(f"true that possible likely clear important necessary between {_WEATHER}".split())


def is_pronoun(text: str) -> bool:
    """Whether a text is one of these words and nothing else; "IT" is none."""
    return text.islower() and text in _PRONOUNS


class Asked:
    """The question that may be a follow-up: its words, their stems, and which pronoun it has."""

    def __init__(self, text: str) -> None:
        self.parsed: Parsed = parse(text)
        self.stems = content(self.parsed.tokens)
        self.pronoun = self._pronoun()

    @property
    def points(self) -> bool:
        """Whether it is plainly incomplete: "Where is it?", "And in May?", "Who won?"; not "Why are tensions high?"."""
        opens = {token.low for token in self.parsed.tokens[:1]} <= {"and", "but", "so"}
        return self.pronoun != "none" or opens or len(self.stems) < 2  # telling words

    @property
    def goes_on(self) -> bool:
        """Whether it is incomplete, or says but of what sort its things are: "How many people died?", "What happened next?"."""
        return self.points or all(each.determiner in _SORTS and not each.named for each in self.parsed.phrases)

    def _pronoun(self) -> str:
        """Return its first pronoun, or "none".

        None is "that" or "each" with a noun, nor "her" in "Why does Ann Lee sell her shop?".
        """
        starts = {phrase.first - 1 for phrase in self.parsed.phrases}
        shouted = not any(token.text.islower() for token in self.parsed.tokens)
        found = [
            "none" if token.text == "IT" and not shouted else _PRONOUNS.get(token.low, "none") for token in self.parsed.tokens
        ]
        return next(
            (each for at, each in enumerate(found) if each != "none" and not (at in starts and self._meant(at, each))), "none"
        )

    def _meant(self, place: int, pronoun: str) -> bool:
        """Whether a pronoun ahead of a noun points at nothing outside the question."""
        named = (each for each in self.parsed.phrases if each.named and each.last <= place)
        sorts = pronoun == "that" or self.parsed.tokens[place].low == "each"
        return sorts or any(each.kind in _MEANT.get(pronoun, ()) for each in named)


def shown(question: str, phrases: Sequence[NounPhrase], *, behind: bool = True) -> str:
    """Return a question with one of these phrases in the place of its pronoun, and the others behind it.

    The first that is of the pronoun's kind takes its place, else the first that may.
    """
    pronoun, text, rest = Asked(question).pronoun, question, [*phrases]
    own, of_person = _MEANT.get(pronoun, ())[:1], pronoun in ("he", "she")
    fitting = [each for each in phrases if not of_person or each.kind != "name" or _may_be_person(each, phrases)]
    fitting = [each for each in fitting if not _WRITING.fullmatch(each.text)]
    for phrase in sorted(fitting, key=lambda each: each.kind not in own):
        if (placed := with_phrase(question, phrase)) is not None:
            text = placed
            rest.remove(phrase)
            break
    for phrase in rest if behind else ():
        text = text if phrase.stems <= content_stems(text) else also_about(text, phrase.text)
    return text


def _may_be_person(name: NounPhrase, phrases: Sequence[NounPhrase]) -> bool:
    """Whether a name of something unknown is likely a person's: one word, the likeliest; no "Kestrel Bridge", no "the Ritz"."""
    return name == phrases[0] and len(name.stems) == 1 and not name.determiner


def headline(title: str) -> str:
    """Return a title without the name of the newspaper."""
    return title.split(" | ")[0]


def also_about(question: str, words: str) -> str:
    """Return the question with these words in brackets behind it, beside what stands there."""
    if question.endswith(")") and ABOUT in question:
        return f"{question[:-1]}, {words})"
    return f"{question}{ABOUT}{words})"


def with_phrase(question: str, phrase: NounPhrase, *, anything: bool = False) -> str | None:
    """Put the phrase in the place of the first personal pronoun; None where that wouldn't read well.

    `anything`: the pronoun may stand for what it hardly means: "their price" for Swiftrise's.
    """
    parsed = parse(question)
    tokens = parsed.tokens
    quoted = [each.span() for each in _QUOTED.finditer(question)]
    outside = (at for at, token in enumerate(tokens) if not any(start <= token.start < end for start, end in quoted))
    place = next((at for at in outside if tokens[at].low in _FITTING), None)
    if place is None or not (anything or phrase.kind in _FITTING[tokens[place].low]) or phrase.stems & content(tokens):
        return None
    low, after = tokens[place].low, tokens[place + 1].low if place + 1 < len(tokens) else ""
    done = place > 0 and tokens[place - 1].low in _DOING and not after.isalpha()  # "who did it?", but "where does it lie?"
    empty = low == "it" and (done or after in _AFTER_EMPTY_IT or _AT_A_PLACE.search(question))
    if empty or question[tokens[place].start :][: len(low)].lower() != low:
        return None
    name = f"the {phrase.text}" if phrase.determiner not in ("", "all") else phrase.text
    if low in ("his", "its", "their") or (low == "her" and any(each.first == place + 1 for each in parsed.phrases)):
        name += "'" if phrase.kind in ("plural", "people") and name.endswith("s") else "'s"
    name = name if place else name[0].upper() + name[1:]
    return question[: tokens[place].start] + name + question[tokens[place].end :]
