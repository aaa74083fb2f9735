"""The command line: `qa`. Commands import what they need when they run, so that `qa --help` answers at once."""
