"""Orders (คำสั่ง) that appoint people: drafted, issued with their document, replaced or withdrawn, never edited."""
