"""Which sentences an answer quotes, whole lists and entries of minutes too."""
