//! One agreement on paper: everything that it says, its clauses in words, and who signed.

use super::{Which, one, say};
use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    kit::BackLink,
    paper::{
        self,
        agreement::{Facts, NAME, Printed, Sentence, agreement},
    },
    paths,
};
use app::agreements::{self, Opened};
use documents::Document;
use domain::{
    agreement::{Part, Parties},
    ids::AgreementId,
};

fn parts(opened: &Opened) -> Vec<(String, Vec<Facts>)> {
    let terms = &opened.version.terms;
    let rows = |rows| vec![Facts { rows, ..Facts::default() }];
    let consent =
        vec![Facts { words: terms.necessity.as_str().to_owned(), rows: say::consent(terms), heading: None }];
    let parties = match &terms.parties {
        Parties::Everyone => vec![Facts { words: one::EVERYONE.to_owned(), ..Facts::default() }],
        Parties::Listed(parties) => parties
            .iter()
            .map(|party| Facts {
                heading: Some(opened.names.agency(party.agency)),
                words: String::new(),
                rows: say::party(opened, party),
            })
            .collect(),
    };
    [
        (Part::Purposes, rows(say::purposes(terms))),
        (Part::Days, rows(say::days(opened))),
        (Part::Consent, consent),
        (Part::Handling, rows(say::handling(terms))),
        (Part::Oversight, rows(say::oversight(terms))),
        (Part::Parties, parties),
    ]
    .map(|(part, held)| (part.words().to_owned(), held))
    .into()
}

/// A version of an agreement, as it is given on paper.
pub(crate) fn document(cx: &WebCx, opened: &Opened) -> Document {
    let zone = cx.app().london();
    let clauses = one::clauses(opened, zone).into_iter();
    agreement(Printed {
        title: opened.version.terms.title.as_str().to_owned(),
        version: format!("Version {}: {}", opened.version.number, opened.state().words()),
        day: opened.today,
        parts: parts(opened),
        clauses: clauses
            .map(|one| Sentence { number: one.number, words: one.words, basis: one.basis })
            .collect(),
        signed: one::signed(opened, zone),
        unsigned: one::UNSIGNED,
        history: say::history(opened, zone),
    })
}

/// Shows it for paper.
pub(crate) async fn get(cx: WebCx, Id(id): Id<AgreementId>, Query(Which(number)): Query<Which>) -> Answer {
    let opened = agreements::open(cx.app(), cx.viewer(), id, number).await?;
    let shown = paper::Shown {
        window: opened.version.terms.title.as_str().to_owned(),
        back: BackLink::to(paths::agreement(id)),
        pdf: format!("{}?version={}", paths::agreement_pdf(id), opened.version.number),
    };
    paper::show(&cx, &document(&cx, &opened), shown)
}

/// Gives it as a PDF.
pub(crate) async fn pdf(cx: WebCx, Id(id): Id<AgreementId>, Query(Which(number)): Query<Which>) -> Answer {
    let opened = agreements::open(cx.app(), cx.viewer(), id, number).await?;
    paper::pdf(document(&cx, &opened), NAME).await
}
