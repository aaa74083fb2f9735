"""Numbers in words. "One" is one of them, and as often a pronoun."""

from qa.english.word_lists import alternatives

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen"
)
SMALL = {word: number for number, word in enumerate(_ONES.split())}
TENS = {word: 10 * tens for tens, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
# What things are counted with: "two articles", "the twenty newest".
COUNTS = {word: number for word, number in (SMALL | TENS).items() if number}
NUMBER_WORD = rf"(?:{alternatives(SMALL | TENS)}|(?:{alternatives(SCALES)})s?)"
