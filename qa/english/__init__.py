"""English itself: words, quote marks, names, noun phrases, and who or what a word refers to. The word lists are in `data/`.

The modules, low to high: words (`words`, `tokens`), word lists (`nouns`, `verbs`, `gazetteer`, `names`, `lexicon`), quote
marks (`quotes`), a sentence with the quotations it carries (`reporting_sentences`), names in a text (`name_spans`), noun
phrases (`phrases`, `descriptions`, `subjects`, `subject_parser`), verbs and clauses (`clauses`), who and what is named
(`entities`, `entity_collection`), who was mentioned lately and how prominently (`mentions`, `salience`), whom an epithet fits
(`nominal_coreference`), which noun phrases can speak (`speaker_phrases`), who is meant (`coreference`).
Other languages pass through unharmed.
"""
