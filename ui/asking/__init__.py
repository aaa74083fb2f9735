"""What stands behind the Ask page: a conversation, and an answer as it comes about."""
