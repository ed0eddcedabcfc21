"""Whatever knows a name or a format of the outside."""
