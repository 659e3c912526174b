//! Notes of supervision, treatment and support: short, dated, each in one section, in words that the person may read.

use crate::World;
use crate::agencies::{AgencyIx, the};
use crate::chance::{Chance, Stream};
use crate::course::Course;
use crate::days::{days_between, plus};
use crate::identity::Identity;
use crate::person::{Note, Referral};
use crate::staff::AccountIx;
use crate::words;
use domain::referral::Fact;
use domain::section::Section;
use jiff::civil::Date;

/// Two to five notes by whoever leads, and one or two by each provider that has begun.
pub(crate) fn invent(
    world: &World,
    course: &Course,
    identity: &Identity,
    referrals: &[Referral],
) -> Vec<Note> {
    let mut chance = Chance::of(world.seed, Stream::Notes, course.number);
    let called = first_name(identity);
    let mut notes = Vec::new();
    let count = chance.between(2, 5);
    let mut write = |from: Date,
                     who: (AccountIx, AgencyIx),
                     list: &[(Section, &'static str)],
                     chance: &mut Chance| {
        let open = days_between(from, course.open_until());
        if open < 0 {
            return;
        }
        let (section, text) = chance
            .weighted(&list.iter().map(|row| (*row, 1)).collect::<Vec<_>>(), (Section::Notes, "{} came."));
        let written = course.mark(plus(from, chance.between(0, open)), who.0, who.1, chance);
        notes.push(Note { section, text: text.replace("{}", &called), written });
    };
    for _ in 0..count {
        write(course.start, (course.lead, course.lead_agency), words::SUPERVISION_NOTES, &mut chance);
    }
    for referral in referrals {
        let Some((begun, _)) = referral.facts.iter().find(|(_, fact)| matches!(fact, Fact::Begun)) else {
            continue;
        };
        let treats = matches!(referral.to, the::ALCOHOL_SERVICE | the::LANTERN | the::DRUG_SERVICE);
        let list = if treats { words::TREATMENT_NOTES } else { words::SUPPORT_NOTES };
        for _ in 0..chance.between(1, 2) {
            write(begun.on, (begun.by, begun.agency), list, &mut chance);
        }
    }
    notes.sort_by_key(|note| note.written.at);
    notes
}

/// What one says when speaking of the person: the everyday name, else the given name, else the only name.
fn first_name(identity: &Identity) -> String {
    let everyday = identity.known_as.as_ref().and_then(|name| name.split(' ').next());
    everyday.or(identity.legal.given.as_deref()).unwrap_or(&identity.legal.family).to_owned()
}
