//! Routes that show figures or lists of conduct, by everybody who may ask for them: coordinators and analysts, who may know of
//! nobody, system administrators, leads and managers. Compared in two towns, never counted.

use super::table::{Row, Way, Who};
use crate::town::Part;
use Verb::Get;
use Way::Open;
use Who::{Program, Seat};
use web::{
    Verb,
    paths::{self, api},
};

const COORDINATOR: Who = Seat(Part::Coordinator);
const ANALYST: Who = Seat(Part::Analyst);
const SYSTEM: Who = Seat(Part::System);
const MANAGER: Who = Seat(Part::Manager);
/// Replayed against what is in force, which every agency keeps: its readers are everybody's.
const INTERIM_REPLAY: &str = "/agreements/00000000-0000-0000-0000-000000000001/replay";
const API_INTERIM_REPLAY: &str = "/api/v1/agreements/00000000-0000-0000-0000-000000000001/replay";

/// The rows; their numbers of statements are not looked at.
pub const FIGURES: &[Row] = &[
    Row(Get, paths::MY_WORK, COORDINATOR, Open(""), 0),
    Row(Get, paths::PATHWAYS, COORDINATOR, Open(""), 0),
    Row(Get, paths::PATHWAY, COORDINATOR, Open(""), 0),
    Row(Get, paths::PATHWAY, MANAGER, Open(""), 0),
    Row(Get, paths::PATHWAY, Seat(Part::Officer), Open(""), 0),
    Row(Get, paths::PATHWAY, Seat(Part::TreatmentManager), Open(""), 0),
    Row(Get, paths::PATHWAY_REVIEW, COORDINATOR, Open(""), 0),
    Row(Get, api::PATHWAY, Program(Part::Coordinator), Open(""), 0),
    Row(Get, paths::AGREEMENTS, COORDINATOR, Open(""), 0),
    Row(Get, paths::AGREEMENT, COORDINATOR, Open(""), 0),
    Row(Get, paths::AGREEMENT_FINDINGS, COORDINATOR, Open(""), 0),
    Row(Get, paths::AGREEMENT_MATRIX, COORDINATOR, Open(""), 0),
    Row(Get, paths::AGREEMENT_MATRIX, ANALYST, Open(""), 0),
    Row(Get, paths::AGREEMENT_MATRIX, SYSTEM, Open(""), 0),
    Row(Get, api::AGREEMENTS, Program(Part::Coordinator), Open(""), 0),
    Row(Get, api::AGREEMENT_FINDINGS, Program(Part::Coordinator), Open(""), 0),
    Row(Get, api::AGREEMENT_MATRIX, Program(Part::Analyst), Open(""), 0),
    Row(Get, INTERIM_REPLAY, Seat(Part::Lead), Open(""), 0),
    Row(Get, INTERIM_REPLAY, Seat(Part::TreatmentLead), Open(""), 0),
    Row(Get, INTERIM_REPLAY, Seat(Part::CouncilLead), Open(""), 0),
    Row(Get, API_INTERIM_REPLAY, Program(Part::Lead), Open(""), 0),
    Row(Get, paths::LOOK_REVIEWS, Seat(Part::Lead), Open(""), 0),
    Row(Get, paths::LOOK_REVIEWS, Seat(Part::TreatmentLead), Open(""), 0),
    Row(Get, api::LOOK_REVIEWS, Program(Part::Lead), Open(""), 0),
    Row(Get, paths::LATE_STARTS, MANAGER, Open(""), 0),
    Row(Get, api::LATE_STARTS, Program(Part::Manager), Open(""), 0),
    Row(Get, paths::SUMMARY_FIGURES, MANAGER, Open(""), 0),
    Row(Get, paths::FUNNEL, Seat(Part::LiaisonManager), Open(""), 0),
    Row(Get, paths::RETENTION, Seat(Part::Lead), Open(""), 0),
    Row(Get, paths::MISTAKES, Seat(Part::Lead), Open(""), 0),
    Row(Get, paths::EMERGENCIES, Seat(Part::Lead), Open(""), 0),
    Row(Get, paths::TEAM, MANAGER, Open(""), 0),
    Row(Get, paths::REPEAT_CONTACTS, MANAGER, Open("?whose=agency&agencies=1&contacts=1"), 0),
    Row(
        Get,
        api::REPEAT_CONTACTS,
        Program(Part::TreatmentManager),
        Open("?whose=agency&agencies=1&contacts=1"),
        0,
    ),
    Row(Get, paths::REPEAT_CONTACTS, Seat(Part::Worker), Open("?agencies=1&contacts=1"), 0),
];
