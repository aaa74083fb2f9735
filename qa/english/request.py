"""What a message asks, without the politeness around it: "Hi, could you tell me what Porter said? Thanks!"."""

import re

from qa.english.openings import opened
from qa.english.word_classes import AUXILIARIES, WH
from qa.types.patterns import lazy_regex

# What is longer asks nothing: a text that was put in.
LONGEST_REQUEST = 2000
MOST_ROUNDS = 8
_LINK = r"and|but|so|then|also"
# How a message goes on with what was said before. `bare` leaves it (but "ok"): it tells a follow-up.
LINKS = rf"(?:(?:{_LINK}|ok(?:ay)?|now|well)\b[,\s]+)*"
_LINKED = lazy_regex(rf"(?:(?:{_LINK})\b[,\s]+)+(?=\S)", re.I)
# What is asked of a program, in the imperative.
VERBS = r"(?:name|list|describe|explain|compare|summari[sz]e|give|tell|show)"
# What else such a question asks is told of somebody or something anyway: "Who is Ann Lee, and why is she in the news?".
TOLD_ANYWAY = (
    r",? (?:and|&) (?:why\b[^?]*|(?:who|what) (?:is|are|was|were) (?:he|she|they|it|that)"
    r"|what['’]?s (?:his|her|their|its|the) (?:deal|story)"
    r"|what (?:(?:did|does|do|has|have) )?(?:he|she|they|it)(?: (?:do|done|doing|say|said|want|known for|famous))?)"
)
_WH = rf"(?:(?:{'|'.join(sorted(WH))})\b|(?:what|who|how|when|where)['’]?s\b)"
_ASKED = rf"(?:(?:in|on|at|by|for|to|from|since|until|with|of) )?{_WH}"
_AUXILIARY = rf"(?:{'|'.join(sorted(each for each in AUXILIARIES if each.isalpha()))})\b"
_PRONOUN = r"(?:i|you|he|she|it|we|they|there)\b"
_CAN_YOU = r"(?:can|could|would|will) you"
_PLEASE = r"(?:please|pls|plz|kindly)"
_KINDLY = rf"(?:,? \b(?:{_PLEASE}|just|maybe|perhaps|possibly))*"

