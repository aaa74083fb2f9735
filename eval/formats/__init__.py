"""What becomes of files of each format that other programs wrote: `python -m eval.formats FOLDER`."""
