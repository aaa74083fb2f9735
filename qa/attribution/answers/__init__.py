"""Answers by speaker: "What did Porter say about China?", "Who called Kim a thug?", from the library's statements.

`asked_of_speaker` recognises the question, `SpeakerAnswers` answers it. The modules, low to high: the question (`patterns`,
`question`), whose words are meant (`speaker_names`), what they are about (`topic`), the statements meant
(`statement_search`), citable excerpts of them (`excerpts`), the answer's words (`introductions`, `layout`), and the answer
(`speaker_answers`). "Who is Porter?": the question (`person_question`), what a sentence says that somebody is (`introduced`),
whom a name means (`namesakes`), all that the documents have of a person (`people`), and the answer (`person_answers`). Which
names mean one person or body (`identities`) is kept in the store (`who_is_who`).
"""

from qa.attribution.answers.excerpts import Excerpt
from qa.attribution.answers.layout import lay_out, no_statement, tell_more
from qa.attribution.answers.namesakes import who_is_meant
from qa.attribution.answers.people import Introduction, Person, person
from qa.attribution.answers.person_answers import answer_about, in_numbers
from qa.attribution.answers.person_question import asked_of_person
from qa.attribution.answers.question import SpeakerQuestion, asked_of_speaker
from qa.attribution.answers.short_forms import full_name, written
from qa.attribution.answers.speaker_answers import MAX_EXCERPTS, STATEMENTS, SpeakerAnswers
from qa.attribution.answers.spoken import Spoken
from qa.attribution.answers.statement_search import matching_statements, with_fragments
from qa.attribution.answers.who_is_who import bring_up_to_date, quoted_people

__all__ = [
    "MAX_EXCERPTS",
    "STATEMENTS",
    "Excerpt",
    "Introduction",
    "Person",
    "SpeakerAnswers",
    "SpeakerQuestion",
    "Spoken",
    "answer_about",
    "asked_of_person",
    "asked_of_speaker",
    "bring_up_to_date",
    "full_name",
    "in_numbers",
    "lay_out",
    "matching_statements",
    "no_statement",
    "person",
    "quoted_people",
    "tell_more",
    "who_is_meant",
    "with_fragments",
    "written",
]
