"""One module for each format that is read, each registered with `registry`; `kinds` tells what a server sent."""
