//! One transaction as the ports see it. Each method is one call into the module of its noun; a noun with a port of its own
//! implements it in its module.

use crate::{
    account, agency, ahead, desk, event, involvement, job, ledger, link::Link, need, note, opening, order,
    person, referral, risk, search, service, session, standing,
};
use app::{
    events::{NewEvent, TimelineEvent},
    ledger::{LedgerRow, Look},
    ports::{
        Accounts, AgencyLine, Ahead, AtPostcode, Cases, Credentials, Draft, Ground, GroundQuery, Idempotent,
        InboxQuery, Invitation, Job, Listed, NewAccount, NewInvitation, NewJob, NewNotice, NewSession,
        NewToken, Notice, People, Place, PostcodeQuery, Referrals, SearchQuery, SessionLine, Stored,
        Throttle, TokenLine, Tx,
    },
};
use async_trait::async_trait;
use domain::{
    account::{Account, Email},
    agency::Agency,
    ids::{
        AccountId, AgencyId, EventId, InvitationId, JobId, NoteId, NoticeId, PersonId, ReferralId, ServiceId,
        SessionId, TokenId,
    },
    involvement::Involvement,
    note::{Note, NoteMove},
    order::Order,
    pathway::{Need, Pathway},
    person::{Communication, Contact, Identity},
    referral::{Fact, OwnAnswer, Referral, Request},
    risk::RiskFlag,
    role::Roles,
    service::Service,
    stamp::Stamp,
};
use gate::{Circumstances, ListFilter, Sealed, Standing, Viewer};
use jiff::{Timestamp, civil::Date};
use std::collections::HashMap;
use uuid::Uuid;

/// An open transaction.
pub(crate) struct StoreTx {
    pub(crate) link: Link,
}

impl StoreTx {
    pub(crate) const fn new(link: Link) -> Self {
        Self { link }
    }
}

#[async_trait]
impl Tx for StoreTx {
    async fn commit(self: Box<Self>) -> Stored<()> {
        self.link.commit().await
    }

    async fn end(self: Box<Self>) -> Stored<()> {
        self.link.commit().await
    }

    async fn ahead(&mut self, readings: &[Ahead<'_>]) -> Stored<()> {
        self.link.ahead(readings.iter().flat_map(ahead::reads).collect()).await
    }

    async fn append_events(&mut self, events: Vec<NewEvent>) -> Stored<()> {
        event::append(&mut self.link, &events).await
    }

    async fn timeline(
        &mut self,
        person: PersonId,
        before: Option<EventId>,
        limit: u32,
    ) -> Stored<Vec<(EventId, Sealed<TimelineEvent>)>> {
        event::timeline(&mut self.link, person, before, limit).await
    }

    async fn record_look(&mut self, row: &LedgerRow) -> Stored<()> {
        ledger::insert(&mut self.link, &[row]).await
    }

    async fn looks(&mut self, person: PersonId, before: Option<Place>, limit: u32) -> Stored<Vec<Look>> {
        ledger::looks(&mut self.link, person, before, limit).await
    }
}

#[async_trait]
impl People for StoreTx {
    async fn standings(
        &mut self,
        viewer: &Viewer,
        people: &[PersonId],
        today: Date,
    ) -> Stored<Vec<Standing>> {
        standing::standings(&mut self.link, viewer, people, today).await
    }

    async fn circumstances(
        &mut self,
        viewer: &Viewer,
        people: &[PersonId],
        watched: &[String],
        today: Date,
        at: Timestamp,
    ) -> Stored<HashMap<PersonId, Circumstances>> {
        opening::circumstances(&mut self.link, viewer, people, watched, today, at).await
    }

    async fn create_person(&mut self, identity: &Identity, at: Timestamp) -> Stored<bool> {
        person::create(&mut self.link, identity, at).await
    }

    async fn identities(&mut self, people: &[PersonId]) -> Stored<Vec<Sealed<Identity>>> {
        person::identities(&mut self.link, people).await
    }

    async fn update_identity(&mut self, seen: i64, identity: &Identity) -> Stored<bool> {
        person::update(&mut self.link, seen, identity).await
    }

