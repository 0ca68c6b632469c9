"""What each screen shows, prepared for its template: values, words and charts, no queries of their own."""
