"""CitedQA: questions answered from your own documents, every citation an exact span of a stored text."""
