"""Change control: asking for a change of the plan, deciding it, and carrying it out."""
