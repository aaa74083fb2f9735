"""How sure an answer of what was read is, and whom and what it is of."""
