"""What we promise, proved."""
