//! Referrals of an invented person, replayed through the domain so that no history contradicts itself.

use super::{
    person::{line, prose},
    telling::Telling,
};
use anyhow::{Context, Result};
use app::{
    chance::numbered_reference,
    duties::{self, DutyChange},
    events::body,
    fill::Batch,
    ports::NewNotice,
};
use domain::{
    duty::{Duty, Owner},
    ids::{ReferralId, RequirementId},
    notice::NoticeKind,
    protocol::{Days, Definition},
    referral::{Fact, Referral, Request, Side, Told},
    stamp::Stamp,
    text::Prose,
};
use synth::Person;

/// No invented person has as many referrals: it keeps their short references apart.
const MOST_REFERRALS: u64 = 64;

/// Adds the person's referrals with each of their steps.
pub fn referrals(
    person: &Person,
    requirements: &[Vec<RequirementId>],
    telling: &mut Telling<'_>,
    batch: &mut Batch,
) -> Result<()> {
    for (count, invented) in (0..).zip(&person.referrals) {
        let (sent, _) = invented.facts.first().context("a referral that was never sent")?;
        let id: ReferralId = telling.id(sent.at);
        let service = telling.roster.service(invented.service)?;
        let requirement =
            invented.requirement.and_then(|(order, at)| requirements.get(order)?.get(at).copied());
        let request = Request {
            id,
            reference: numbered_reference(person.number * MOST_REFERRALS + count),
            person: telling.person,
            from: telling.roster.agency(invented.from)?.id,
            made_by: telling.roster.account(invented.made_by)?,
            to: telling.roster.agency(invented.to)?.id,
            service: service.id,
            requirement,
            asks: Prose::new(&invented.asks)?,
            risk_to_staff: invented.risk_to_staff.and_then(prose),
            needs: Some(delivery(&invented.delivery_needs)),
            need_kinds: Vec::new(),
            answer_by: invented.answer_by,
            protocol: Some(domain::protocol::first_of(service.id)),
        };
        let mut facts = Vec::with_capacity(invented.facts.len() + 1);
        for (mark, fact) in &invented.facts {
            let stamp = telling.stamp(*mark)?;
            facts.push((stamp, fact.clone()));
            // Whoever takes somebody on reads first what is told of risk.
            if *fact == Fact::Accepted && request.risk_to_staff.is_some() {
                facts.push((stamp, Fact::WarningRead));
            }
        }
        let referral = Referral::replay(request, facts)?;
        let dues = owed(&referral, invented.service, telling)?;
        tell(&referral, invented.service, &dues, telling)?;
        batch.duties.extend(dues);
        batch.notices.extend(notices(&referral, telling));
        batch.referrals.push(referral);
    }
    Ok(())
}

/// Tells each step; with the last, what is due since.
fn tell(
    referral: &Referral,
    service: synth::ServiceIx,
    dues: &[(Duty, Stamp)],
    telling: &mut Telling<'_>,
) -> Result<()> {
    let service = telling.roster.service(service)?;
    let section = service.pathway.section();
    let request = &referral.request;
    let last = referral.facts().len().saturating_sub(1);
    for (at, (stamp, fact)) in referral.facts().iter().enumerate() {
        let step = fact.as_move();
        let mut said = match fact {
            Fact::Sent => body::referral_sent(request, service),
            _ => body::referral_step(fact, request.answer_by),
        };
        if at == last {
            let opened: Vec<DutyChange> =
                dues.iter().map(|(duty, _)| DutyChange::Opened(duty.clone())).collect();
            duties::tell_in(&mut said, &opened);
        }
        telling.tell(*stamp, app::referrals::kind_of(step), section, Some(request.id.0), said);
        telling.sent_to(match step.side() {
            Side::Provider => request.from,
            Side::Referrer => request.to,
        });
    }
    Ok(())
}

/// What is due of a referral under the pathway that its service starts with.
fn owed(referral: &Referral, service: synth::ServiceIx, telling: &Telling<'_>) -> Result<Vec<(Duty, Stamp)>> {
    let service = telling.roster.service(service)?;
    let request = &referral.request;
    let Some((stamp, _)) = referral.facts().last() else { return Ok(Vec::new()) };
    let mut owed = Vec::new();
    let day_of = |at| telling.roster.day_of(at);
    let days = Days { holidays: telling.roster.holidays(), day_of: &day_of };
    // What nobody did for a fortnight after its day has been settled some other way since.
    let since = telling.roster.day_of(telling.roster.new_since);
    let dues = Definition::starting(service.answer_in_working_days).dues(referral, days);
    for due in dues.into_iter().filter(|due| due.by >= since) {
        let owner = match due.side {
            Side::Referrer => Owner { agency: request.from, account: Some(request.made_by) },
            Side::Provider => Owner { agency: request.to, account: referral.accepted_by() },
        };
        let duty = Duty {
            id: telling.id(stamp.at),
            person: request.person,
            kind: due.kind(),
            owner,
            due: due.by,
            subject: request.id.0,
            why: line(&service.name),
        };
        owed.push((duty, *stamp));
    }
    Ok(owed)
}

/// What affects how the service is given; the invented word for nothing is an answer too.
fn delivery(words: &str) -> Told {
    Told::of(prose(words).filter(|_| words != synth::NO_DELIVERY_NEEDS))
}

/// What the provider has answered of late lies on the desk of whoever made the referral, as if they came back from a
/// fortnight's leave.
fn notices(referral: &Referral, telling: &Telling<'_>) -> Vec<NewNotice> {
    let request = &referral.request;
    let answered = referral.facts().iter().map(|(stamp, fact)| (stamp, fact.as_move()));
    answered
        .filter(|(stamp, step)| step.side() == Side::Provider && stamp.at >= telling.roster.new_since)
        .filter_map(|(stamp, step)| Some((stamp, NoticeKind::from_code(step.code()).ok()?)))
        .map(|(stamp, kind)| NewNotice {
            id: telling.id(stamp.at),
            account: request.made_by,
            person: request.person,
            subject: request.id.0,
            kind,
            at: stamp.at,
            agency: Some(request.from),
        })
        .collect()
}
