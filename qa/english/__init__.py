"""English itself: words, quote marks, names, noun phrases, and who or what a word refers to. The word lists are in `data/`.

The modules, low to high: words (`words`, `tokens`), word lists (`nouns`, `verbs`, `bodies`, `names`, `lexicon`), quote marks
(`quotes`), names in a text (`runs`, `people`, `casting`), reporting units (`units`), noun phrases (`phrases`, `descriptions`,
`subjects`, `reader`), who is on stage (`staging`, `memory`), whom an epithet fits (`epithets`), who is meant (`speakers`).
Other languages pass through unharmed.
"""
