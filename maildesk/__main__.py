"""Lets `python -m maildesk` do what the command `maildesk` does."""

from maildesk.cli import main

if __name__ == "__main__":
    main()
