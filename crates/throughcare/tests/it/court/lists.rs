//! The day's list: its order, filter and pages.

use super::*;

#[tokio::test]
async fn a_day_s_list_is_in_the_order_of_rooms_and_times_page_by_page() {
    let town = Town::new().await;
    let mut court = program(&town, Part::Liaison).await;
    let rows: Vec<Row> = (0..125)
        .map(|number| {
            row(number, &format!("Person{number} Crane"), "14/02/1991")
                .in_room(&(number % 12 + 1).to_string())
        })
        .collect();
    load(&mut court, "weekly", &libra("24/11/2026", &rows)).await;
    let listed = entries(&mut court, "2026-11-24").await;
    let mut ids: Vec<&str> = listed.iter().map(|one| one["id"].as_str().unwrap()).collect();
    let rooms: Vec<u32> = listed.iter().map(|one| one["room"].as_str().unwrap().parse().unwrap()).collect();
    assert!(rooms.is_sorted(), "room 10 comes after room 9: {rooms:?}");
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 125);
    let other = court.get("/api/v1/court-entries?day=2026-11-24&court=B99XX").await.json();
    assert_eq!(other["items"], json!([]));
    let same = court.get("/api/v1/court-entries?day=2026-11-24&court=B10JQ").await.json();
    assert_eq!(same["items"].as_array().unwrap().len(), 20);
    let none = court.get("/api/v1/court-entries").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
}
