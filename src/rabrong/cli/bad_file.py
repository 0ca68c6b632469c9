"""What is wrong with a file, for people: one sentence per problem, with its place."""

from rabrong.agreement_file.problems import BadFileError
from rabrong.agreement_file.wording import file_sentence, place_of
from rabrong.scoring.wording import Language

HEADS = {"th": "ใช้ {source} ไม่ได้ พบ {count} ข้อ", "en": "{source} cannot be used, {count} to mend:"}


def bad_file_text(error: BadFileError, language: Language) -> str:
    """Every problem in the order of the file."""
    lines = [HEADS[language].format(source=error.source, count=len(error.problems))]
    for problem in error.problems:
        place = place_of(problem, language)
        sentence = file_sentence(problem, language)
        lines.append(f"  {place}: {sentence}" if place else f"  {sentence}")
    return "\n".join(lines)
