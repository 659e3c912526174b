//! Which kinds of provision there are, and which steps each takes.

use super::{body, offer};
use crate::{
    field::Field,
    step::{Deadline, Reach, Step, as_declared, steps},
    timing::TimingCode,
};

steps! {
    /// What the partnership has beside the people it works with.
    ProvisionKind,
    /// A step of it. Each belongs to one kind, and the first of a kind begins one.
    ProvisionStep;
    Body = "body", "Body with seats" {
        BodyBegin = "body_begin", "Record a body", body::BODY;
        BodySeat = "body_seat", "Add a seat", body::SEAT, Happened;
        BodyFill = "body_fill", "Record who holds a seat", body::FILL, Happened;
        BodyVacate = "body_vacate", "Record that a seat is empty", body::VACATE, Happened;
        BodyTraining = "body_training", "Add to the training plan", body::TRAINING, Happened;
        BodyTrained = "body_trained", "Record training that was given", body::TRAINED, Happened;
        BodyEnd = "body_end", "End the body", body::END, Happened;
    }
    Offer = "offer", "What a service does, and with whom" {
        OfferBegin = "offer_begin", "Describe a service", offer::SERVICE;
        OfferDoes = "offer_does", "Record what it does, and when", offer::DOES, Happened;
        OfferNoMore = "offer_no_more", "Record what it does no more", offer::NO_MORE, Happened;
        OfferInvolves = "offer_involves", "Record how people who use it take part", offer::INVOLVES, Happened;
        OfferEnd = "offer_end", "End the description", offer::END, Happened;
    }
}

impl ProvisionKind {
    /// What whoever reads or begins one must know of it.
    pub const fn note(self) -> &'static str {
        match self {
            Self::Body => {
                "Every member of staff of the partnership reads this. Name posts, not people who use services, and nothing about \
                 anybody’s past."
            }
            Self::Offer => {
                "Every member of staff of the partnership reads this. It says where help is missing, and how people who use a \
                 service take part in planning, running and judging it."
            }
        }
    }
}

impl Step for ProvisionStep {
    as_declared!();

    fn deadline(self) -> Option<Deadline> {
        (self == Self::BodyBegin).then_some(Deadline {
            name: "train_by",
            rule: TimingCode::BodyTraining,
            from: Some("began"),
            reach: Reach::After,
        })
    }
}
