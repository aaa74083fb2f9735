"""Nouns and names of people, bodies, documents, occasions, places and times, and function words. Lists of our own."""

from qa.english.calendar import DAYS_AND_MONTHS, MONTH_NUMBERS
from qa.english.word_lists import alternatives, entries_of, word_list
from qa.english.words import stem

# Stand before a name, capitalised or not; the last of them in a span is where the name begins.
TITLES = word_list("titles")

# Keep their full stop inside the token.
ABBREVIATIONS = word_list("abbreviations")
# With its stop, one of those that a name follows, so that no sentence ends there: neither "Inc.", "Jr." nor "Dec.".
STOPPED_TITLE = alternatives(
    word.title()
    for word in ABBREVIATIONS - MONTH_NUMBERS.keys() - frozenset("assoc bros co corp esq hr inc jr ltd sr vs".split())
)

FEMALE_WORDS = word_list("female")
MALE_WORDS = word_list("male")

# Tie a person to somebody else: "his wife Nerys", "her eldest son".
KIN = word_list("kin")

# Heads of "the official", "a senior administration official", "one resident", "his mother"; "the count" is one of votes.
HUMAN = (TITLES | FEMALE_WORDS | MALE_WORDS | word_list("people")) - {"she", "her", "he", "his", "count"}

# Heads that speak only as plurals or collectives: "police said", "officials said", "prosecutors said".
COLLECTIVES = word_list("collectives")


# Bodies that speak: as a lower-case head ("the company said") or as part of a name ("Ministry of Health").
BODIES = word_list("bodies")

# Written things that speak for whoever issued them.
DOCUMENTS = word_list("documents")

# Occasions: "in an interview with X", "at a news conference", "during a call briefing".
OCCASIONS = DOCUMENTS | word_list("occasions")

# What a name that opens or ends with one of these means can't speak: an event, a place, a work, a photo credit.
THINGS = word_list("things")

# Whose picture it is, after a slash: "Ann Lee/AP", "Bo Roy/AFP/Getty Images".
PICTURE_AGENCIES = frozenset("afp ap bloomberg epa getty pool reuters shutterstock".split())

# Words inside the name of a body; one of them makes a span of capitalised words no person.
BODY_NAMES = BODIES | word_list("names of bodies")

# Countries, nationalities, cities and continents that would otherwise look like a surname or a first name.
PLACES = word_list("places") | frozenset(
    ("united states", "united kingdom", "united arab emirates", "puerto rico", "washington dc", "washington d.c.")
)

# Open the names of places: Los Angeles, San Diego, Tel Aviv.
PLACE_OPENINGS = word_list("openings of places")

TIME_WORDS = DAYS_AND_MONTHS | word_list("times")

# Open a sentence with a capital without being part of a name.
FUNCTION_WORDS = word_list("function words")

# Other names of peoples and countries: stem → stems. Regular pairs ("Iranian", "Iran") begin alike and need no entry.
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    stem(name): tuple(stem(word) for word in others.replace(".", "").split())
    for name, others in (entry.split(": ") for entry in entries_of("peoples and countries"))
}
