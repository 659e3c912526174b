//! One text, two databases: statements, their parameters and their rows.
//!
//! A statement is written once with `$1` parameters. Where the two databases have no common words, [`Sql`] holds both
//! texts, made from the same literal by the macros of [`crate::dialect`]. Parameters and rows are closed lists of types, so
//! that repositories are ordinary functions without type parameters.
//!
//! A limit that is a parameter is written `limit $1 + 0`. SQLite looks at a bare one when it plans, and so plans the whole
//! statement anew each time it is bound.

use app::ports::{StoreError, Stored};
use domain::{
    agency::AgencyKind,
    ids::{
        AccessRequestId, AccountId, ActionId, AgencyId, AgreementId, ApplicationId, AppointmentId, AuditId,
        CaseHandoverId, ConsentId, ConvictionId, CorrectionId, CourtEntryId, CourtFeedId, DepartureId,
        DisclosureId, DisposalId, DraftId, DutyId, EventId, FailureId, FeedbackId, FirstContactId, GoalId,
        HoldId, HubId, InvitationId, InvolvementId, JobId, LedgerId, ListingId, MeetingId, MistakeId, NeedId,
        NoteId, NoticeId, OpeningId, OrderId, PartnershipId, PersonId, PieceId, PlanViewId, ProtocolId,
        ProvisionId, QuestionId, RecipientId, RecommendationId, ReferralId, RemarkId, RequirementId,
        RiskFlagId, ScoreId, ScreeningId, SecondmentId, ServiceId, SessionId, SiteId, StrandId, SummaryId,
        TokenId, WayInId, WillingnessId,
    },
    text::{Line, Prose},
};
use jiff::{Timestamp, civil::Date};
use sqlx::{Decode, Postgres, Row as _, Sqlite, Type, ValueRef as _, postgres::PgRow, sqlite::SqliteRow};
use uuid::Uuid;

/// A statement in the words of each database; mostly the same words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sql {
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

impl Sql {
    /// A statement that both databases take as it is.
    pub(crate) const fn same(text: &'static str) -> Self {
        Self { sqlite: text, postgres: text }
    }
}

/// A statement that only reads, with its parameters.
#[derive(Debug, Clone)]
pub(crate) struct Read {
    pub(crate) sql: Sql,
    pub(crate) args: Vec<Arg>,
}

impl Read {
    pub(crate) const fn new(sql: Sql, args: Vec<Arg>) -> Self {
        Self { sql, args }
    }

    /// Whether this is the same question.
    pub(crate) fn asks(&self, sql: Sql, args: &[Arg]) -> bool {
        self.sql.sqlite == sql.sqlite && self.args == args
    }
}

/// Declares statements, and the list of them that a test prepares on both databases.
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$meta])* pub(crate) const $name: $crate::sql::Sql = $sql;)+
        /// Every statement of this module.
        pub(crate) const STATEMENTS: &[(&str, $crate::sql::Sql)] = &[$((stringify!($name), $name),)+];
    };
}

/// The parameters of one statement, in order.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::sql::Param::arg(&$value)),*] };
}

pub(crate) use {args, statements};

/// One parameter. `None` is a null of that type, since PostgreSQL wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Arg {
    Int(Option<i64>),
    Text(Option<String>),
    Id(Option<Uuid>),
    Bytes(Option<Vec<u8>>),
    /// A list of ids, for [`crate::dialect::by_ids`].
    Ids(Vec<Uuid>),
}

/// What can be a parameter.
pub(crate) trait Param {
    fn arg(&self) -> Arg;
    fn null() -> Arg;
}

impl<T: Param> Param for Option<T> {
    fn arg(&self) -> Arg {
        self.as_ref().map_or_else(T::null, T::arg)
    }
    fn null() -> Arg {
        T::null()
    }
}

impl<T: Param + ?Sized> Param for &T {
    fn arg(&self) -> Arg {
        (*self).arg()
    }
    fn null() -> Arg {
        T::null()
    }
}

