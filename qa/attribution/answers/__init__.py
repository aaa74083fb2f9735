"""Answers by speaker: "What did Porter say about China?", "Who called Kim a thug?", from the library's statements.

`asked_of_speaker` recognises the question, `Speakers` answers it. The modules, low to high: the question (`patterns`,
`question`), whose words are meant (`naming`), what they are about (`topic`), the statements meant (`finding`), citable
excerpts of them (`excerpts`), the answer's words (`wording`, `layout`), and the answer (`speakers`).
"""

from qa.attribution.answers.finding import matching_statements, with_fragments
from qa.attribution.answers.question import SpeakerQuestion, asked_of_speaker
from qa.attribution.answers.speakers import Speakers
from qa.attribution.answers.topic import Relevance

__all__ = ["Relevance", "SpeakerQuestion", "Speakers", "asked_of_speaker", "matching_statements", "with_fragments"]
