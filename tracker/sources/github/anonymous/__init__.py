"""GitHub without a token: what a few of REST's answers show."""