macro_rules! params {
    ($($type:ty => $variant:ident, $value:ident => $expr:expr;)+) => {$(
        impl Param for $type {
            fn arg(&self) -> Arg {
                let $value = self;
                Arg::$variant(Some($expr))
            }
            fn null() -> Arg {
                Arg::$variant(None)
            }
        }
    )+};
}

params! {
    i64 => Int, v => *v;
    u32 => Int, v => i64::from(*v);
    u16 => Int, v => i64::from(*v);
    bool => Int, v => i64::from(*v);
    Timestamp => Int, v => v.as_millisecond();
    str => Text, v => without_nul(v);
    String => Text, v => without_nul(v);
    Line => Text, v => v.as_str().to_owned();
    Prose => Text, v => v.as_str().to_owned();
    Date => Text, v => v.to_string();
    [u8] => Bytes, v => v.to_vec();
    Vec<u8> => Bytes, v => v.clone();
    [u8; 32] => Bytes, v => v.to_vec();
    [u8; 16] => Bytes, v => v.to_vec();
    Uuid => Id, v => *v;
}

/// PostgreSQL keeps no NUL in a text and refuses one that has it; so that what was typed is never refused for that, neither
/// database is given any.
fn without_nul(text: &str) -> String {
    if text.contains('\0') { text.replace('\0', "") } else { text.to_owned() }
}

/// A row of either database.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// Its columns, read from the first on.
    pub(crate) const fn fields(&self) -> Fields<'_> {
        Fields { row: self, at: 0 }
    }

    fn get<T>(&self, at: usize) -> Stored<T>
    where
        T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>,
    {
        match self {
            Self::Sqlite(row) => row.try_get(at),
            Self::Postgres(row) => row.try_get(at),
        }
        .map_err(crate::error::stored)
    }

    fn is_null(&self, at: usize) -> Stored<bool> {
        match self {
            Self::Sqlite(row) => row.try_get_raw(at).map(|value| value.is_null()),
            Self::Postgres(row) => row.try_get_raw(at).map(|value| value.is_null()),
        }
        .map_err(crate::error::stored)
    }
}

/// Reads the columns of a row one after another.
pub(crate) struct Fields<'r> {
    row: &'r Row,
    at: usize,
}

impl Fields<'_> {
    /// The next column.
    pub(crate) fn next<T: Column>(&mut self) -> Stored<T> {
        let at = self.at;
        self.at += 1;
        T::read(self.row, at)
    }

    /// Passes over so many columns.
    pub(crate) const fn skip(&mut self, columns: usize) {
        self.at += columns;
    }

    /// The next column, or `None` where it is null.
    pub(crate) fn maybe<T: Column>(&mut self) -> Stored<Option<T>> {
        if self.row.is_null(self.at)? {
            self.at += 1;
            return Ok(None);
        }
        self.next().map(Some)
    }
}

/// What a column can become.
pub(crate) trait Column: Sized {
    fn read(row: &Row, at: usize) -> Stored<Self>;
}

macro_rules! plain {
    ($($type:ty),+) => {$(
        impl Column for $type {
            fn read(row: &Row, at: usize) -> Stored<Self> {
                row.get(at)
            }
        }
    )+};
}

plain!(i64, String, Uuid, Vec<u8>);

macro_rules! ids {
    ($($id:ident),+ $(,)?) => {$(
        impl Param for $id {
            fn arg(&self) -> Arg {
                Arg::Id(Some(self.0))
            }
            fn null() -> Arg {
                Arg::Id(None)
            }
        }

        impl Column for $id {
            fn read(row: &Row, at: usize) -> Stored<Self> {
                row.get(at).map(Self)
            }
        }
    )+};
}

