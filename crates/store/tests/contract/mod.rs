//! What every database must do, written once: `it` runs it on SQLite, `postgres` on PostgreSQL.

pub mod accounts;
pub mod agreements;
pub mod ahead;
pub mod cases;
pub mod chains;
pub mod course;
pub mod court;
pub mod departures;
pub mod disposal;
pub mod everybody;
pub mod filling;
pub mod fixture;
pub mod gate;
pub mod ledger;
pub mod likenesses;
pub mod lists;
pub mod meetings;
pub mod orders;
pub mod past;
pub mod pathway;
pub mod people;
pub mod postcodes;
pub mod referrals;
pub mod repeat_contacts;
pub mod replay;
pub mod scores;
pub mod screening;
pub mod second_review;
pub mod statements;
pub mod summaries;
pub mod sweep;
pub mod together;

/// Declares one test for each function of the contract, on databases that `$open` makes.
#[macro_export]
macro_rules! contract_on {
    ($open:path) => {
        $crate::contract_tests! { $open;
            accounts: an_account_is_kept_whole_and_found_by_address_and_agency,
            accounts: sessions_begin_are_counted_and_end,
            accounts: codes_and_steps_work_once,
            accounts: tokens_and_invitations_work_until_they_are_used_or_revoked,
            accounts: guesses_are_counted_under_a_key_until_forgotten,
            accounts: a_secondment_is_kept_whole_and_opens_between_its_days,
            agreements: an_agreement_is_kept_whole_through_its_life,
            agreements: what_was_sent_for_review_is_changed_by_nobody,
            agreements: facts_and_remarks_are_append_only,
            agreements: every_template_makes_terms_that_lack_nothing,
            departures: a_departure_stands_once_and_stays_as_it_was_recorded,
            departures: what_rests_on_a_service_ends_with_it,
            departures: a_checklist_holds_what_is_open_of_those_whom_the_filter_shows,
            ahead: what_is_read_ahead_is_what_would_be_read,
            ahead: a_writer_reads_what_it_has_written_since,
            ahead: a_referral_begins_from_where_its_person_stands,
            cases: a_job_is_claimed_by_one_worker_until_its_time_runs_out,
            cases: a_job_that_fails_comes_back_and_at_last_is_given_up,
            cases: a_draft_belongs_to_one_account_and_form,
            cases: the_same_key_remembers_the_first_request,
            cases: the_same_key_at_the_same_moment_makes_once,
            cases: a_notice_is_told_once_seen_and_put_back,
            cases: duties_are_listed_for_whom_they_fall_to,
            cases: a_duty_is_moved_handed_over_and_closed_once,
            orders: a_duty_belongs_to_the_order_that_its_subject_is_part_of,
            cases: reference_data_round_trips,
            chains: a_timeline_is_read_newest_first_and_pages_do_not_overlap,
            chains: intact_chains_verify_and_heads_are_told_in_order,
            chains: a_changed_payload_is_found,
            chains: a_removed_event_is_found,
            chains: a_changed_fact_is_found,
            chains: a_cut_tail_is_found_by_its_checkpoint,
            chains: an_emptied_payload_still_verifies,
            chains: the_database_refuses_to_change_what_is_append_only,
            chains: writers_of_one_chain_do_not_tear_it,
            disposal: every_table_is_classed,
            disposal: the_database_asks_for_two_people_and_keeps_what_is_gone_gone,
            everybody: everybody_is_read_in_pages_with_the_agencies_that_may_find_them,
            everybody: figures_of_the_matcher_are_kept_once_and_decisions_read_in_pages,
            everybody: pairs_that_wait_are_gone_through_forth_and_back,
            everybody: what_was_recorded_since_is_told_once_and_what_was_missed_when_it_is_there,
            filling: a_batch_of_any_size_is_read_back_and_its_chains_hold,
            filling: a_later_batch_and_a_single_change_go_on_where_a_batch_ended,
            filling: a_batch_that_cannot_be_written_whole_leaves_nothing,
            course: what_opens_and_bars_is_told_whole,
            course: an_emergency_is_kept_whole_and_reviewed_once,
            course: random_moves_keep_the_rules_and_replay,
            course: every_kind_of_event_is_told_whole,
            course: what_is_asked_for_and_put_right_is_told_whole,
            course: registers_are_told_but_for_their_words,
            course: what_leaves_and_who_keeps_it_is_told_whole,
            course: a_look_that_is_changed_after_it_was_sealed_is_found,
            court: an_entry_is_kept_whole_and_decided_about_once,
            court: what_a_list_leaves_out_is_gone_until_it_is_listed_again,
            court: loadings_and_faults_are_kept,
            court: a_day_is_paged_in_the_order_of_the_list,
            court: what_is_nobodys_goes_and_leaves_nothing,
            court: many_descriptions_find_whom_they_may_fit,
            gate: lists_show_exactly_whom_the_gate_lets_one_know_of,
            ledger: looks_are_grouped_acknowledged_and_read_newest_first,
            ledger: looks_of_one_millisecond_are_paged_without_gap_or_repeat,
            ledger: a_look_in_a_transaction_goes_with_it,
            ledger: looks_that_cannot_be_written_are_not_acknowledged,
            meetings: a_row_that_disagrees_with_its_facts_is_refused_but_where_others_may_have_come_between,
            meetings: a_meeting_is_read_as_it_was_written,
            meetings: goals_keep_what_each_voice_said,
            meetings: actions_are_carried_and_end_once,
            orders: an_order_round_trips_with_all_that_is_kept_about_it,
            orders: an_orders_course_is_kept_and_replayed,
            orders: a_transferred_order_is_the_other_agencys_with_its_history,
            orders: a_requirement_takes_its_steps_and_a_stale_one_is_refused,
            orders: failures_are_kept_replayed_and_told_once_for_an_appointment,
            orders: an_agency_is_told_of_the_end_once_and_acknowledges_once,
            orders: what_has_not_begun_is_listed_and_counted_as_of_a_day,
            orders: the_law_is_there_from_the_first_day,
            past: what_is_kept_with_dates_says_what_a_standing_of_now_says,
            past: past_reads_come_person_by_person_whole_and_once,
            pathway: an_appointment_is_kept_with_the_one_fact_that_ends_it,
            pathway: a_corrected_outcome_is_kept_beside_the_wrong_one_and_written_once,
            pathway: a_day_is_listed_for_somebody_or_some_place_as_far_as_people_may_be_known,
            pathway: feedback_is_kept_once_and_its_words_lie_under_treatment,
            pathway: a_pathway_is_kept_in_versions_and_its_reviews_are_held_once,
            pathway: courses_tell_dates_and_reasons_and_nobodys_name,
            lists: a_list_of_one_record_ends_at_its_limit_with_the_newest,
            second_review: pairs_that_somebody_else_is_asked_about_are_listed_and_counted_for_who_may_decide,
            people: what_was_decided_about_two_records_is_kept_once_and_read_from_both,
            people: a_moved_note_is_read_where_it_stands_now_and_moved_once,
            people: every_part_of_a_person_round_trips_sealed,
            people: a_stale_version_changes_nothing,
            people: a_former_name_and_a_new_number_are_found_after_an_edit,
            people: pages_of_a_search_show_each_person_once,
            likenesses: what_binds_people_is_told_once_as_far_as_the_filter_shows_them,
            likenesses: the_search_remembers_how_far_it_came_and_by_which_figure,
            people: every_word_must_be_found,
            postcodes: recorded_postcodes_are_found_by_their_beginning_as_far_as_the_filter_shows_the_people,
            people: the_same_number_twice_is_no_refusal,
            people: a_transaction_that_is_dropped_leaves_nothing,
            people: a_character_that_postgresql_cannot_keep_refuses_nothing,
            people: an_empty_filter_shows_nobody,
            people: a_caseload_is_paged_in_order,
            people: notes_of_one_millisecond_are_paged_without_gap_or_repeat,
            people: newest_needs_and_flags_in_force_are_told,
            referrals: replaying_the_facts_gives_the_same_state_as_the_events,
            referrals: a_fact_after_another_version_is_refused,
            referrals: an_inbox_is_paged_by_limit_and_state,
            repeat_contacts: contacts_lie_under_the_seal_of_what_tells_them_and_within_the_window,
            repeat_contacts: records_are_the_same_through_others_until_a_decision_is_taken_back,
            repeat_contacts: an_agencys_people_are_paged_as_far_as_the_filter_shows_them,
            replay: tables_that_are_lost_are_rebuilt_from_the_log,
            screening: an_audit_round_trips_and_its_answers_open_only_in_full,
            screening: a_consent_replays_and_a_stale_step_is_refused,
            screening: a_refusal_names_nobody_and_an_entry_has_one_contact,
            screening: the_funnel_counts_attendances_and_persons_apart,
            screening: a_screening_round_trips_with_its_recommendation_and_the_last_outcome,
            screening: an_entry_and_both_parts_go_to_whom_it_was_sent,
            screening: an_alert_waits_for_each_until_it_is_read,
            screening: who_is_known_is_found_by_number_or_by_birth_and_name,
            screening: what_was_found_and_agreed_is_append_only,
            summaries: the_law_of_rehabilitation_is_there_and_gives_the_vectors,
            scores: a_score_is_kept_with_what_was_put_in_and_never_changed,
            summaries: a_conviction_is_kept_replayed_and_a_stale_step_is_refused,
            summaries: a_summary_keeps_its_exact_text_and_takes_its_steps,
            summaries: templates_are_dated_and_bodies_belong_to_their_agency,
            summaries: applications_and_what_came_of_summaries_are_counted_for_whom_the_filter_shows,
            sweep: what_is_outdated_goes_and_the_rest_stays,
            together: writers_at_the_same_moment_each_keep_their_own,
            together: a_write_that_is_kept_fails_at_the_end_and_only_its_own_transaction,
            together: a_read_sees_the_writes_before_it,
            together: after_a_failure_nothing_more_is_written,
            together: a_key_reserved_at_the_same_moment_makes_once,
            together: a_writer_that_is_stopped_anywhere_leaves_all_or_nothing,
            statements: every_statement_prepares,
            statements: a_newer_database_is_refused,
            statements: a_changed_migration_is_refused,
            statements: opening_twice_changes_nothing,
            statements: an_installation_is_marked_once,
        }
    };
}

/// One asynchronous test for each name.
#[macro_export]
macro_rules! contract_tests {
    ($open:path; $($module:ident: $name:ident,)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            let fresh = $open().await;
            contract::$module::$name(&fresh).await;
            fresh.done().await;
        }
    )+};
}
