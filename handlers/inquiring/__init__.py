"""What people ask of Rollcall in words, and the answers."""
