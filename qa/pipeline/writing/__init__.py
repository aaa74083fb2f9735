"""Answers and follow-up questions in a language model's words: any model of LangChain's, by `QA_LLM=provider:model`, or one
that an administrator chooses in the app (`servers`, `choosing`).

The passages become a prompt (`prompt.md`, `prompt`), the model writes (`model`), its words are reduced to plain text while
they come (`plain`), and every sentence of the whole is checked (`writer`, by `qa.verification`). `writers` says which model
writes now. What goes wrong is one `LanguageModelError`, a sentence for the user; the caller has its extractive answer to fall
back on.
"""
