"""Stand-ins for platforms, over real sockets and as strict as they are."""
