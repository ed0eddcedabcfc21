"""Messages as plain text, for a terminal and for whatever shows nothing else."""
