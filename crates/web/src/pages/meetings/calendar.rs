//! A meeting as an iCalendar file (RFC 5545). It leaves the product, so it names nobody: the file says when, where and what
//! kind of meeting, and leads back to the record.

use crate::{
    answer::{Answer, Id, WebCx},
    form::Query,
    paths,
    problem::Problem,
};
use app::meetings::{self, OpenedMeeting};
use axum::{body::Body, response::Response};
use domain::{ids::MeetingId, meeting::MeetingState};
use http::{HeaderValue, header};
use jiff::{SignedDuration, Timestamp};

/// How long a meeting is taken to be, since nobody enters that.
const LENGTH: SignedDuration = SignedDuration::from_hours(1);
/// Octets of a line, after which the format folds it.
const FOLD: usize = 75;

/// Sends the file.
pub(crate) async fn get(cx: WebCx, Id(id): Id<MeetingId>, Query(()): Query<()>) -> Answer {
    let model = meetings::meeting(cx.app(), cx.viewer(), id).await?;
    let link = format!("{}{}", cx.web.config.base_url, paths::meeting(id));
    let mut response = Response::new(Body::from(calendar(&model, cx.app().now(), &link)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/calendar; charset=utf-8"));
    let name = HeaderValue::from_static("attachment; filename=\"meeting.ics\"");
    headers.insert(header::CONTENT_DISPOSITION, name);
    Ok::<Response, Problem>(response)
}

fn calendar(model: &OpenedMeeting, now: Timestamp, link: &str) -> String {
    let setting = model.meeting.setting();
    let ends = setting.at.saturating_add(LENGTH).unwrap_or(setting.at);
    let status = if model.meeting.state() == MeetingState::Cancelled { "CANCELLED" } else { "CONFIRMED" };
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Throughcare//Meetings//EN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@throughcare", model.meeting.occasion.id),
        format!("SEQUENCE:{}", model.meeting.version().saturating_sub(1)),
        format!("DTSTAMP:{}", stamp(now)),
        format!("DTSTART:{}", stamp(setting.at)),
        format!("DTEND:{}", stamp(ends)),
        format!("SUMMARY:{}", escaped(model.meeting.occasion.kind.words())),
        format!("LOCATION:{}", escaped(setting.place.as_str())),
        format!("DESCRIPTION:{}", escaped(link)),
        format!("STATUS:{status}"),
        "CLASS:PRIVATE".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.iter().map(|line| folded(line)).collect()
}

/// An instant in the format's UTC form.
fn stamp(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text whose marks the format would read otherwise.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out
}

/// A line cut after 75 octets, each further piece begun with a space; never within a character.
fn folded(line: &str) -> String {
    let (mut out, mut octets) = (String::with_capacity(line.len() + 8), 0);
    for c in line.chars() {
        if octets + c.len_utf8() > FOLD {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(c);
        octets += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_of_the_format_are_escaped() {
        assert_eq!(escaped("Room 2, floor 1; by\\the lift"), "Room 2\\, floor 1\\; by\\\\the lift");
    }

    proptest! {
        /// Unfolding gives the line back; no piece is longer than the format allows.
        #[test]
        fn folding_loses_nothing(line in "[^\r\n]{0,300}") {
            let folded = folded(&line);
            let unfolded = folded.replace("\r\n ", "");
            prop_assert!(folded.split("\r\n").all(|piece| piece.len() <= FOLD));
            prop_assert_eq!(unfolded.trim_end_matches("\r\n"), line.as_str());
        }
    }
}
