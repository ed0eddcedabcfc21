"""Words that a person typed, read as what they mean."""
