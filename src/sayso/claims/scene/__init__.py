"""When and where an act happens, by its own words and by what its thread tells."""
