"""How people get in and stay in: passwords, second factors, agency sign-on, one-time codes, sessions."""
