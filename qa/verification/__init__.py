"""What an answer says against where it is said.

Spans of stored passages become citations, with their pages and the other documents that have the same words (`citations`).
`check_claims` takes a written answer apart by its markers and looks for the sentences that support each of its sentences
(`claims`). A claim and its evidence are read (`claim_reader`) as telling words (`claim_tokens`), with numbers and dates as
values (`quantities`), and compared (`entailment`): is each word there, or another for it, and meant in the same way
(`contradictions`)? The same reading tells where two documents disagree (`disagreements`). `saved_answers` checks a saved answer
against the library once more.
"""