ids!(
    AccessRequestId,
    AccountId,
    ActionId,
    AgencyId,
    AgreementId,
    ApplicationId,
    AppointmentId,
    AuditId,
    CaseHandoverId,
    ConsentId,
    ConvictionId,
    HubId,
    ListingId,
    PieceId,
    ProvisionId,
    PlanViewId,
    ScoreId,
    StrandId,
    CorrectionId,
    CourtEntryId,
    CourtFeedId,
    DisclosureId,
    DisposalId,
    DraftId,
    DutyId,
    EventId,
    FailureId,
    FeedbackId,
    FirstContactId,
    GoalId,
    HoldId,
    InvitationId,
    InvolvementId,
    JobId,
    LedgerId,
    MeetingId,
    MistakeId,
    DepartureId,
    NeedId,
    NoteId,
    NoticeId,
    OpeningId,
    OrderId,
    PartnershipId,
    PersonId,
    ProtocolId,
    QuestionId,
    RecipientId,
    RecommendationId,
    ReferralId,
    RemarkId,
    RequirementId,
    RiskFlagId,
    ScreeningId,
    SecondmentId,
    ServiceId,
    SessionId,
    SiteId,
    SummaryId,
    TokenId,
    WayInId,
    WillingnessId,
);

macro_rules! codes {
    ($($code:ty),+ $(,)?) => {$(
        impl Param for $code {
            fn arg(&self) -> Arg {
                Arg::Text(Some(self.code().to_owned()))
            }
            fn null() -> Arg {
                Arg::Text(None)
            }
        }

        impl Column for $code {
            fn read(row: &Row, at: usize) -> Stored<Self> {
                let code: String = row.get(at)?;
                Self::from_code(&code).map_err(|error| StoreError::unknown(stringify!($code), error))
            }
        }
    )+};
}

codes!(
    AgencyKind,
    domain::retention::RecordKind,
    domain::retention::CountsFrom,
    domain::retention::AfterPeriod,
    domain::retention::DisposalState,
    domain::mistake::MistakeState,
    domain::mistake::MistakeMove,
    app::events::EventKind,
    app::jobs::JobKind,
    domain::agreement::Move,
    domain::application::TurnedDownWhy,
    domain::appointment::AskedBy,
    domain::case_handover::HandoverMove,
    domain::case_handover::HandoverState,
    domain::appointment::Attendance,
    domain::appointment::NotHeld,
    domain::appointment::State,
    domain::appointment::Step,
    domain::feedback::Engagement,
    domain::feedback::Fit,
    domain::feedback::Progress,
    domain::feedback::Standard,
    domain::notice::NoticeKind,
    domain::protocol::Stage,
    domain::audit::Mode,
    domain::audit::Pregnancy,
    domain::consent::ConsentMove,
    domain::consent::ConsentState,
    domain::consent::ConsentTo,
    domain::consent::Manner,
    domain::recommendation::HearingOutcome,
    domain::recommendation::Proposal,
    domain::recommendation::ReportForm,
    domain::screening::AlcoholScreen,
    domain::screening::ContactState,
    domain::screening::NotAskedWhy,
    domain::screening::Setting,
    domain::screening::Suitability,
    domain::way_in::Door,
    app::exchange::court_list::FaultReason,
    domain::hearing::Decision,
    domain::hearing::Source,
    domain::hearing::Trigger,
    domain::conviction::Age,
    domain::conviction::ConvictionMove,
    domain::conviction::ConvictionState,
    domain::conviction::SentenceKind,
    domain::disclosure_summary::CameOfIt,
    domain::disclosure_summary::RecipientKind,
    domain::disclosure_summary::SummaryMove,
    domain::disclosure_summary::SummaryState,
    domain::disclosure_summary::Topic,
    domain::rehabilitation::CountsFrom,
    domain::rehabilitation::FigureCode,
    domain::rehabilitation::Use,
    domain::duty::Closing,
    domain::cadence::MeetingPoint,
    domain::duty::DutyKind,
    domain::meeting::MeetingKind,
    domain::meeting::MeetingMove,
    domain::meeting::MeetingState,
    domain::meeting::Party,
    domain::meeting::Progress,
    domain::involvement::InvolvementRole,
    domain::cadence::Trigger,
    domain::failure::FailureMove,
    domain::identity_review::ReviewState,
    domain::identity_review::Verdict,
    domain::failure::FailureState,
    domain::failure::Finding,
    domain::lead::Activity,
    domain::lead::LeadRole,
    domain::lead::Nation,
    domain::order_course::OrderMove,
    domain::order_course::OrderStage,
    domain::order_end::OutcomeAnswer,
    domain::order_end::OutcomeKind,
    domain::requirement::AppliesBy,
    domain::requirement::ConditionKind,
    domain::requirement::RequirementMove,
    domain::requirement::RequirementState,
    domain::timing::TimingCode,
    domain::timing::TimingUnit,
    domain::order::OrderKind,
    domain::order::Unit,
    domain::pathway::NeedLevel,
    domain::pathway::Pathway,
    domain::person::Gender,
    domain::person::IdentifierKind,
    domain::referral::Move,
    domain::referral::State,
    domain::access_request::AccessMove,
    domain::access_request::AccessState,
    domain::rectification::Corrected,
    domain::listing::ListingState,
    domain::casework::PieceKind,
    domain::provision::ProvisionKind,
    domain::provision::ProvisionState,
    domain::casework::PieceState,
    domain::plan::Topic,
    domain::plan::View,
    domain::reoffending_score::Predictor,
    domain::risk::RiskSource,
    domain::risk::RiskKind,
    domain::departure::DepartureReason,
    domain::departure::DepartureState,
    domain::departure::OpenWork,
    domain::secondment::SecondmentMove,
    domain::secondment::SecondmentState,
    domain::look_review::Sign,
    domain::look_review::Verdict,
    domain::section::Purpose,
    domain::section::Section,
    domain::one_off::DisclosureMove,
    domain::one_off::DisclosureState,
    domain::opening::OpeningKind,
    domain::opening::ReviewOutcome,
    domain::question::QuestionState,
    domain::restriction::BarReason,
    domain::restriction::LimitReason,
);

