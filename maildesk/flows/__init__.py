"""The ways through the house: receive, process, deliver, tick, answer, digest; each repeats harmlessly."""
