"""Speed, measured beside a plain LangChain pipeline in the same run. Run by hand."""
