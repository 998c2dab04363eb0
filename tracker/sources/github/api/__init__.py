"""HTTP and GraphQL: how GitHub is asked, and what an answer is. Knows no person and no pull request."""
