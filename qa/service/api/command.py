"""`qa mcp`."""


def mcp() -> None:
    """Serve the documents to an MCP client over standard input and output: tools ask, search, statements, get_document."""
    import asyncio

    from qa.settings import load_settings

    settings = load_settings()
    from qa.pipeline import Pipeline
    from qa.service.api.logs import set_up_logging
    from qa.service.api.mcp import serve_stdio

    set_up_logging(settings)
    with Pipeline.open(settings, mode="session") as pipeline:
        asyncio.run(serve_stdio(pipeline, settings))
