"""Pure: bytes to values and values to bytes; no database, socket, clock, file, environment or random number."""
