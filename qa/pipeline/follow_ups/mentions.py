"""What a phrase names: a person, a place, one thing or several."""

from dataclasses import dataclass, replace

from qa.pipeline.follow_ups import words


@dataclass(frozen=True, slots=True)
class Mention:
    """Something talked about, in words that can stand in for a pronoun.

    `head` is the lower-case singular head noun. `person` is None while it could be either. `parts` are the members of
    "Biden and Xi". `role` is a noun phrase about something else ("the symptoms of …").
    """

    text: str
    head: str
    named: bool = False
    plural: bool = False
    person: bool | None = None
    place: bool = False
    parts: tuple["Mention", ...] = ()

    @property
    def key(self) -> str:
        return self.text.lower().removeprefix("the ")

    @property
    def possessive(self) -> str:
        return self.text + ("'" if self.text.endswith("s") else "'s")

    def as_person(self) -> "Mention":
        return replace(self, person=True, place=False)


def describe(tokens: list[str]) -> Mention:
    """The mention that the words of one noun phrase make; `tokens` holds at least one word."""
    start = 0
    while start < len(tokens) - 1 and tokens[start].lower() in words.DETERMINERS - {"the", "a", "an"}:
        start += 1
    while start < len(tokens) - 2 and tokens[start].lower() in {"a", "the"} and tokens[start + 1].lower() in _FILLERS:
        del tokens[start + 1]
    kept = tokens[start:]
    content = [word for word in kept if word.lower() not in words.DETERMINERS] or kept
    head = content[-1].lower()
    named = any(character.isupper() for word in content for character in word)
    if head == "'s" and len(content) > 1:
        head = content[-2].lower()
    named = named and not (words.singular(head) in words.PERSON_ROLES and len(content) < len(kept))  # "the CEO"
    # "the Houthis", "the Olympics" are several; "Texas" and "the Netherlands" are one.
    is_people = len(content) < len(kept) and not _is_place(content)
    return Mention(
        text=join(kept),
        head=words.singular(head),
        named=named,
        plural=words.is_plural(head) and (not named or content[-1][0].islower() or is_people),
        # "the Houthis", "the Fed": no one is called by an article, but "the Pope" is.
        person=_person(content, named) if content == kept else bool(_person(content, named)),
        place=named and _is_place(content),
    )


_FILLERS = frozenset({"other", "different", "various"})


def described_by(whole: Mention, text: str) -> Mention:
    """A phrase with what follows it: "the earthquake" → "the earthquake in Haiti"."""
    return replace(whole, text=text)


def both(first: Mention, second: Mention) -> Mention:
    """ "X and Y" as one plural."""
    person = True if first.person and second.person else (False if False in (first.person, second.person) else None)
    return Mention(
        f"{first.text} and {second.text}",
        second.head,
        first.named and second.named,
        True,
        person,
        parts=(first, second),
    )


def join(tokens: list[str]) -> str:
    """Words with spaces between them, but none before "'s", and the dot back on "D.C"."""
    text = ""
    for token in tokens:
        text += token if token.startswith(("'", "’")) or not text else " " + token
    return text


def _is_place(content: list[str]) -> bool:
    return content[-1].lower() in words.PLACES


def _person(content: list[str], named: bool) -> bool | None:
    head = words.singular(content[-1].lower())
    if not named:
        return head in words.PERSON_ROLES
    if content[0].lower().rstrip(".") in words.TITLES and len(content) > 1:
        return True
    if head in words.PERSON_ROLES:
        return True
    lowered = {word.lower() for word in content}
    if _is_place(content) or lowered & words.ORGANISATION_WORDS or head in words.CATEGORY_NOUNS:
        return False
    if any(not word[0].isupper() or any(c.isdigit() for c in word) for word in content) or len(content) > 4:
        return False
    if lowered & words.TIME_WORDS:
        return False
    # "NATO", "IMF": an acronym is no person.
    return False if all(word.isupper() and len(word) > 1 for word in content) else None
