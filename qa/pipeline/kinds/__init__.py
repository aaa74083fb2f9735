"""Tells what a message wants: its kind, its parts, and its plain words."""
