"""The answer as Markdown: the readers' own markup stays, a document's is taken literally."""

from dataclasses import replace

from tests.ui.support import answered, cite, document
from ui.rendering import answer_markdown


def test_question_answer_and_numbered_sources() -> None:
    flood = document(source="https://example.org/flood", published="2021-03-07")
    answer = answered("**Ana Ruiz**: “We are ready,” [1]", cite(flood, "“We are ready,”", speaker="Ana Ruiz"))
    assert answer_markdown(answer) == (
        "**What happened?**\n\n**Ana Ruiz**: “We are ready,” [1]\n\n"
        "[1] “We are ready,”, Ana Ruiz, *The flood*, 7 March 2021, <https://example.org/flood>  \n"
    )


def test_a_documents_markdown_is_escaped_so_that_it_fetches_and_formats_nothing() -> None:
    bad = document("![x](http://evil.example/a.png) <img src=x> # h `c` $x$", title="*T* [l](javascript:alert(1))")
    text = answer_markdown(replace(answered(f"{bad.text} [1]", cite(bad, bad.text)), question="# Q"))
    assert r"\!\[x\](http://evil.example/a.png) \<img src=x\> \# h \`c\` \$x\$ [1]" in text
    assert r"*\*T\* \[l\](javascript:alert(1))*" in text
    assert text.startswith(r"**\# Q**")
