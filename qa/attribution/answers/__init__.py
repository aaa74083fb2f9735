"""Answers by speaker: "What did Porter say about China?", "Who called Kim a thug?", from the library's statements.

`asked_of_speaker` recognises the question, `SpeakerAnswers` answers it. The modules, low to high: the question (`question`),
citable excerpts (`excerpts`), what they are about (`topic`), whose words and which of them are meant (`statement_search`),
who of a kind of people is heard (`groups`), the answer's words (`layout`), and the answer (`speaker_answers`). "Who is
Porter?": whom a name means (`namesakes`), all that the documents have of a person, and the question and its answer
(`people`). Names as they are written (`name_words`), their parts and short forms (`names`), which of them mean one person or
body (`likelihood`, `whereabouts`, `identities`) and what the store keeps of that (`who_is_who`).
"""

from qa.attribution.answers.excerpts import Excerpt
from qa.attribution.answers.groups import Group, Heard, asked_of_group, heard_of
from qa.attribution.answers.introductions import Introduction
from qa.attribution.answers.layout import introduce, lay_out, tell_more
from qa.attribution.answers.names import full_name, written
from qa.attribution.answers.namesakes import who_is_meant
from qa.attribution.answers.people import Person, asked_of_person, in_numbers, is_person, is_told, person, with_lists
from qa.attribution.answers.question import SpeakerQuestion, asked_of_speaker
from qa.attribution.answers.speaker_answers import MAX_EXCERPTS, STATEMENTS, SpeakerAnswers, Wanted
from qa.attribution.answers.statement_search import matching_statements, with_fragments
from qa.attribution.answers.topic import Spoken, Topic
from qa.attribution.answers.who_is_who import bring_up_to_date, quoted_people

__all__ = [
    "MAX_EXCERPTS",
    "STATEMENTS",
    "Excerpt",
    "Group",
    "Heard",
    "Introduction",
    "Person",
    "SpeakerAnswers",
    "SpeakerQuestion",
    "Spoken",
    "Topic",
    "Wanted",
    "asked_of_group",
    "asked_of_person",
    "asked_of_speaker",
    "bring_up_to_date",
    "full_name",
    "heard_of",
    "in_numbers",
    "introduce",
    "is_person",
    "is_told",
    "lay_out",
    "matching_statements",
    "person",
    "quoted_people",
    "tell_more",
    "who_is_meant",
    "with_fragments",
    "with_lists",
    "written",
]
