"""Sides of a comparison laid out: what is alike of several side by side, then what only one of them tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from qa.pipeline.overviews.asked import Asked
from qa.pipeline.overviews.differences import COMPARISON, Otherwise, add_otherwise
from qa.pipeline.overviews.subjects import cited
from qa.reading.digest import Chosen
from qa.types import Answer, Citation
from qa.types.draft import Draft, bold

# Sentences with this cosine are taken to be on one matter: of people, or on one topic, chosen by reading a few comparisons; of
# whole documents, read of 46 pairs of them: 19 of the 29 above it are on one matter, 5 of the 17 between it and the first.
_ALIKE, _ALIKE_OF_ALL = 0.45, 0.55
# An item, (side, number); two with how alike they are; and items of several sides that are on one matter.
Place = tuple[int, int]
Pair = tuple[float, Place, Place]
Matter = Sequence[Place]


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One person or document, `told` as an item tells it, with what it says; `vectors` are of the items, of length one.

    Who is `known` is quoted somewhere.
    """

    told: dict[str, str]
    items: list[Citation]
    vectors: Sequence[NDArray[np.float32]]
    known: bool = True


def side_of(told: dict[str, str], chosen: Sequence[Chosen]) -> Side:
    return Side(told, list(map(cited, chosen)), [each.vector for each in chosen])


def laid_out(
    asked: Asked,
    sides: Sequence[Side],
    otherwise: Sequence[Otherwise] = (),
    *,
    first: Sequence[Citation] = (),
    matters: Sequence[Matter] | None = None,
    people: bool = False,
    dated: bool = False,
) -> Answer:
    """Lay out what is told differently, then matters that several speak of, one list each; then what only one of them says.

    `first` comes what tells of several sides at once; `matters` are found where none are given; `dated`: sides are
    periods in which it was published.
    """
    if matters is None:
        matters = _alike(sides, _ALIKE if people or asked.kind.topic else _ALIKE_OF_ALL)
    draft = Draft(COMPARISON)
    for each in first:
        draft.item(each)
    add_otherwise(draft, otherwise)
    about = f" about {asked.kind.topic}" if asked.kind.topic else ""
    names = [bold(**side.told) for side in sides]
    open_ones = [set(range(len(side.items))) for side in sides]
    if matters:
        draft.section(f"Side by side{about}{', by when it was published' if dated else ''}:")
    for matter in matters:
        draft.new_list()
        for side, item in matter:
            draft.item(sides[side].items[item], **sides[side].told)
            open_ones[side].discard(item)
    for side, (name, left) in enumerate(zip(names, open_ones, strict=True)):
        if not sides[side].items and first:
            continue
        if not sides[side].items:
            draft.paragraph(f"Nothing {f'that {name} said' if people else f'in {name}'}{about} was found.")
            continue
        if left:
            only = bool(matters or first)
            draft.section(f"{'Only ' if only else ''}{name}{'' if only else about}:")
        for each in sorted((sides[side].items[item] for item in left), key=lambda each: (each.source, each.start)):
            draft.item(each)
    return asked.asking.answer(draft)


def _alike(sides: Sequence[Side], least: float) -> list[Matter]:
    """Return the matters that several sides speak of, with at least this cosine, the most alike first."""
    pairs: list[Pair] = []
    for one, other in combinations(range(len(sides)), 2):
        if sides[one].items and sides[other].items:
            cosines = np.stack(sides[one].vectors) @ np.stack(sides[other].vectors).T
            pairs += [(float(cosines[i, j]), (one, i), (other, j)) for i, j in np.argwhere(cosines >= least).tolist()]
    return matters_of(pairs)


def matters_of(pairs: Sequence[Pair]) -> list[Matter]:
    """Join pairs to matters with at most one item of each side, in the order of the sides; the most alike first."""
    matters: list[list[Place]] = []
    taken: dict[Place, list[Place]] = {}
    for _, first, second in sorted(pairs, key=lambda pair: -pair[0]):
        home = taken.get(first) or taken.get(second)
        if home is None:
            home = []
            matters.append(home)
        for each in (first, second):
            if each not in taken and each[0] not in {side for side, _ in home}:
                home.append(each)
                taken[each] = home
    return [sorted(matter) for matter in matters if len(matter) > 1]
