"""What comes before a check, whoever asks for it: words become values, a token is found, a source is connected.

The command line and the library both begin here. Nothing in it talks to a person: what there is to tell is told to a
``Listener``, and what cannot be done is raised.
"""
