"""What one marked party does to another (command `relate`)."""
