"""What an answer says against where it is said.

Spans of stored passages become citations (`passages`, with their page numbers: `pages`), quotes become claims (`quoting`).
`check_claims` takes a written answer apart (`markers`) and looks for the sentences that support each of its sentences
(`checking`). A claim and its evidence are read as telling words (`wording`, with numbers and dates as values: `quantities`) and
compared (`comparing`): is each word there, or another for it (`likeness`), and meant in the same way (`meaning`)?
"""

from qa.verification.checking import CheckedAnswer, check_claims, recheck
from qa.verification.likeness import Relevance, relevance_by
from qa.verification.pages import paged, with_pages
from qa.verification.passages import cite_passage, cite_sentence
from qa.verification.quoting import quoted_claims

__all__ = [
    "CheckedAnswer",
    "Relevance",
    "check_claims",
    "cite_passage",
    "cite_sentence",
    "paged",
    "quoted_claims",
    "recheck",
    "relevance_by",
    "with_pages",
]
