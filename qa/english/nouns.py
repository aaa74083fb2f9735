"""Nouns that tell people, their roles and their organisations apart from other capitalised words. Lists of our own."""

from qa.english.word_lists import word_list

# Stand before a name, capitalised or not; the last of them in a span is where the name begins.
TITLES = word_list("titles")

# Abbreviated titles that keep their full stop inside the token.
ABBREVIATIONS = word_list("abbreviations")

FEMALE_WORDS = word_list("female")
MALE_WORDS = word_list("male")

# Tie a person to somebody else: "his wife Nerys", "her eldest son".
KIN = word_list("kin")

# Heads of "the official", "a senior administration official", "one resident", "his mother"; "the count" is one of votes.
HUMAN = (TITLES | FEMALE_WORDS | MALE_WORDS | word_list("people")) - {"she", "her", "he", "his", "count"}

# Heads that speak only as plurals or collectives: "police said", "officials said", "prosecutors said".
COLLECTIVES = word_list("collectives")
