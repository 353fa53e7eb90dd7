"""Each fault that delivery must survive, and the tests that show it; none of them may get lost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

TESTS: Final = Path(__file__).resolve().parents[1]

#: Fault -> file below `tests/`, and names of tests in it.
SURVIVED: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "connection refused": {
        "deliver/test_bad_line.py": (
            "test_where_nobody_listens_nothing_left_and_it_is_tried_again_at_once",
        ),
        "outside/test_sftp.py": ("test_nobody_there_is_no_connection",),
        "outside/test_s3.py": ("test_nobody_there_is_no_connection",),
        "outside/test_webdav.py": ("test_nobody_there_is_no_connection",),
    },
    "reset before, during and after the answer": {
        "deliver/test_bad_line.py": (
            "test_what_broke_before_anything_was_said_is_in_doubt_and_asked_about",
            "test_a_post_whose_answer_is_lost_is_in_doubt_and_never_repeated",
        ),
        "outside/test_s3.py": ("test_a_broken_line_says_so_and_the_same_again_is_well",),
        "outside/test_webdav.py": ("test_a_broken_line_says_so_and_the_same_again_is_well",),
        "outside/test_sftp.py": ("test_a_line_that_breaks_later_says_so_and_the_next_run_goes_on",),
    },
    "answers cut at any byte": {
        "deliver/test_bad_line.py": (
            "test_a_post_whose_answer_is_lost_is_in_doubt_and_never_repeated",
        ),
    },
    "a long file broken off in the middle": {
        "outside/test_s3_resume.py": (
            "test_after_a_broken_line_only_the_rest_is_sent",
            "test_after_a_killed_process_only_the_rest_is_sent",
        ),
        "outside/test_webdav_resume.py": (
            "test_after_a_broken_line_only_the_rest_is_sent",
            "test_after_a_killed_process_only_the_rest_is_sent",
        ),
        "outside/test_sftp_killed.py": ("test_what_it_had_sent_is_not_sent_again",),
    },
    "408, 409, 425, 429 with and without `Retry-After`": {
        "deliver/announcers/test_linkedin_faults.py": (
            "test_what_linkedin_refuses_failed_and_says_what_to_do",
            "test_a_used_up_quota_is_left_alone_until_midnight",
        ),
        "deliver/announcers/test_answers.py": ("test_retry_after_is_understood",),
        "deliver/test_looking.py": ("test_a_channel_that_wants_a_rest_gets_it",),
        "outside/test_store_faults.py": (
            "test_what_a_sick_server_answers_is_in_doubt_and_the_next_run_is_well",
            "test_two_that_write_to_a_bucket_at_once_try_again",
        ),
    },
    "422 duplicate": {
        "deliver/announcers/test_linkedin_faults.py": (
            "test_a_duplicate_that_can_be_read_is_taken_over",
            "test_a_duplicate_that_leads_nowhere_is_for_a_person",
            "test_a_duplicate_of_something_else_is_for_a_person",
        ),
    },
    "500, 502, 503": {
        "deliver/announcers/test_linkedin_faults.py": (
            "test_what_is_in_doubt_is_looked_for_and_never_repeated_by_itself",
        ),
        "outside/test_store_faults.py": ("test_a_sick_bucket_is_in_doubt",),
    },
    "504 whose effect comes a minute later": {
        "deliver/announcers/test_linkedin_faults.py": (
            "test_an_effect_that_comes_later_is_found_later",
        ),
        "deliver/test_looking.py": ("test_what_came_late_is_found",),
        "outside/test_store_faults.py": (
            "test_an_effect_that_comes_after_the_next_run_changes_nothing_any_more",
            "test_what_a_late_effect_left_there_is_seen_by_the_next_run",
        ),
    },
    "DNS gone": {
        "outside/test_web.py": ("test_what_never_left_is_known_not_to_have_left",),
        "outside/test_store_faults.py": ("test_a_name_that_nobody_knows_means_nothing_left",),
    },
    "clock jumping": {
        "deliver/announcers/test_linkedin_token.py": (
            "test_a_clock_that_jumps_posts_nothing_twice",
        ),
        "deliver/ledger/test_departures.py": (
            "test_a_clock_that_jumps_between_intent_and_answer_repeats_nothing",
        ),
        "deliver/ledger/test_ledger_server.py": (
            "test_a_lease_that_ran_out_is_in_doubt_and_its_holder_may_not_go_on",
        ),
    },
    "disk full": {
        "deliver/test_full_disk.py": (
            "test_what_found_no_room_is_said_and_the_next_run_brings_it_once",
        ),
        "deliver/hosts/test_folder.py": (
            "test_a_disk_that_fills_up_at_any_step_leaves_whole_files_and_the_old_feed",
        ),
        "deliver/ledger/test_ledger.py": ("test_a_disk_that_is_full_stops_before_anything_leaves",),
        "outside/test_sftp.py": ("test_a_full_disk_is_said_in_words",),
    },
    "token expired or revoked in the middle": {
        "deliver/announcers/test_linkedin_token.py": (
            "test_a_token_that_expires_in_the_middle_is_renewed_and_kept",
            "test_a_token_that_is_gone_in_the_middle_posts_once_with_the_next",
        ),
    },
    "version sunset": {
        "deliver/announcers/test_linkedin_faults.py": (
            "test_an_old_version_of_the_interface_is_named",
        ),
    },
    "SIGKILL at every step": {
        "deliver/test_crash.py": (
            "test_a_run_killed_at_any_request_never_posts_twice",
            "test_a_run_killed_at_any_commit_of_the_ledger_never_posts_twice",
            "test_a_run_killed_at_any_file_is_made_good_by_the_next",
        ),
    },
    "two publishes at once, on one machine and on two": {
        "deliver/test_crash.py": ("test_two_runs_at_once_post_once",),
        "deliver/ledger/test_ledger_server.py": ("test_two_machines_publish_once",),
        "outside/test_s3.py": ("test_two_at_once_and_one_wins",),
    },
    "a ledger from an older version": {
        "deliver/ledger/test_migrations.py": (
            "test_what_an_earlier_version_knew_is_known",
            "test_publishing_goes_on_after_it",
            "test_a_migration_that_breaks_off_leaves_the_old_ledger",
        ),
    },
    "a ledger restored from yesterday's backup": {
        "deliver/test_machine.py": ("test_whatever_happens_everything_arrives_once",),
        "deliver/ledger/test_departures.py": (
            "test_what_left_after_the_backup_is_asked_about_and_not_sent_again",
            "test_a_failure_before_the_backup_and_a_post_after_it_are_no_second_post",
        ),
        "deliver/announcers/test_linkedin_faults.py": ("test_a_lost_ledger_repeats_nothing",),
    },
}


@pytest.mark.parametrize("fault", SURVIVED)
def test_each_fault_has_its_tests(fault: str) -> None:
    missing = [
        name
        for file, names in SURVIVED[fault].items()
        for name in names
        if f"def {name}(" not in (TESTS / file).read_text()
    ]

    assert not missing
