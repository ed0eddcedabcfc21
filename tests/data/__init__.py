"""Plan files made for tests: good ones, and ones as bad as real ones."""
