"""The only maker of HTML: answers, sources, articles and what surrounds them, for the app, exports and reports.

Everything that comes from a document, a model or a person passes through `escaping`, so it can't become markup.
Anchors: turn 3 is `#t3`; its sources `#t3-sources`; its citation 1 is marked at `#t3-m1` and shown at `#t3-c1`.
"""