_THANKS = (
    r"(?:(?:many )?thanks|thank you|thx|cheers)(?: (?:you|a lot|so much|very much|a million|again|in advance))*+"
    r"(?: for (?:that|this|(?:the|your|all your) \w+))?+"
)
_HELLO = r"(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening)|greetings)(?: (?:there|all|everyone|again|citedqa))*+"
# These open a statement or a title as well ("Great Expectations"): a mark has to part them from what is asked.
_ASIDE = (
    r"(?:now|well|great|perfect|cool|right|alright|sorry(?: to (?:bother|trouble) you)?|excuse me|quick question"
    r"|(?:i have )?(?:just )?(?:an?|one|another) (?:more |other |quick |last )*question|just (?:curious|wondering))"
)
_MARK = r"(?:\s*[,;:.?!…]+\s+|\s+[–—-]+\s+|\s*\n\s*)"
# "Hm ok and who won", "lol, did they", "ah so it is Ann?".
_SIGH = r"(?:h+m+|u+[hm]+|a+h+|o+h+|aha|haha|lol|wow|ugh|huh)\b"
_GREETING = lazy_regex(
    rf"(?:(?:{_SIGH}(?:[\s,.!…]+(?:{_SIGH}|ok(?:ay)?\b))*+|{_HELLO}|(?:(?:ok(?:ay)?|great|perfect),? )?{_THANKS}|ok(?:ay)?"
    rf"|{_ASIDE}(?={_MARK}))"
    rf"(?:(?P<mark>{_MARK})(?:but )?|\s+))(?=\S)",
    re.I,
)
_OPENS = lazy_regex(
    rf"(?:{_WH}|{_AUXILIARY}|(?:{VERBS}|sum|recap|quote|cite|find|get|make|help|let|check|{_PLEASE}|an?|the|any|i|just|{_LINK})\b)",
    re.I,
)
_YES_NO, _ANY_WH = lazy_regex(_AUXILIARY, re.I), lazy_regex(rf"\b{_WH}", re.I)
_TITLE = lazy_regex(r"[A-Z]\S*[a-z]\S* [A-Z]")
# Neither "please me" nor "Please Please Me".
_PLEASE_FIRST = lazy_regex(rf"{_PLEASE}(?:,? {_PLEASE})*+,?\s+(?=\S)(?!(?:{_PLEASE}|me|us|him|her|them|you)\b)", re.I)
# "Can you" alone may ask whether anybody can: "Can you bring a dog?".
_WOULD_YOU = lazy_regex(
    rf"(?:{_CAN_YOU}{_KINDLY} {_PLEASE}|i(?:['’]d| would) like you to|i (?:want|need) you to) (?=\w)"
    rf"|{_CAN_YOU}{_KINDLY} (?=(?:tell|show|give|get|find|send|write|make|help) (?:me|us)\b"
    r"|(?:list|summari[sz]e|sum up|recap|compare|contrast|describe|explain|quote|cite)\b)",
    re.I,
)
_TELL = r"(?:(?:tell|show|remind) (?:me|us)|let me (?:know|see)|find out|look up|explain(?: to me)?)"
_KNOW = rf"(?:know|see|hear|learn|understand|ask(?: you)?|{_TELL})"
# Ahead of a question in indirect speech.
_INDIRECTLY = lazy_regex(
    rf"(?:(?:(?:no|sorry|actually|wait)\b,? )*i mean(?:t)?(?: to ask)?(?={_KINDLY}[,:]?\s+{_ASKED})"
    rf"|(?:{_CAN_YOU}{_KINDLY} )?{_TELL}|(?:would|do) you mind (?:telling|showing) me|any idea(?={_KINDLY}[,:]?\s+{_ASKED})"
    r"|(?:do |does |would )?(?:you|anyone|anybody|somebody)(?: happen to)? know|(?:may|can|could) i(?: just)? ask(?: you)?"
    rf"|i(?:['’]d| would)(?: just)? (?:like|love) to {_KNOW}|i(?: just)? (?:want|need|wanted) to {_KNOW}"
    rf"|i(?:['’]m| am| was)?(?: just)? (?:wonder(?:ing)?|curious(?: to {_KNOW})?)"
    rf"(?: if you (?:can|could|know|would)(?: {_TELL})?)?){_KINDLY}[,:]?\s+"
    rf"(?={_ASKED}|(?:is|are|was|were|do|does|did|has|have|had)\b"
    r"|(?:everything|anything|all)\b(?! (?:about|on|of|the|there)\b))",
    re.I,
)
# As it is asked indirectly: "who Ann Brown is", "when Brown and Lee could meet". What stands between the question word and the
# subject belongs to the word: "how old Brown is" stays.
_TURNED = tuple(
    lazy_regex(rf"(?P<wh>(?!(?:\w+ )?(?:which|whose)\b){_ASKED}) (?P<who>{who}) (?P<verb>{verb})(?P<rest>{rest})", re.I)
    for who, verb, rest in (
        (
            r"(?:the|an?|this|that|these|those|my|your|his|her|its|our|their|\S+['’]s)"
            rf"(?: (?!{_AUXILIARY}|{_WH}|{_PRONOUN})\S+)*",
            "is|are|was|were",
            r"[\s?.!]*",
        ),
        (
            rf"{_PRONOUN}|(?-i:[A-Z]\S*(?: (?:and |of )?[A-Z]\S*)*)",
            "is|are|was|were|can|could|will|would|should|may|might|must",
            r"\b.*",
        ),
    )
)
_SMALL_WORD = lazy_regex(r"[a-z'’]+\b")
_AFTER = lazy_regex(
    rf"(?<![\s,;:.?!…–—-])(?P<mark>\s*+[,;:.?!…]++|\s++[–—-]++)?\s++(?P<polite>{_PLEASE}|{_THANKS}"
    r"|(?P<aside>if you (?:can|could|know|please|do(?:n['’]t| not) mind)|if (?:that['’]?s |it['’]?s )?possible|any idea"
    rf"|(?:(?:do|would) )?you(?: happen to)? know|(?:{_CAN_YOU}{_KINDLY} )?(?:{_PLEASE} )?{_TELL}|i wonder|i was wondering"
    rf"|{_CAN_YOU} help(?: me)?|i(?:['’]d| would) like to know))(?:,? {_PLEASE})?[\s.?!]*$",
    re.I,
)
# What words that are said, or a name, stand behind, where they aren't what is asked for.
_SAYS = lazy_regex(r"\b(?:sa(?:y|ys|id|ying)|repl(?:y|ied)|add(?:ed)?|called|titled|word)$", re.I)
_WHAT_IS_SAID = lazy_regex(r"\b(?:what|everything|anything|all)\b", re.I)
# Between a follow-up and what it was taken to be about: phrases of the conversation, and the title of a document.
ABOUT = " (about: "


