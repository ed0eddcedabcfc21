"""Evidence: offered, looked at by somebody else, proven, embedded, and ready for a return."""
