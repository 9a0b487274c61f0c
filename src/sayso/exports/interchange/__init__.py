"""Claims and happenings in the forms of other programs, each with a report of what the form cannot hold."""