def itself(question: str) -> str:
    """Return a question without what it was taken to be about."""
    return question.partition(ABOUT)[0]


def bare(message: str) -> str:
    """Return what a message asks: no greeting, thanks and "please" around it, no "could you tell me" ahead of it.

    What may belong to the question stays: "Hi Lo", "Can you bring a dog?", "Please Please Me". So does a message of nothing
    else, a beginning that goes on with what was said before: "And in May?", and a text that is too long for a question.
    """
    text = typed = opened(message).strip()
    if len(text) > LONGEST_REQUEST:
        return message
    for _ in range(MOST_ROUNDS):
        if (shorter := _ended(_begun(text))) == text:
            break
        text = shorter
    else:
        return typed  # nobody is as polite
    opens_as_sentence = typed[:1].isupper() and not typed.startswith(text) and _SMALL_WORD.match(text)
    return text[0].upper() + text[1:] if opens_as_sentence else text


def _begun(text: str) -> str:
    """Take one polite beginning off, behind "and" as well."""
    if linked := _LINKED.match(text):
        return linked[0] + _begun(text[linked.end() :])
    if found := _INDIRECTLY.match(text):
        asked = text[found.end() :]
        turned = next(filter(None, (shape.fullmatch(asked) for shape in _TURNED)), None)
        return f"{turned['wh']} {turned['verb']} {turned['who']}{turned['rest']}" if turned else asked
    if found := _WOULD_YOU.match(text) or (None if _TITLE.match(text) else _PLEASE_FIRST.match(text)):
        return text[found.end() :]
    if (found := _GREETING.match(text)) and _is_asked(rest := text[found.end() :], found["mark"] or ""):
        return rest
    return text


def _is_asked(rest: str, mark: str) -> bool:
    """Whether what stands behind a greeting and this mark is asked, not the rest of a name or title that opens like one."""
    if mark and (mark.strip(" ,;–—-") or rest[0].islower()):
        return True
    if not mark and (_TITLE.match(rest) or (_YES_NO.match(rest) and _ANY_WH.search(rest))):
        return False  # "Hello was released when?"
    return _OPENS.match(rest) is not None


def _ended(text: str) -> str:
    """Take one polite end off; a question mark behind it stays."""
    found = _AFTER.search(text)
    if found is None or not (before := text[: found.start()]).strip():
        return text
    mark = found["mark"] or ""
    if not (mark if found["aside"] else _may_end(before, mark, found["polite"])):
        return text
    before = (before + mark).rstrip(" ,;:–—-")
    return f"{before}?" if "?" in found[0] and before[-1] not in "?!" else before


def _may_end(before: str, mark: str, polite: str) -> bool:
    """Whether polite words behind this mark are no part of the question: "to please", "say thanks", "the song Please"."""
    if mark.strip(" ,"):
        return True
    if _SAYS.search(before) and not _WHAT_IS_SAID.search(before):
        return bool(mark) and not _YES_NO.match(before)
    if mark or (polite[0].isupper() and not before.isupper()):
        return bool(mark)
    if re.match(_PLEASE, polite, re.I):
        return re.search(r"\b(?:to|not)$", before, re.I) is None
    return re.match(rf"{VERBS}\b.*\s", before, re.I) is not None


def with_mark(text: str) -> str:
    """Return a question with its question mark: "who left" as "who left?"; what ends otherwise than with a word stays."""
    first = re.split("['’]", (text.split(maxsplit=1) or [""])[0].casefold())[0]
    asks = first in WH or first in AUXILIARIES
    plain = text.rstrip(" .")
    return f"{plain}?" if asks and plain[-1:].isalnum() else text
