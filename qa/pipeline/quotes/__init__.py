"""Chooses what an answer quotes: sentences, a whole list, the line of one entry, the newest decision in minutes."""
