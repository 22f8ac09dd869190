"""What the desk remembers: one database, SQLite or PostgreSQL, and every statement that is run on it."""
