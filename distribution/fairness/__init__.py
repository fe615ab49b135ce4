"""Fair shares in a shortage: what competes for what, the certificate, and its checker."""
