"""Carries bytes to and from mail servers and knows nothing of tickets."""
