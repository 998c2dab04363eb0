"""The command line: arguments, environment, clock, progress, exit codes. The only part that talks to a person."""
