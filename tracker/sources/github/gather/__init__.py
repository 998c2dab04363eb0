"""What is known of people's work, and how it grows."""

#: What facts from here are called by their source.
NAME = "github"
