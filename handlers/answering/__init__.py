"""What owners answer: by a press, by a form, by a typed line, and what comes of it."""
