"""The bundled data files, their digests and the script that made them."""
