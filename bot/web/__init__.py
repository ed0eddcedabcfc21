"""The local platform: a page on this machine that is the third chat platform."""
