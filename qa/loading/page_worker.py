"""The helper process of `pages`: one JSON string of markup a line in, one JSON object a line out. Run as a script."""

import json
import os
import sys

MEMORY = 3 << 30  # bytes; a 5 MB page takes 0.25 GB, a hostile 3 MB one 0.6 GB


def main() -> None:
    # Nothing but answers may reach the pipe, so what a library prints goes the way of stderr.
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    _limit_memory()
    for line in sys.stdin.buffer:
        answers.write(json.dumps(_read(json.loads(line))) + "\n")
        answers.flush()


def _read(markup: str) -> dict[str, str | None]:
    """Raises nothing: whatever hostile markup makes a library raise becomes the page's named error."""
    from trafilatura import bare_extraction

    try:
        # Extensive search would take a date from anywhere in the text; a wrong date is worse than none.
        page = bare_extraction(
            markup,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as exc:  # noqa: BLE001 - RecursionError, MemoryError, lxml's own, and what else hostile markup brings
        return {"error": f"its markup can't be read ({type(exc).__name__}); save the article as .txt"}
    if page is None or isinstance(page, dict) or not (page.text or "").strip():
        return {"error": "no main text in this page; if its text is made by a script, save the article as .txt"}
    return {"text": page.text, "title": page.title, "date": page.date}


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass  # not on this system; the time limit remains


if __name__ == "__main__":
    main()
