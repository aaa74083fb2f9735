"""`qa mcp`."""


def mcp() -> None:
    """Serve the documents to an MCP client over standard input and output.

    Its tools: ask, search, statements, people, timeline, summarize, compare, count, list_documents, get_document and
    list_collections.
    """
    import asyncio

    from qa.settings import load_settings

    settings = load_settings()
    from qa.pipeline import Pipeline
    from qa.service.api.mcp_server import serve_stdio
    from qa.service.api.metrics import set_up_logging

    set_up_logging(settings)
    with Pipeline.open(settings, mode="session") as pipeline:
        asyncio.run(serve_stdio(pipeline, settings))
