"""What is known of people's work, and how it grows."""
