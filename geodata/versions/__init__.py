"""What differs between two versions of a region, worked out when the newer is published."""