impl Column for bool {
    fn read(row: &Row, at: usize) -> Stored<Self> {
        row.get::<i64>(at).map(|value| value != 0)
    }
}

impl Column for u32 {
    fn read(row: &Row, at: usize) -> Stored<Self> {
        number(row, at)
    }
}

impl Column for u16 {
    fn read(row: &Row, at: usize) -> Stored<Self> {
        number(row, at)
    }
}

impl Column for u64 {
    fn read(row: &Row, at: usize) -> Stored<Self> {
        number(row, at)
    }
}

fn number<T: TryFrom<i64>>(row: &Row, at: usize) -> Stored<T> {
    T::try_from(row.get::<i64>(at)?).map_err(|_| StoreError::Corrupt("a number out of its range".to_owned()))
}

impl Column for Timestamp {
    fn read(row: &Row, at: usize) -> Stored<Self> {
        Self::from_millisecond(row.get(at)?)
            .map_err(|_| StoreError::Corrupt("an instant out of range".to_owned()))
    }
}

impl Column for Date {
    fn read(row: &Row, at: usize) -> Stored<Self> {
        row.get::<String>(at)?.parse().map_err(|_| StoreError::Corrupt("a day that is none".to_owned()))
    }
}

impl Column for Line {
    fn read(row: &Row, at: usize) -> Stored<Self> {
        Self::new(&row.get::<String>(at)?).map_err(|error| StoreError::unknown("a line of text", error))
    }
}

impl Column for Prose {
    fn read(row: &Row, at: usize) -> Stored<Self> {
        Self::new(&row.get::<String>(at)?).map_err(|error| StoreError::unknown("a text", error))
    }
}

impl<const N: usize> Column for [u8; N] {
    fn read(row: &Row, at: usize) -> Stored<Self> {
        let bytes: Vec<u8> = row.get(at)?;
        Self::try_from(bytes).map_err(|_| StoreError::Corrupt("a hash of another length".to_owned()))
    }
}
