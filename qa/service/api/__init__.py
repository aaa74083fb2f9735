"""The service over HTTP: `qa.service.api.app.create_app`. Its own API, an OpenAI-compatible one, and MCP; over stdio too."""
