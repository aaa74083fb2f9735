"""English itself: words, quote marks, names, noun phrases, and who or what a word refers to. The word lists are in `data/`.

The modules, low to high: the lists (`word_lists`, `calendar`, `name_parts`, `numbers`), words (`words`) and what the lists
tell of them (`gazetteer`, `verbs`, `lexicon`), quote marks (`quotes`), tokens (`tokens`), a sentence with the
quotations it carries (`reporting_sentences`), names in a text (`name_spans`), noun phrases (`phrases`, `subjects`,
`subject_parser`), how often a word is a noun (`word_classes`), verbs and clauses (`clauses`), who and what is named
(`roles`, `entities`, `entity_collection`), who was mentioned lately and whom an epithet fits (`mentions`), which noun phrases
can speak and how prominent a mention is (`speaker_phrases`), who is meant (`coreference`).
Apart from these: dates (`date_shapes`, `to_come`, `dates`, `article_dates`), the period that a question names (`periods`), and
what a text has to say to mention something (`wanted`). Other languages pass through unharmed.
"""
