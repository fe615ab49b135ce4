"""The cold chain as physics: what every dose lives through on its way to a refrigerator."""
