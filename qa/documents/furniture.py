"""Page furniture: the lines of a saved web page that belong to the page, not to the article; the headers of e-mails.

Furniture stays in the stored text, so offsets are true, but it is never embedded, retrieved or quoted.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from qa.documents.formats.tables import is_row
from qa.english.calendar import DAY, MONTH
from qa.types.patterns import lazy_regex

SHORT_LINE = 3  # words; so many and fewer are no sentence of the text, but "Breaking News", "By Ann Lee"
LONGEST_HEADLINE = 200  # characters

# Whole lines as news sites print them (VOA, BBC, Guardian, AP, Reuters layouts); compared case-folded, without punctuation.
_PHRASES = frozenset(
    phrase.strip()
    for phrase in """
    accessibility links|skip to content|skip to main content|skip to navigation|skip to search|breaking news|breaking
    latest news|live|live updates|menu|home|search|subscribe|subscribe now|sign in|sign up|log in|register|newsletter
    newsletters|share|share this|share this story|share this article|share on facebook|share on twitter|share via email
    tweet|email|print|print this page|copy link|facebook|twitter|whatsapp|linkedin|comments|leave a comment|no comments
    advertisement|advertisements|sponsored|sponsored content|promoted|related|related stories|related articles
    related topics|related content|read more|read also|see also|more on this story|more stories|more from this section
    most read|most popular|trending|top stories|recommended|recommended stories|you may also like|listen|watch
    watch video|listen to this article|play video|loading|embed|embed share|no media source currently available
    auto play|photo gallery|image gallery|view image in fullscreen|cookie settings|cookie policy|accept cookies
    privacy policy|terms of use|terms and conditions|contact us|about us|follow us|all rights reserved|back to top
    previous|next|previous article|next article|load more|show more|close|image source|image caption|media caption
    """.replace("\n", "|").split("|")
    if phrase.strip()
)
# What a line that tells when a page was published is made of. A zone of time such as EDT stands in capitals.
_MOMENT = (
    rf"(?:\d+(?:st|nd|rd|th|[ap]m|h|z|t\d+)?|{MONTH}|{DAY}|[ap]\.?m|at|on|of|(?-i:[A-Z]{{2,3}}T)|gmt|utc|published|updated)"
)
_PATTERNS = lazy_regex(
    r"""(?ix)
    ^(?:
        file\s+[-–—]\s.*                                  # AP and VOA: "FILE - The president …"
      | (?:image|photo|picture|video|media)\s*(?:source|caption|credit|by)\s*[:,]\s.{0,300}
      | (?:image|photo|picture|video)\s*[:,]\s.{0,300}
      | (?:photo(?:graph)?|image|credit|illustration)\s+(?:by|courtesy)\b(?!.*\w{3}\.\s+\w+\s+\w+\s+\w).{0,120}
      | .{0,600}\((?:ap|afp|reuters|epa|getty)[^()]{0,20}(?:photo|images|/)[^()]{0,120}\)
      | (?:published|updated|last\s+(?:updated|modified))\b[\s:]*(?:_MOMENT\b[\s:.,/|()–-]*){1,16}(?:[|•·].{0,40})?
      | \d+\s+(?:min(?:ute)?s?|hours?|days?)\s+(?:read|ago)
      | (?:copyright\s*(?:©|\(c\)|\d{4})|©|\(c\)\s*\d{4}).{0,160}
      | copyright\b.{0,100}all\s+rights\s+reserved.{0,60}
      | we\s+use\s+cookies\b.{0,300}
      | (?:click|tap)\s+here\b(?!.*,\s*then\b).{0,120}
    )$""".replace("_MOMENT", _MOMENT)
)

_SENTENCE_ENDS = lazy_regex(r"""(?:\.|[!?…]["'”’»)\]])["'”’»)\]*_]*$""")

_MAIL_HEADER = lazy_regex(r"(?i)[>\s]*[*_]{0,2}(?P<label>from|to|cc|bcc|reply-to|sent|date|subject):[*_]{0,2}\s+\S")
_MAIL_BEGINS = lazy_regex(r"(?i)[>\s]*(?:-{2,}\s*(?:original|forwarded) message\s*-{2,}|begin forwarded message:)\s*$")
_ADDRESSED = frozenset({"to", "cc", "bcc"})
# Of several such lines together: a ticket has "From:" and "To:" as well, and its date.
_OF_MAILS_ALONE = frozenset({"sent", "subject"})


def is_furniture_line(line: str) -> bool:
    """Whether this single line, taken alone, belongs to the page rather than to the article."""
    line = line.strip()
    if not line or len(line) > 700:  # no furniture is that long, and the patterns need not scan it
        return False
    words = re.sub(r"[^\w\s]+", " ", line).casefold().split()
    return " ".join(words) in _PHRASES or _PATTERNS.match(line) is not None


def is_prose(line: str) -> bool:
    """Whether the line is text for sure: it ends a sentence, or what somebody says, or is longer than any headline.

    A "?" or "!" alone doesn't tell: "Will they meet this April?"
    """
    if is_row(line) or is_furniture_line(line):
        return False
    return len(line) > LONGEST_HEADLINE or (len(line.split()) > SHORT_LINE and _SENTENCE_ENDS.search(line) is not None)


def mail_headers(lines: Sequence[str]) -> set[int]:
    """Which lines say from whom, to whom and on what an e-mail is, also one that another quotes. `Date:` stays text."""
    found = {at for at, line in enumerate(lines) if _MAIL_BEGINS.match(line)}
    labels = [match["label"].lower() if (match := _MAIL_HEADER.match(line)) else "" for line in lines]
    for at, (before, here, after) in enumerate(zip(labels, labels[1:], labels[2:], strict=False), start=1):
        if before in _ADDRESSED and not here and after:  # a list of addresses goes on
            labels[at] = before
    for is_header, run in groupby(range(len(lines)), key=lambda at: labels[at] != ""):
        together = list(run)
        kinds = {labels[at] for at in together}
        if (
            is_header
            and len(kinds) > 1
            and "from" in kinds
            and (kinds & _OF_MAILS_ALONE or any("@" in lines[at] for at in together))
        ):
            found.update(at for at in together if labels[at] != "date")
    return found
