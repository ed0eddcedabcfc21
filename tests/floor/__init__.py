"""What the tests stand on: two real database engines and a real browser."""
