from eval.benchmarks.articles import articles, first_articles
from qa.documents.chunking import chunk_document
from qa.english.words import stems, words

ARTICLES = first_articles(300, seed=7)


def test_the_same_seed_writes_the_same_articles() -> None:
    assert first_articles(20, seed=7) == ARTICLES[:20]


def test_another_seed_writes_others() -> None:
    assert not {a.document.text for a in first_articles(300, seed=8)} & {a.document.text for a in ARTICLES}


def test_no_two_articles_or_chunks_are_alike() -> None:
    assert len({a.document.text for a in ARTICLES}) == len(ARTICLES)
    assert len({a.document.id for a in ARTICLES}) == len(ARTICLES)
    chunks = [s.chunk.of(a.document.text) for a in ARTICLES for s in chunk_document(a.document, 100)]
    assert len(chunks) > 3 * len(ARTICLES)
    assert len(set(chunks)) == len(chunks)


def test_the_vocabulary_grows_with_the_articles() -> None:
    def vocabulary(number: int) -> int:
        return len(frozenset().union(*(stems(a.document.text) for a in ARTICLES[:number])))

    # As in real news: each further article brings names, places and numbers that none had before.
    assert vocabulary(30) > 1000
    assert vocabulary(300) > 2 * vocabulary(30)


def test_an_article_is_as_long_as_a_short_news_item() -> None:
    lengths = [len(words(a.document.text)) for a in ARTICLES]
    assert min(lengths) > 200
    assert max(lengths) < 1200


def test_every_article_comes_with_questions_about_its_own_text() -> None:
    for article in ARTICLES:
        assert article.questions
        for question in article.questions:
            names = [word for word in words(question)[1:] if word[0].isupper()]
            assert all(name in f"{article.document.title} {article.document.text}" for name in names), question


def test_articles_never_end() -> None:
    endless = articles()
    assert len({next(endless).document.source for _ in range(1000)}) == 1000
