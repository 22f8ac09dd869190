"""Pure: what the desk decides; no database, socket, clock, file, environment or random number."""
