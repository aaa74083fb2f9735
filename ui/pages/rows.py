"""What a list of kept things sends when something is done with a row; see `ui/assets/rows.js`."""

from typing import Any


class Sent:
    """`do` is what is to be done, `id` to which row; `fields` are those of the row's form and the list's filters."""

    def __init__(self, event: Any) -> None:
        sent = event._data if isinstance(event._data, dict) else {}
        self._fields = {str(name): value for name, value in sent.items() if isinstance(value, str | int)}
        self.do = self.field("do")
        self.id = self.field("id")
        self.page = self.number("page") or 1

    def number(self, name: str) -> int:
        """The number in this field; 0 where it holds none."""
        field = self.field(name)
        return int(field) if field.isascii() and field.isdigit() and len(field) < 9 else 0

    def field(self, name: str) -> str:
        return str(self._fields.get(name, ""))
