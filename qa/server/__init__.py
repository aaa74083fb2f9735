"""The service over HTTP: `qa.server.app.create_app`. Its own API, an OpenAI-compatible one, and MCP; over stdio too."""
