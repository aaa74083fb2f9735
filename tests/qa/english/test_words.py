import sqlite3

from qa.english.word_lists import lines_of
from qa.english.words import content_words, stem, words
from qa.store.sql.sqlite_words import TOKENIZER

_WORDS = """
    agreed agreement policies policy denuclearization nationalities relational hopping hoping skies dying generously formaliti
    controlling probate rate cease falling ties tie conflated troubled sized fizzed conditional 2021 a be by us as vs
    technology apologies assembly incredibly possibly nobly biology
    café naïve résumés Façade İzmir Müller Чайковский 서울 Ελλάδα
""".split()


def test_words_are_stemmed_as_the_full_text_index_stems_them() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE words USING fts5(word, tokenize='{TOKENIZER}')")
    connection.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, instance)")
    lexicon = {word for line in lines_of("word-classes.txt") for word in line.split()[3:] if word.isalpha()}
    asked = [*_WORDS, *sorted(lexicon)]
    connection.executemany("INSERT INTO words VALUES (?)", [(word,) for word in asked])

    indexed = [term for (term,) in connection.execute("SELECT term FROM vocabulary ORDER BY doc")]

    assert [(word, stem(word)) for word in asked] == list(zip(asked, indexed, strict=True))


def test_a_possessive_ending_and_capitals_make_no_difference() -> None:
    assert {stem(form) for form in ("Policy", "policy's", "POLICY’S", "policies’")} == {"polici"}


def test_half_a_surrogate_pair_is_stemmed_like_any_unknown_letter() -> None:
    assert stem("\ud800ending") == "?end"


def test_the_words_that_tell_what_it_is_about_come_once_and_in_order() -> None:
    assert content_words("What did Porter say of the talks, and of Porter's talk?") == ["Porter", "talks"]


def test_a_word_keeps_its_apostrophe_and_drops_marks() -> None:
    assert words("Don’t “go”, O'Neil!") == ["Don’t", "go", "O'Neil"]


def test_a_contraction_typed_without_its_apostrophe_tells_nothing() -> None:
    assert content_words("Whats the reason why he wasnt there, didnt speak and isnt asked?") == ["reason", "speak", "asked"]


def test_a_name_is_stemmed_without_the_letter_before_its_apostrophe_as_in_the_index() -> None:
    assert [stem(name) for name in ("O'Connor’s", "D’Angelo", "O'Hare")] == ["connor", "angelo", "hare"]
    assert (stem("Ma'am"), stem("we've"), stem("don't")) == ("ma'am", "we'v", "don't")
