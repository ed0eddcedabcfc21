"""What is asked of people: the one message of a cycle, its reminders, and whom it names."""