    async fn contacts(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Contact>>> {
        person::contacts(&mut self.link, person, limit).await
    }

    async fn put_contact(&mut self, contact: &Contact, at: Timestamp) -> Stored<()> {
        person::CONTACT.later(&mut self.link, person::contact_args(contact, at)).await
    }

    async fn communication(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Communication>>> {
        person::communication(&mut self.link, person, limit).await
    }

    async fn search(
        &mut self,
        filter: &ListFilter,
        query: &SearchQuery,
        today: Date,
    ) -> Stored<Vec<(String, Listed)>> {
        search::search(&mut self.link, filter, query, today).await
    }

    async fn search_postcode(
        &mut self,
        filter: &ListFilter,
        query: &PostcodeQuery,
        today: Date,
    ) -> Stored<Vec<AtPostcode>> {
        search::search_postcode(&mut self.link, filter, query, today).await
    }

    async fn caseload(
        &mut self,
        filter: &ListFilter,
        account: AccountId,
        after: Option<PersonId>,
        limit: u32,
        today: Date,
    ) -> Stored<(Vec<Listed>, u64)> {
        person::caseload(&mut self.link, filter, account, after, limit, today).await
    }

    async fn listed(&mut self, viewer: &Viewer, people: &[PersonId], today: Date) -> Stored<Vec<Listed>> {
        person::listed(&mut self.link, viewer, people, today).await
    }

    async fn orders(&mut self, people: &[PersonId], limit: u32) -> Stored<Vec<Sealed<Order>>> {
        order::orders(&mut self.link, people, limit).await
    }

    async fn needs(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Need>>> {
        need::needs(&mut self.link, person, limit).await
    }

    async fn risk_flags(
        &mut self,
        people: &[PersonId],
        today: Date,
        limit: u32,
    ) -> Stored<Vec<Sealed<RiskFlag>>> {
        risk::risk_flags(&mut self.link, people, today, limit).await
    }

    async fn notes(
        &mut self,
        person: PersonId,
        before: Option<Place>,
        limit: u32,
    ) -> Stored<Vec<(Place, Sealed<Note>)>> {
        note::notes(&mut self.link, person, before, limit).await
    }

    async fn add_note(&mut self, note: &Note) -> Stored<()> {
        note::NOTE.later(&mut self.link, note::note_args(note)).await
    }

    async fn note(&mut self, person: PersonId, id: NoteId) -> Stored<Option<Sealed<Note>>> {
        note::one(&mut self.link, person, id).await
    }

    async fn move_note(&mut self, moved: &NoteMove, now: &Note) -> Stored<bool> {
        note::shift(&mut self.link, moved, now).await
    }

    async fn moved_notes(&mut self, person: PersonId, limit: u32) -> Stored<Vec<NoteId>> {
        note::moved(&mut self.link, person, limit).await
    }

    async fn involvements(
        &mut self,
        person: PersonId,
        today: Date,
        limit: u32,
    ) -> Stored<Vec<Sealed<Involvement>>> {
        involvement::involvements(&mut self.link, person, today, limit).await
    }

    async fn add_involvement(&mut self, involvement: &Involvement) -> Stored<()> {
        involvement::add(&mut self.link, involvement, None).await
    }
}

#[async_trait]
impl Referrals for StoreTx {
    async fn services(&mut self, pathway: Option<Pathway>, limit: u32) -> Stored<Vec<Service>> {
        service::services(&mut self.link, pathway, limit).await
    }

    async fn service(&mut self, id: ServiceId) -> Stored<Option<Service>> {
        service::one(&mut self.link, id).await
    }

    async fn ground(&mut self, viewer: &Viewer, asked: &GroundQuery, today: Date) -> Stored<Ground> {
        referral::ground(&mut self.link, viewer, asked, today).await
    }

    async fn insert_referral(&mut self, request: &Request, stamp: &Stamp, fact: &Fact) -> Stored<()> {
        referral::insert(&mut self.link, request, stamp, fact).await
    }

    async fn append_fact(&mut self, one: &Referral, answer_by: Date) -> Stored<bool> {
        referral::append(&mut self.link, one, answer_by).await
    }

    async fn referral(&mut self, id: ReferralId) -> Stored<Option<Sealed<Referral>>> {
        referral::one(&mut self.link, id).await
    }

    async fn referrals_of(&mut self, person: PersonId, limit: u32) -> Stored<Vec<Sealed<Referral>>> {
        referral::of_person(&mut self.link, person, limit).await
    }

    async fn inbox(
        &mut self,
        filter: &ListFilter,
        query: &InboxQuery,
        today: Date,
    ) -> Stored<Vec<Sealed<Referral>>> {
        referral::inbox(&mut self.link, filter, query, today).await
    }

    async fn inbox_size(&mut self, filter: &ListFilter, today: Date, most: u32) -> Stored<u64> {
        referral::inbox_size(&mut self.link, filter, today, most).await
    }

    async fn answered(
        &mut self,
        viewer: &Viewer,
        after: Option<(Date, ReferralId)>,
        limit: u32,
        today: Date,
    ) -> Stored<Vec<((Date, ReferralId), Sealed<OwnAnswer>)>> {
        referral::answered(&mut self.link, viewer, after, limit, today).await
    }

    async fn awaiting(
        &mut self,
        filter: &ListFilter,
        account: AccountId,
        after: Option<(Date, ReferralId)>,
        limit: u32,
        today: Date,
    ) -> Stored<Vec<Sealed<Referral>>> {
        referral::awaiting(&mut self.link, filter, account, after, limit, today).await
    }

    async fn names(&mut self, ids: &[Uuid]) -> Stored<Vec<(Uuid, String)>> {
        service::names(&mut self.link, ids).await
    }
}

#[async_trait]
impl Accounts for StoreTx {
    async fn credentials(&mut self, email: &Email) -> Stored<Option<Credentials>> {
        account::by_email(&mut self.link, email).await
    }

    async fn credentials_of(&mut self, account: AccountId) -> Stored<Option<Credentials>> {
        account::by_id(&mut self.link, account).await
    }

    async fn throttle(&mut self, key: &[u8; 32]) -> Stored<Option<Throttle>> {
        account::throttle(&mut self.link, key).await
    }

    async fn set_throttle(&mut self, key: &[u8; 32], throttle: Option<Throttle>) -> Stored<()> {
        account::set_throttle(&mut self.link, key, throttle).await
    }

    async fn insert_session(&mut self, session: &NewSession) -> Stored<()> {
        session::insert(&mut self.link, session).await
    }

    async fn count_failed_code(&mut self, session: SessionId) -> Stored<i64> {
        session::count_failed_code(&mut self.link, session).await
    }

    async fn end_session(&mut self, account: AccountId, session: SessionId, at: Timestamp) -> Stored<bool> {
        session::end_one(&mut self.link, account, session, at).await
    }

    async fn end_sessions(
        &mut self,
        account: AccountId,
        keep: Option<SessionId>,
        at: Timestamp,
    ) -> Stored<u64> {
        session::end_others(&mut self.link, account, keep, at).await
    }

    async fn sessions(&mut self, account: AccountId, limit: u32) -> Stored<Vec<SessionLine>> {
        session::open(&mut self.link, account, limit).await
    }

    async fn use_totp_step(&mut self, account: AccountId, step: i64) -> Stored<bool> {
        account::use_totp_step(&mut self.link, account, step).await
    }

    async fn use_recovery_code(
        &mut self,
        account: AccountId,
        hash: &[u8; 32],
        at: Timestamp,
    ) -> Stored<bool> {
        account::use_recovery_code(&mut self.link, account, hash, at).await
    }

    async fn set_recovery_codes(&mut self, account: AccountId, hashes: &[[u8; 32]]) -> Stored<()> {
        account::set_recovery_codes(&mut self.link, account, hashes).await
    }

    async fn set_password(&mut self, account: AccountId, hash: &str) -> Stored<()> {
        account::set_password(&mut self.link, account, hash).await
    }

    async fn set_totp(&mut self, account: AccountId, sealed: &[u8]) -> Stored<()> {
        account::set_totp(&mut self.link, account, sealed).await
    }

    async fn insert_account(&mut self, account: &NewAccount, at: Timestamp) -> Stored<bool> {
        account::insert(&mut self.link, account, at).await
    }

    async fn account(&mut self, agency: AgencyId, id: AccountId) -> Stored<Option<Account>> {
        account::one(&mut self.link, agency, id).await
    }

    async fn accounts(
        &mut self,
        agency: AgencyId,
        after: Option<(String, AccountId)>,
        limit: u32,
    ) -> Stored<Vec<Account>> {
        account::of_agency(&mut self.link, agency, after, limit).await
    }

    async fn set_roles(&mut self, account: AccountId, roles: Roles) -> Stored<()> {
        account::set_roles(&mut self.link, account, roles).await
    }

    async fn close_account(&mut self, account: AccountId, at: Timestamp) -> Stored<()> {
        account::close(&mut self.link, account, at).await
    }

    async fn insert_invitation(&mut self, invitation: &NewInvitation) -> Stored<()> {
        account::insert_invitation(&mut self.link, invitation).await
    }

    async fn invitation(&mut self, secret_hash: &[u8; 32]) -> Stored<Option<Invitation>> {
        account::invitation(&mut self.link, secret_hash).await
    }

    async fn use_invitation(&mut self, id: InvitationId, at: Timestamp) -> Stored<bool> {
        account::use_invitation(&mut self.link, id, at).await
    }
    async fn withdraw_invitations(&mut self, account: AccountId, at: Timestamp) -> Stored<()> {
        account::withdraw_invitations(&mut self.link, account, at).await
    }

    async fn insert_token(&mut self, token: &NewToken) -> Stored<()> {
        session::insert_token(&mut self.link, token).await
    }

    async fn tokens(&mut self, account: AccountId, limit: u32) -> Stored<Vec<TokenLine>> {
        session::tokens(&mut self.link, account, limit).await
    }

    async fn revoke_token(&mut self, account: AccountId, token: TokenId, at: Timestamp) -> Stored<bool> {
        session::revoke(&mut self.link, account, token, at).await
    }
    async fn revoke_tokens(&mut self, account: AccountId, at: Timestamp) -> Stored<()> {
        session::revoke_all(&mut self.link, account, at).await
    }

    async fn agencies(&mut self, limit: u32) -> Stored<Vec<AgencyLine>> {
        agency::agencies(&mut self.link, limit).await
    }

    async fn insert_agency(&mut self, agency: &Agency, at: Timestamp) -> Stored<()> {
        agency::AGENCY.run(&mut self.link, agency::agency_args(agency, at)).await.map(drop)
    }
}

#[async_trait]
impl Cases for StoreTx {
    async fn notices(
        &mut self,
        filter: &ListFilter,
        account: AccountId,
        today: Date,
        before: Option<Place>,
        limit: u32,
    ) -> Stored<Vec<Notice>> {
        desk::notices(&mut self.link, filter, account, today, before, limit).await
    }

    async fn insert_notice(&mut self, notice: &NewNotice) -> Stored<()> {
        desk::insert_notice(&mut self.link, notice).await
    }

    async fn see_notice(&mut self, account: AccountId, notice: NoticeId, at: Timestamp) -> Stored<bool> {
        desk::see(&mut self.link, account, notice, at).await
    }

    async fn unsee_notice(&mut self, account: AccountId, notice: NoticeId) -> Stored<bool> {
        desk::unsee(&mut self.link, account, notice).await
    }

    async fn draft(&mut self, account: AccountId, form: &str) -> Stored<Option<Draft>> {
        desk::draft(&mut self.link, account, form).await
    }

    async fn save_draft(&mut self, account: AccountId, draft: &Draft) -> Stored<()> {
        desk::save_draft(&mut self.link, account, draft).await
    }

    async fn drop_draft(&mut self, account: AccountId, form: &str) -> Stored<()> {
        desk::drop_draft(&mut self.link, account, form).await
    }

    async fn idempotent(&mut self, account: AccountId, key: &str) -> Stored<Option<Idempotent>> {
        desk::idempotent(&mut self.link, account, key).await
    }

    async fn remember(
        &mut self,
        account: AccountId,
        key: &str,
        what: &Idempotent,
        at: Timestamp,
    ) -> Stored<()> {
        desk::remember(&mut self.link, account, key, what, at).await
    }

    async fn reserve(
        &mut self,
        account: AccountId,
        key: &str,
        what: &Idempotent,
        at: Timestamp,
    ) -> Stored<Option<Idempotent>> {
        desk::reserve(&mut self.link, account, key, what, at).await
    }

    async fn bank_holidays(&mut self, nation: &str, from: Date, until: Date) -> Stored<Vec<Date>> {
        agency::bank_holidays(&mut self.link, nation, from, until).await
    }

    async fn enqueue(&mut self, job: &NewJob) -> Stored<()> {
        job::enqueue(&mut self.link, job).await
    }

    async fn claim_job(&mut self, now: Timestamp, until: Timestamp) -> Stored<Option<Job>> {
        job::claim(&mut self.link, now, until).await
    }

    async fn finish_job(&mut self, job: JobId, at: Timestamp) -> Stored<()> {
        job::finish(&mut self.link, job, at).await
    }

    async fn fail_job(&mut self, job: JobId, run_at: Option<Timestamp>) -> Stored<()> {
        job::fail(&mut self.link, job, run_at).await
    }

    async fn job_counts(&mut self) -> Stored<(u64, u64)> {
        job::counts(&mut self.link).await
    }
}
