"""Regular expressions that are compiled when they are first used: compiling those of all modules was a tenth of `qa ask`."""

import re
from typing import Any, cast

_METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub", "subn")


def lazy_regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, for its methods; a mistake in it shows when it is first used."""
    return cast("re.Pattern[str]", _Uncompiled(text, flags))


def in_place_of(found: re.Match[str], words: str) -> str:
    """Return the text that was searched with these words in the place of what was found."""
    return f"{found.string[: found.start()]}{words}{found.string[found.end() :]}"


class _Uncompiled:
    def __init__(self, text: str, flags: int) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        """Compile when a method is first asked for, and take over all methods of what is compiled."""
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
