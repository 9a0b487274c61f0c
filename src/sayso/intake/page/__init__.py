"""A page of HTML: its visible lines, what it says of itself, the stories on it, and the walls that hide one."""
