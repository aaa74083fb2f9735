"""Answers by speaker: "What did Porter say about China?", "Who called Kim a thug?", from the library's statements.

`asked_of_speaker` recognises the question, `Speakers` answers it. The modules, low to high: the question (`question`),
whose words are meant (`naming`), what they are about (`topic`), statements as citable excerpts (`excerpts`), the answer's
words (`wording`, `layout`), and the answer (`speakers`).
"""

from qa.speaking.question import SpeakerQuestion, asked_of_speaker
from qa.speaking.speakers import Speakers, matching_statements
from qa.speaking.topic import Relevance

__all__ = ["Relevance", "SpeakerQuestion", "Speakers", "asked_of_speaker", "matching_statements"]
