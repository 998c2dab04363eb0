"""GitHub, through PyGithub. The only package that knows its field names."""
