"""Pulled plugs: processes are killed while they change a library, and then everything that was acknowledged must be there."""
