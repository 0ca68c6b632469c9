"""Electronic signatures in PDF (PAdES): places to sign, signing, taking in what was signed elsewhere, checking."""
