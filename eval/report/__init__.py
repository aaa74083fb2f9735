"""`qa eval --html`: one page that needs nothing beside it."""

from eval.report.page import render_page

__all__ = ["render_page"]
