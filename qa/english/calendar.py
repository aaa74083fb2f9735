"""Days of the week and months, in full and short, as words and as patterns."""

from qa.english.word_lists import alternatives

# In the order in which `date.weekday` counts them.
DAYS = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = tuple("january february march april may june july august september october november december".split())
# Which month it is by each form of its name: in full, short, and "sept".
MONTH_NUMBERS = {form: number for number, name in enumerate(MONTHS, start=1) for form in (name, name[:3])} | {"sept": 9}
# Words that are no names: without those of Mar-a-Lago, and of people who are called Jun and Jul.
DAYS_AND_MONTHS = frozenset((*DAYS, *MONTH_NUMBERS)) - {"jul", "jun", "mar"}
# A month in small letters; "dec" and "mar" are other words as well, so what stands around it must tell of a date.
MONTH = rf"(?:{alternatives(MONTH_NUMBERS)})\b\.?"
_SHORT = alternatives(form.title() for form in MONTH_NUMBERS if form not in MONTHS)
# A month as prose writes it: with a capital, and with a stop where it is short.
MONTH_NAME = rf"(?:{alternatives(name.title() for name in MONTHS)}|(?:{_SHORT})\.)"
DAY_NAME = rf"(?:{alternatives(day.title() for day in DAYS)})"
