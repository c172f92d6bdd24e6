"""The workflows keep the rules of SECURITY.md: least rights, pinned actions, no secrets for a stranger's change."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / ".github/workflows").iterdir())
# A workflow that is started by these runs with the rights of the repository on what a stranger wrote.
DANGEROUS = {"pull_request_target", "workflow_run", "issue_comment", "issues", "discussion", "repository_dispatch"}
PINNED = re.compile(r"uses: [\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def read(path: Path) -> dict[str, Any]:
    """A workflow; every scalar as text, so that `on` is no truth value."""
    read = yaml.load(path.read_text(), yaml.BaseLoader)
    assert isinstance(read, dict)
    return read


def steps(workflow: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The steps of all jobs."""
    for job in workflow["jobs"].values():
        yield from job["steps"]


every = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def test_there_are_workflows_for_each_purpose() -> None:
    """Checking, reviewing, publishing in two ways, and asking links."""
    assert {"check.yml", "links.yml", "publish-host.yml", "publish-pages.yml", "pull-request.yml"} <= {
        path.name for path in FILES
    }


@every
def test_no_stranger_starts_it_with_our_rights(path: Path) -> None:
    """Only `pull_request` hears of other people's changes, and it has neither secrets nor a token that writes."""
    workflow = read(path)
    assert set() == DANGEROUS & set(workflow["on"])
    if "pull_request" in workflow["on"]:
        assert "secrets." not in path.read_text()
        rights = [right for job in workflow["jobs"].values() for right in job["permissions"].items()]
        assert {("contents", "read")} == set(rights)


@every
def test_rights_are_given_job_by_job(path: Path) -> None:
    """Nothing by default; what a job may do stands at the job. Only the one that deploys may write, and only pages."""
    workflow = read(path)
    assert {} == workflow["permissions"]
    writes = {
        (name, right)
        for name, job in workflow["jobs"].items()
        for right, level in job["permissions"].items()
        if level != "read"
    }
    allowed = {("deploy", "pages"), ("deploy", "id-token")} if path.name == "publish-pages.yml" else set()
    assert allowed == writes


@every
def test_actions_are_pinned_by_commit(path: Path) -> None:
    """A tag can be moved to other code, a commit cannot; the version stands beside it for people."""
    used = [line.strip() for line in path.read_text().splitlines() if re.match(r"\s*(- )?uses:", line)]
    assert [] == [line for line in used if not PINNED.fullmatch(line.removeprefix("- "))]


@every
def test_a_clone_keeps_no_token(path: Path) -> None:
    """Nothing that runs later finds the token in `.git`."""
    for step in steps(read(path)):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert "false" == step["with"]["persist-credentials"]


@every
def test_no_expression_stands_in_a_script(path: Path) -> None:
    """An expression is pasted into the script as it is: values go through the environment."""
    assert [] == [step["run"] for step in steps(read(path)) if "${{" in step.get("run", "")]


@every
def test_it_ends_and_does_not_pile_up(path: Path) -> None:
    """Every job has its time, every workflow its group, every machine its version."""
    workflow = read(path)
    assert "group" in workflow["concurrency"]
    for job in workflow["jobs"].values():
        assert 0 < int(job["timeout-minutes"]) <= 180
        assert "ubuntu-24.04" == job["runs-on"]


def test_secrets_have_an_environment_and_one_step() -> None:
    """The key of a host is given to the step that publishes, behind an environment that owners can guard."""
    for path in FILES:
        for job in read(path)["jobs"].values():
            with_secrets = [step for step in job["steps"] if "secrets." in str(step)]
            assert not with_secrets or ("environment" in job and 1 == len(with_secrets))


def test_dependencies_are_moved_by_pull_requests() -> None:
    """Python's lock, the workflows' pins and the audit's lock; with a pause in which a stolen release is found."""
    updates = yaml.load((ROOT / ".github/dependabot.yml").read_text(), yaml.BaseLoader)["updates"]
    assert {"github-actions", "npm", "pip"} == {update["package-ecosystem"] for update in updates}
    assert {7} == {int(update["cooldown"]["default-days"]) for update in updates}


def test_the_template_of_pull_requests_thinks_of_people_at_risk() -> None:
    """The reminder stands where a contributor ticks it."""
    assert "- [ ] People at risk" in (ROOT / ".github/pull_request_template.md").read_text()
