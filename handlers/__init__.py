"""What happens when somebody asks, and every word that they read."""
