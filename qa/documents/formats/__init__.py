"""One module for each format that is read; `kinds` tells which is which."""
