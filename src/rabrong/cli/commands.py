"""The commands and their options; what they print is made elsewhere."""

import json
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import NoReturn

import click

from rabrong import __version__
from rabrong.agreement_file.document import AgreementFile
from rabrong.agreement_file.lint import findings_of
from rabrong.agreement_file.problems import BadFileError, Problem
from rabrong.agreement_file.reader import read_agreement
from rabrong.agreement_file.results import read_results
from rabrong.cli.as_json import findings_data, problems_data, scorecard_data
from rabrong.cli.bad_file import bad_file_text
from rabrong.scoring.agreement import ROUNDS, Round
from rabrong.scoring.assess import Assessment, Reported, assess
from rabrong.scoring.reasons import TOTAL, why
from rabrong.scoring.trace import Why, as_data
from rabrong.scoring.wording import Language

BAD_FILE = 2
EXAMPLE = "cdd-2555"
EXAMPLES = (EXAMPLE, "cdd-2555-as-printed")
LANGUAGE = click.option(
    "--lang",
    "language",
    type=click.Choice(["th", "en"]),
    default="th",
    envvar="RABRONG_LANG",
    show_default=True,
    help="Language of what is printed (also RABRONG_LANG).",
)
FILE = click.argument("file")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rabrong")
def rabrong() -> None:
    """รับรอง: the yearly performance agreement (คำรับรองการปฏิบัติราชการ) of a Thai department, scored exactly.

    FILE is an agreement file in the format rabrong/1, or the name of an example: cdd-2555, cdd-2555-as-printed.
    """


@rabrong.command()
@FILE
@click.option("--results", type=click.Path(path_type=Path), help="CSV: indicator,unit,month,item,value.")
@click.option("--round", "round_", type=click.Choice([str(r) for r in ROUNDS]), default="12", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="JSON with every number as a decimal string.")
@click.option("--why", "why_code", metavar="CODE", help="Explain one indicator, one aspect, or total.")
@LANGUAGE
def score(
    file: str, results: Path | None, round_: str, as_json: bool, why_code: str | None, language: Language
) -> None:
    """Score an agreement file (คิดคะแนน)."""
    try:
        agreement_file, assessment = assessed(path_of(file), results, round_of(round_))
    except BadFileError as error:
        refuse(error, language)
    reason = _reason(assessment, why_code, file, language)
    if as_json:
        data = scorecard_data(assessment)
        if reason is not None:
            data["why"] = as_data(reason)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    from rabrong.cli.scorecard_text import print_scorecard, print_why  # noqa: PLC0415  rich is slow to import

    if reason is not None and why_code is not None:
        print_why(assessment, why_code, reason, language)
    else:
        print_scorecard(agreement_file, assessment, language)


@rabrong.command()
@FILE
@click.option("--json", "as_json", is_flag=True, help="JSON: [{code, severity, where, message}].")
@LANGUAGE
def check(file: str, as_json: bool, language: Language) -> None:
    """Find what is doubtful in an agreement file (ตรวจความถูกต้อง). Exit 1 if any error."""
    try:
        agreement_file = read_agreement(path_of(file))
    except BadFileError as error:
        if as_json:
            click.echo(json.dumps(problems_data(error, language), ensure_ascii=False, indent=2))
        refuse(error, language)
    findings = findings_of(agreement_file)
    if as_json:
        click.echo(json.dumps(findings_data(findings, language), ensure_ascii=False, indent=2))
    else:
        from rabrong.cli.findings_text import print_findings  # noqa: PLC0415  rich is slow to import

        print_findings(agreement_file, findings, language)
    sys.exit(1 if any(finding.severity == "error" for finding in findings) else 0)


@rabrong.command()
@LANGUAGE
def example(language: Language) -> None:
    """Show the example department's scorecard and what to try next (ตัวอย่าง)."""
    from rabrong.cli.scorecard_text import print_demo  # noqa: PLC0415  rich is slow to import

    folder = Path(str(files("rabrong.examples")))
    agreement_file, assessment = assessed(folder / f"{EXAMPLE}.yaml", folder / f"{EXAMPLE}-results.csv", 12)
    print_demo(agreement_file, assessment, language)


def round_of(text: str) -> Round:
    """The round named on the command line."""
    return next(round_ for round_ in ROUNDS if str(round_) == text)


def path_of(file: str) -> Path:
    """The file of that path; where there is none, the built-in example of that name."""
    path, name = Path(file), file.removesuffix(".yaml")
    if name in EXAMPLES and not path.exists():
        return Path(str(files("rabrong.examples"))) / f"{name}.yaml"
    return path


def assessed(file: Path, results: Path | None, round_: Round) -> tuple[AgreementFile, Assessment]:
    """The file and its assessment in a round. Raises BadFileError."""
    agreement_file = read_agreement(file)
    reported: Mapping[str, Reported] = agreement_file.reported
    if results is not None:
        reported = read_results(results, agreement_file).until(agreement_file, round_)
    return agreement_file, assess(agreement_file.agreement, reported, round_)


def refuse(error: BadFileError, language: Language) -> NoReturn:
    """Say everything that is wrong with a file and stop."""
    click.echo(bad_file_text(error, language), err=True)
    sys.exit(BAD_FILE)


def _reason(assessment: Assessment, code: str | None, file: str, language: Language) -> Why | None:
    if code is None:
        return None
    reason = why(assessment, code)
    if reason is None:
        codes = [*assessment.results, *(line.code for line in assessment.scorecard.aspects), TOTAL]
        problem = Problem("why.unknown", "--why", terms={"text": code, "allowed": ", ".join(codes)})
        refuse(BadFileError(file, [problem]), language)
    return reason
