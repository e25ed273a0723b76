"""Speed, weight and memory with a large council; run it with `make bench`."""
