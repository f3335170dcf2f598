"""What fast means here: goals as ratios in one interleaved run."""
