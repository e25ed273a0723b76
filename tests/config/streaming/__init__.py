"""A small site that shows one changing state, to try the server with."""
