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

/// Two to five notes by whoever leads, and one to three by each provider that has begun, the first of them of the first meeting.
pub(crate) fn invent(
    world: &World,
    course: &Course,
    identity: &Identity,
    referrals: &[Referral],
) -> Vec<Note> {
    let mut chance = Chance::of(world.seed, Stream::Notes, course.number);
    let called = first_name(identity);
    let mut notes: Vec<Note> = Vec::new();
    let mut write = |(from, to): (Date, Date),
                     who: (AccountIx, AgencyIx),
                     list: &[(Section, &str)],
                     chance: &mut Chance| {
        let day = plus(from, chance.between(0, days_between(from, to).max(0)));
        let at = usize::try_from(chance.below(u32::try_from(list.len()).unwrap_or(1))).unwrap_or(0);
        let Some((section, template)) = list.get(at) else { return };
        let text = filled(template, &called, chance);
        // Nobody writes the same sentence twice of one person.
        if !notes.iter().any(|note| note.text == text) {
            notes.push(Note { section: *section, text, written: course.mark(day, who.0, who.1, chance) });
        }
    };
    for _ in 0..chance.between(2, 5) {
        let open = (course.start, course.open_until());
        write(open, (course.lead, course.lead_agency), words::SUPERVISION_NOTES, &mut chance);
    }
    for referral in referrals {
        let on =
            |wanted: &Fact| referral.facts.iter().find(|(_, fact)| fact == wanted).map(|(mark, _)| *mark);
        let Some(begun) = on(&Fact::Begun) else { continue };
        let over = referral.facts.iter().find(|(_, fact)| matches!(fact, Fact::Concluded(..)));
        let over = over.map_or(course.yesterday, |(mark, _)| mark.on);
        let treats = matches!(referral.to, the::ALCOHOL_SERVICE | the::LANTERN | the::DRUG_SERVICE);
        let (list, first) = if treats {
            (words::TREATMENT_NOTES, words::FIRST_MEETINGS.1)
        } else {
            (words::SUPPORT_NOTES, words::FIRST_MEETINGS.0)
        };
        let (firsts, others) = list.split_at_checked(first).unwrap_or((list, list));
        write((begun.on, begun.on), (begun.by, begun.agency), firsts, &mut chance);
        for _ in 0..chance.between(0, 2) {
            write((plus(begun.on, 5).min(over), over), (begun.by, begun.agency), others, &mut chance);
        }
    }
    notes.sort_by_key(|note| note.written.at);
    notes
}

/// The sentence with what it leaves open filled in.
fn filled(template: &str, called: &str, chance: &mut Chance) -> String {
    let mut text = template.to_owned();
    for (slot, fillings) in words::SLOTS {
        if text.contains(slot) {
            text = text.replace(slot, chance.pick(fillings));
        }
    }
    text.replace("{}", called)
}

/// What one says when speaking of the person: the everyday name, else the given name, else the only name.
fn first_name(identity: &Identity) -> String {
    let everyday = identity.known_as.as_ref().and_then(|name| name.split(' ').next());
    everyday.or(identity.legal.given.as_deref()).unwrap_or(&identity.legal.family).to_owned()
}
