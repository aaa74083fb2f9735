"""Scripts that find the product's own weights from public question sets."""
