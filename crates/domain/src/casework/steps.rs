//! Which kinds of casework there are, and which steps each takes.

use super::{Field, carer, compact, conference, intensive, nuisance, outreach, pathway, protection, release};
use crate::{
    section::Section,
    step::{Deadline, Reach, Step, as_declared, steps},
    timing::TimingCode,
};

steps! {
    /// What a piece of casework is.
    PieceKind,
    /// A step of a piece. Each belongs to one kind, and the first of a kind begins a piece.
    PieceStep;
    Compact = "agreement", "Agreement with the person" {
        CompactDraft = "agreement_draft", "Write an agreement", compact::WORDING;
        CompactWord = "agreement_word", "Change the wording", compact::WORDING, Stands;
        CompactSign = "agreement_sign", "Record the signatures", compact::SIGNING, Stands;
        CompactDeparture = "agreement_departure", "Record that something was not kept", compact::DEPARTURE, Happened;
        CompactReview = "agreement_review", "Record a review", compact::REVIEW, Happened;
        CompactOutside = "agreement_outside", "Log a councillor or the media", compact::OUTSIDE, Happened;
        CompactEnd = "agreement_end", "End the agreement", compact::END, Happened;
    }
    Way = "opd_pathway", "Personality disorder pathway" {
        WayScreen = "opd_screen", "Record a screen for the pathway", pathway::SCREEN;
        WayFormulate = "opd_formulate", "Record a formulation", pathway::FORMULATION, Stands;
        WayPlan = "opd_plan", "Record the plan of the pathway", pathway::PLAN, Stands;
        WayEnd = "opd_end", "End the pathway", pathway::END, Happened;
    }
    Release = "release", "Release from prison" {
        ReleaseBegin = "release_begin", "Prepare a release", release::RELEASE;
        ReleaseBook = "release_book", "Record the first appointment", release::APPOINTMENT, Stands;
        ReleaseBed = "release_bed", "Record where they sleep", release::BED, Stands;
        ReleaseGate = "release_gate", "Record who meets them at the gate", release::GATE, Stands;
        ReleaseHours = "release_hours", "Plan the first 48 hours", release::HOURS, Stands;
        ReleaseMeet = "release_meet", "Record the meeting before release", release::MEETING, Happened;
        ReleaseMove = "release_move", "Change the day of release", release::DAY, Stands;
        ReleaseLead = "release_lead", "Change who leads", release::LEAD, Stands;
        ReleaseDone = "release_done", "Record the release", release::RELEASED, Happened;
    }
    ReleaseHealth = "release_health", "Health on release" {
        ReleaseHealthBegin = "release_health_begin", "Prepare health on release", release::HEALTH;
        ReleaseHealthChange = "release_health_change", "Change what is prepared", release::HEALTH, Stands;
        ReleaseHealthSettle = "release_health_settle", "Record that it is settled", release::SETTLED, Happened;
    }
    Restorative = "restorative", "Restorative conference" {
        RestorativeBegin = "restorative_begin", "Prepare a restorative conference", conference::BEGIN;
        RestorativeWilling = "restorative_willing", "Record who is willing", conference::RESTORATIVE_WILLING, Happened;
        RestorativeSet = "restorative_set", "Give it a day", conference::SET, Stands;
        RestorativeHeld = "restorative_held", "Record the conference", conference::HELD, Happened;
        RestorativeEnd = "restorative_end", "End it without a conference", conference::END, Happened;
    }
    FamilyConference = "family_conference", "Family conference" {
        FamilyBegin = "family_begin", "Prepare a family conference", conference::BEGIN;
        FamilyWilling = "family_willing", "Record who comes", conference::FAMILY_WILLING, Happened;
        FamilySet = "family_set", "Give the conference a day", conference::SET, Stands;
        FamilyHeld = "family_held", "Record the family conference", conference::HELD, Happened;
        FamilyEnd = "family_end", "End it without a family conference", conference::END, Happened;
    }
    Protection = "protection", "Public protection meeting" {
        ProtectionBegin = "protection_begin", "Call a public protection meeting", protection::BEGIN;
        ProtectionStatement = "protection_statement", "Attach the person’s own statement", protection::STATEMENT, Happened;
        ProtectionMove = "protection_move", "Change its day or place", protection::MOVE, Stands;
        ProtectionHeld = "protection_held", "Record what was decided", protection::HELD, Stands;
        ProtectionAction = "protection_action", "Agree an action", protection::ACTION, Happened;
        ProtectionDone = "protection_done", "Record what came of an action", protection::DONE, Happened;
        ProtectionEnd = "protection_end", "End the public protection meeting", protection::END, Happened;
    }
    Carer = "carer", "Carer or relative" {
        CarerBegin = "carer_begin", "Add a carer or relative", carer::BEGIN;
        CarerJoined = "carer_joined", "Record what they took part in", carer::JOINED, Happened;
        CarerWithdrawn = "carer_withdrawn", "Record that it is no longer permitted", carer::WITHDRAWN, Happened;
    }
    Hospital = "hospital", "Police and emergency department" {
        HospitalArrived = "hospital_arrived", "Record a handover to an emergency department", nuisance::ARRIVED;
        HospitalLeft = "hospital_left", "Record when it ended", nuisance::LEFT, Stands;
    }
    Nuisance = "nuisance", "Anti-social behaviour" {
        NuisanceSeen = "nuisance_seen", "Begin a case of anti-social behaviour", nuisance::CASE;
        NuisanceScreen = "nuisance_screen", "Record a screen", nuisance::SCREENED, Stands;
        NuisanceAdvise = "nuisance_advise", "Record advice", nuisance::ADVISED, Stands;
        NuisanceRefer = "nuisance_refer", "Record a referral", nuisance::REFERRED, Stands;
        NuisanceClose = "nuisance_close", "Close the case", nuisance::CLOSED, Stands;
    }
    Intensive = "intensive", "Intensive alternative to custody" {
        IntensiveBegin = "intensive_begin", "Begin an intensive alternative to custody", intensive::BEGIN;
        IntensiveAttended = "intensive_attended", "Record a session of a strand", intensive::ATTENDED, Happened;
        IntensiveProvider = "intensive_provider", "Change who provides a strand", intensive::PROVIDER, Happened;
        IntensiveEnd = "intensive_end", "End the intensive alternative", intensive::END, Happened;
    }
    Outreach = "outreach", "Outreach" {
        OutreachBegin = "outreach_begin", "Begin outreach", outreach::BEGIN;
        OutreachTry = "outreach_try", "Record an attempt", outreach::TRY, Happened;
        OutreachEnd = "outreach_end", "End the outreach", outreach::END, Happened;
    }
    CareOutreach = "care_outreach", "Outreach of a treatment service" {
        CareBegin = "care_outreach_begin", "Begin outreach of a treatment service", outreach::BEGIN;
        CareTry = "care_outreach_try", "Record an attempt of the service", outreach::TRY, Happened;
        CareEnd = "care_outreach_end", "End the outreach of the service", outreach::END, Happened;
    }
    Silence = "silence", "Several services have lost touch" {
        SilenceRaised = "silence_raised", "Several services have lost touch", outreach::RAISED;
        SilenceHeard = "silence_heard", "Record that they were reached", outreach::HEARD, Happened;
        SilenceTried = "silence_tried", "Record what was tried", outreach::TRIED, Happened;
        SilenceClosed = "silence_closed", "Close it: nothing more is tried", outreach::CLOSED, Happened;
    }
}

