"""Numbers and other people's words as a text can hold them."""


def counted(number: int, noun: str = "document") -> str:
    """ "1 document", "3,384 documents"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def printable(text: str, instead: str = "\ufffd") -> str:
    """The text with this for control characters and those that change the direction of writing; white space stays."""
    return "".join(char if char.isprintable() or char.isspace() else instead for char in text)
