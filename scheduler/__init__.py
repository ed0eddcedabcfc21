"""What happens because time passed: what is owed, and that it is sent once."""
