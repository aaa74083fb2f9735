"""A page's main text, title, author, date and canonical address, by trafilatura. Runs in the helper process."""

import re

from qa.documents.formats.registry import Extract, reads

_WHOLE = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)


@reads(".html", ".htm", "text/html", "application/xhtml+xml", given="text")
def read(markup: bytes, url: str | None) -> Extract:
    """`markup` is UTF-8. ValueError where the page has no main text."""
    from trafilatura import bare_extraction

    # Extensive search would take a date from anywhere in the text; a wrong date is worse than none.
    text = markup.decode()
    page = bare_extraction(
        text if _WHOLE.search(text) else f"<html><body>{text}</body></html>",  # a part of a page, as editors save it
        url=url,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if page is None or isinstance(page, dict) or not (page.text or "").strip():
        raise ValueError("no main text in this page; if its text is made by a script, save the article as .txt")
    return Extract(page.text, page.title, page.author, page.date, page.url)
