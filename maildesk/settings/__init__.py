"""The configuration: TOML files and secrets made into typed values, with every problem told at once."""
