"""The endless search for what breaks: `python -m tests.fuzz SECONDS` (`make fuzz`). The suite itself replays only what
was found."""
