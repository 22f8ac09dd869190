"""A whole mail world in one process: servers, people and a day of a desk, for a newcomer to play with."""
