"""Whether the files of an embedded index can be what a finished write has left.

Chroma writes the five files of its HNSW graph one after the other, in place, and doesn't look at them when it loads them: a
write that was cut off, or a file that was cut short, is searched without a word, or ends the process (chromadb 1.5.9).
"""

import math
import struct
from contextlib import suppress
from pathlib import Path

# In the order in which Chroma writes them.
_FILES = _HEADER, _VECTORS, _LENGTHS, _LINKS, _IDS = (
    "header.bin",
    "data_level0.bin",
    "length.bin",
    "link_lists.bin",
    "index_metadata.pickle",
)
# hnswlib's header: version, offset, capacity, elements, bytes an element, offsets of label and vector, highest level, entry
# point, links an element (upper levels, lowest), M, a factor, ef.
_LAYOUT = struct.Struct("<IQQQQQQiIQQQdQ")
_VERSION = 1
_ELEMENTS = slice(20, 28)


def damage(folder: Path) -> str | None:
    """What is wrong with the index files under `folder`, or None. Takes no longer on a large one."""
    for segment in sorted({path.parent for name in _FILES for path in folder.glob(f"*/{name}")}):
        if found := _damage(segment):
            return found
    return None


def _damage(segment: Path) -> str | None:
    sizes, times = {}, {}
    with suppress(OSError):
        # Made with the index, all but the last, which comes with the first write.
        if not (segment / _IDS).exists() and (segment / _HEADER).read_bytes()[_ELEMENTS] == bytes(8):
            return None
    for name in _FILES:
        try:
            found = (segment / name).stat()
        except OSError:
            return f"{name} is missing"
        sizes[name], times[name] = found.st_size, found.st_mtime_ns
    if times[_IDS] < max(times.values()):
        return "a write of it was cut off"
    raw = (segment / _HEADER).read_bytes()
    if raw[:4] != _VERSION.to_bytes(4, "little"):
        return None if len(raw) >= _LAYOUT.size else f"{_HEADER} is cut short"  # of a later Chroma: not ours to judge
    if len(raw) != _LAYOUT.size:
        return f"{_HEADER} is cut short"
    _, _, capacity, elements, size, label, vector, level, entry, links, lowest, m, _, _ = _LAYOUT.unpack(raw)
    sound = (
        elements <= capacity and vector < label == size - 8 and 1 < m == links and lowest == 2 * m and vector == 4 * lowest + 4
    )
    if not sound or (elements and not (0 <= level < 64 and entry < elements)):
        return f"{_HEADER} is damaged"
    for name, wanted in ((_VECTORS, elements * size), (_LENGTHS, elements * 4)):
        if sizes[name] != wanted:
            return f"{name} has {sizes[name]:,} bytes, {wanted:,} belong there"
    # An element has 4 bytes, and a block of links for each level it reaches: level k with a chance of 1 in m ** k, so that
    # all have elements / (m - 1) blocks, give or take eight deviations.
    blocks, left = divmod(sizes[_LINKS] - 4 * elements, 4 * links + 4)
    share = 1 / m
    if left or abs(blocks - elements / (m - 1)) > 8 * math.sqrt(elements * share) / (1 - share) + 8:
        return f"{_LINKS} has {sizes[_LINKS]:,} bytes, which can't be all"
    return None