impl PieceKind {
    /// The section of the record in which it lies.
    pub const fn section(self) -> Section {
        match self {
            Self::Compact | Self::Release | Self::Outreach => Section::Plan,
            Self::Way | Self::Hospital => Section::MentalHealth,
            Self::ReleaseHealth => Section::Treatment,
            Self::Restorative | Self::Protection => Section::Safeguarding,
            Self::FamilyConference | Self::Carer => Section::Family,
            Self::Nuisance | Self::CareOutreach => Section::Substance,
            Self::Intensive | Self::Silence => Section::Compliance,
        }
    }

    /// What whoever reads or begins one must know of it.
    pub const fn note(self) -> &'static str {
        match self {
            Self::Compact => {
                "An order, a licence, a tenancy and the terms of a job stand above this agreement. What is not kept is talked \
                 over: it is never a breach of an order by itself."
            }
            Self::Way => {
                "A screen says whom to look at more closely. It is not a diagnosis, and decides nothing."
            }
            Self::Release => {
                "Short sentences are prepared like long ones. Nothing here asks whether somebody drinks or takes drugs: write \
                 of that in Health on release."
            }
            Self::ReleaseHealth => "This is read by those who may read treatment content.",
            Self::Restorative => {
                "Whoever was harmed is not named here. Nobody outside your agency is told that this exists."
            }
            Self::FamilyConference => {
                "It is held apart from any restorative conference: whoever was harmed is not asked to it."
            }
            Self::Protection => {
                "Nobody is told that there is such a meeting who may not read safeguarding. Whoever a MARAC is about is not told \
                 of it either. The person’s own statement to a meeting is kept as it was given."
            }
            Self::Carer => {
                "Nobody is added without the person’s permission. Tell them no more than the person permits."
            }
            Self::Hospital => "Agree the risk with whoever takes over, before you leave.",
            Self::Nuisance => "A screen, advice and help first: most of this need never come to court.",
            Self::Intensive => "Four strands, each with its provider. Sessions are recorded by strand.",
            Self::Outreach => {
                "Go to them, and again. Whoever is not reached is tried on a day that is set. If several services lose touch, \
                 whoever leads is told that they do, and never which."
            }
            Self::CareOutreach => {
                "For services whose name says what somebody is treated for: this is read by those who may read of alcohol and \
                 drugs. If several services lose touch, whoever leads is told that they do, and never which."
            }
            Self::Silence => {
                "Several services have not reached them lately. Which is not said, and nothing is held against anybody by it. Go \
                 to them: ask how they are."
            }
        }
    }

    /// Whether somebody begins one by hand; another begins by itself.
    pub const fn is_begun_by_hand(self) -> bool {
        !matches!(self, Self::Silence)
    }

    /// Whether the person is given it on paper.
    pub const fn is_given_on_paper(self) -> bool {
        matches!(self, Self::Compact | Self::Release)
    }
}

impl Step for PieceStep {
    as_declared!();

    fn deadline(self) -> Option<Deadline> {
        match self {
            Self::CompactDeparture => Some(Deadline {
                name: "review_by",
                rule: TimingCode::CompactReview,
                from: None,
                reach: Reach::After,
            }),
            Self::WayScreen => Some(Deadline {
                name: "formulate_by",
                rule: TimingCode::Formulation,
                from: Some("screened"),
                reach: Reach::After,
            }),
            Self::ReleaseBegin | Self::ReleaseMove => Some(Deadline {
                name: "book_by",
                rule: TimingCode::ReleaseAppointment,
                from: Some("release"),
                reach: Reach::Before,
            }),
            Self::SilenceRaised => Some(Deadline {
                name: "reach_by",
                rule: TimingCode::SilenceAnswer,
                from: Some("noticed"),
                reach: Reach::After,
            }),
            _ => None,
        }
    }
}
