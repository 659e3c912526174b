//! Accounts, sessions, tokens, invitations.

use super::fixture::{Fresh, World, at, id, line};
use app::ports::{
    NewAccount, NewInvitation, NewSession, NewToken, Origin, Stage, Store as _, StoreError, Throttle,
};
use domain::{
    account::{Account, Email},
    ids::{AccountId, SessionId},
    role::{Role, Roles},
    secondment::{Proposal, Secondment, SecondmentFact},
};
use jiff::civil::date;

fn account(world: &World, name: &str, email: &str) -> Account {
    Account {
        id: id(),
        agency: world.officer.agency,
        name: line(name),
        email: Email::new(email).unwrap(),
        roles: Roles::of(&[Role::TeamManager, Role::SystemAdministrator]),
        closed_at: None,
    }
}

pub async fn an_account_is_kept_whole_and_found_by_address_and_agency(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let mut ann = account(&world, "Ann", "ann@example.org");
    let new = |account: &Account| NewAccount {
        account: account.clone(),
        password_hash: Some("$argon2id$…".into()),
        totp_sealed: Some(vec![1, 2, 3]),
    };
    let mut tx = fresh.write().await;
    assert!(tx.insert_account(&new(&ann), at(0)).await.unwrap());
    let double = account(&world, "Anna", "ann@example.org");
    assert!(!tx.insert_account(&new(&double), at(0)).await.unwrap(), "an address is taken once");
    tx.set_roles(ann.id, Roles::of(&[Role::PoliceOfficer])).await.unwrap();
    tx.set_password(ann.id, "another").await.unwrap();
    tx.set_totp(ann.id, &[9]).await.unwrap();
    tx.close_account(ann.id, at(7)).await.unwrap();
    tx.close_account(ann.id, at(8)).await.unwrap();
    tx.commit().await.unwrap();
    ann.roles = Roles::of(&[Role::PoliceOfficer]);
    ann.closed_at = Some(at(7));
    let mut tx = fresh.read().await;
    let found = tx.credentials(&ann.email).await.unwrap().unwrap();
    assert_eq!(found.account, ann);
    assert_eq!(found.agency_name, "Probation");
    assert_eq!(found.password_hash.as_deref(), Some("another"));
    assert_eq!(found.totp_sealed, Some(vec![9]));
    assert_eq!(tx.credentials_of(ann.id).await.unwrap().unwrap().account, ann);
    assert!(tx.credentials_of(id()).await.unwrap().is_none());
    assert_eq!(tx.account(ann.agency, ann.id).await.unwrap(), Some(ann.clone()));
    assert_eq!(tx.account(world.worker.agency, ann.id).await.unwrap(), None, "another agency's account");
    let first = tx.accounts(ann.agency, None, 1).await.unwrap();
    assert_eq!(first, [ann.clone()]);
    let rest = tx.accounts(ann.agency, Some((ann.name.to_string(), ann.id)), 9).await.unwrap();
    assert_eq!(rest.iter().map(|one| one.id).collect::<Vec<_>>(), [world.officer.account]);
    let mut names = tx.names(&[ann.id.0, world.worker.account.0, world.worker.agency.0, id()]).await.unwrap();
    names.sort_by(|(_, one), (_, other)| one.cmp(other));
    let expected = [
        (ann.id.0, "Ann".to_owned()),
        (world.worker.agency.0, "Harbour Alcohol Service".to_owned()),
        (world.worker.account.0, "T. Worker".to_owned()),
    ];
    assert_eq!(names, expected);
}

fn session(account: AccountId, secret: u8, stage: Stage, when: i64) -> NewSession {
    NewSession {
        id: id(),
        account,
        secret_hash: [secret; 32],
        csrf: [secret + 1; 32],
        stage,
        at: at(when),
        origin: Origin { address: "127.0.0.1".into(), browser: "Test".into() },
    }
}

pub async fn sessions_begin_are_counted_and_end(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let me = world.officer.account;
    let half = session(me, 1, Stage::Password, 0);
    let (old, new) = (session(me, 3, Stage::Full, 1), session(me, 5, Stage::Full, 2));
    let other = session(world.worker.account, 7, Stage::Full, 3);
    let mut tx = fresh.write().await;
    for one in [&half, &old, &new, &other] {
        tx.insert_session(one).await.unwrap();
    }
    assert_eq!(tx.count_failed_code(half.id).await.unwrap(), 1);
    assert_eq!(tx.count_failed_code(half.id).await.unwrap(), 2);
    tx.commit().await.unwrap();
    fresh.db.touch_session(new.id, at(60_000)).await.unwrap();
    let found = fresh.db.session(&[1; 32]).await.unwrap().unwrap();
    assert_eq!(
        (found.id, found.stage, found.failed_codes, found.csrf),
        (half.id, Stage::Password, 2, [2; 32])
    );
    let found = fresh.db.session(&[5; 32]).await.unwrap().unwrap();
    assert_eq!((found.stage, found.created_at, found.seen_at), (Stage::Full, at(2), at(60_000)));
    assert_eq!((found.account.id, found.agency.name.as_str()), (me, "Probation"));
    assert_eq!(found.agency.kind, domain::agency::AgencyKind::Probation);
    assert!(fresh.db.session(&[99; 32]).await.unwrap().is_none());

    let mut tx = fresh.write().await;
    let lines: Vec<SessionId> = tx.sessions(me, 9).await.unwrap().iter().map(|line| line.id).collect();
    assert_eq!(lines, [new.id, old.id]);
    assert!(!tx.end_session(me, other.id, at(9)).await.unwrap(), "somebody else's session");
    assert!(tx.end_session(me, old.id, at(9)).await.unwrap());
    assert!(!tx.end_session(me, old.id, at(9)).await.unwrap());
    assert_eq!(tx.end_sessions(me, Some(new.id), at(9)).await.unwrap(), 1);
    assert_eq!(tx.end_sessions(me, None, at(9)).await.unwrap(), 1);
    tx.commit().await.unwrap();
    let ended = fresh.db.session(&[5; 32]).await.unwrap().unwrap();
    assert_eq!(ended.ended_at, Some(at(9)), "an ended session is answered, and says so");
    let month = session(me, 9, Stage::Full, 31 * 24 * 3_600_000);
    let mut tx = fresh.write().await;
    tx.insert_session(&month).await.unwrap();
    tx.commit().await.unwrap();
    assert!(fresh.db.session(&[3; 32]).await.unwrap().is_none(), "after thirty days it is forgotten");
    assert!(fresh.db.session(&[7; 32]).await.unwrap().is_some());
}

pub async fn codes_and_steps_work_once(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let me = world.officer.account;
    let mut tx = fresh.write().await;
    assert!(tx.use_totp_step(me, 10).await.unwrap());
    assert!(!tx.use_totp_step(me, 10).await.unwrap());
    assert!(!tx.use_totp_step(me, 9).await.unwrap());
    assert!(tx.use_totp_step(me, 11).await.unwrap());
    assert_eq!(tx.credentials_of(me).await.unwrap().unwrap().totp_last_step, 11);
    tx.set_recovery_codes(me, &[[1; 32], [2; 32]]).await.unwrap();
    assert!(tx.use_recovery_code(me, &[1; 32], at(0)).await.unwrap());
    assert!(!tx.use_recovery_code(me, &[1; 32], at(0)).await.unwrap());
    assert!(!tx.use_recovery_code(world.worker.account, &[2; 32], at(0)).await.unwrap());
    tx.set_recovery_codes(me, &[[3; 32]]).await.unwrap();
    assert!(!tx.use_recovery_code(me, &[2; 32], at(0)).await.unwrap(), "the former codes are gone");
    assert!(tx.use_recovery_code(me, &[3; 32], at(0)).await.unwrap());
    tx.commit().await.unwrap();
}

pub async fn tokens_and_invitations_work_until_they_are_used_or_revoked(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let me = world.officer.account;
    let token = NewToken {
        id: id(),
        account: me,
        name: line("Nightly export"),
        secret_hash: [4; 32],
        scopes: vec!["people:read".into(), "referrals:write".into()],
        secondment: None,
        at: at(0),
        expires_at: at(1_000),
    };
    let invitation = NewInvitation {
        id: id(),
        account: world.worker.account,
        secret_hash: [6; 32],
        at: at(0),
        expires_at: at(5_000),
    };
    let mut tx = fresh.write().await;
    tx.insert_token(&token).await.unwrap();
    tx.insert_invitation(&invitation).await.unwrap();
    tx.commit().await.unwrap();
    let found = fresh.db.token(&[4; 32]).await.unwrap().unwrap();
    assert_eq!((found.id, found.scopes, found.expires_at), (token.id, token.scopes.clone(), at(1_000)));
    assert_eq!((found.revoked_at, found.account.id), (None, me));
    let mut tx = fresh.write().await;
    assert_eq!(tx.tokens(me, 5).await.unwrap()[0].name, "Nightly export");
    assert!(!tx.revoke_token(world.worker.account, token.id, at(3)).await.unwrap());
    assert!(tx.revoke_token(me, token.id, at(3)).await.unwrap());
    assert!(!tx.revoke_token(me, token.id, at(4)).await.unwrap());
    let found = tx.invitation(&[6; 32]).await.unwrap().unwrap();
    assert_eq!((found.id, found.account.id, found.used_at), (invitation.id, world.worker.account, None));
    assert_eq!(found.agency_name, "Harbour Alcohol Service");
    assert!(tx.use_invitation(invitation.id, at(9)).await.unwrap());
    assert!(!tx.use_invitation(invitation.id, at(9)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(fresh.db.token(&[4; 32]).await.unwrap().unwrap().revoked_at, Some(at(3)));
    assert!(fresh.db.token(&[5; 32]).await.unwrap().is_none());
    let mut tx = fresh.write().await;
    let twice = tx.insert_token(&NewToken { id: id(), ..token }).await;
    assert!(matches!(twice, Err(StoreError::Busy)), "one secret, one token");
}

pub async fn guesses_are_counted_under_a_key_until_forgotten(fresh: &Fresh) {
    let key = [8; 32];
    let mut tx = fresh.write().await;
    assert_eq!(tx.throttle(&key).await.unwrap(), None);
    for failures in [1, 2] {
        tx.set_throttle(&key, Some(Throttle { failures, last_at: at(failures) })).await.unwrap();
    }
    assert_eq!(tx.throttle(&key).await.unwrap(), Some(Throttle { failures: 2, last_at: at(2) }));
    assert_eq!(tx.throttle(&[9; 32]).await.unwrap(), None);
    tx.set_throttle(&key, None).await.unwrap();
    assert_eq!(tx.throttle(&key).await.unwrap(), None);
    tx.commit().await.unwrap();
}

/// What both agencies agreed is read with session and token, counts among the host's staff between its days, and is stepped
/// once; an account's desk at one agency has nothing of the other.
pub async fn a_secondment_is_kept_whole_and_opens_between_its_days(fresh: &Fresh) {
    let world = World::new(fresh).await;
    let (home, host, me) = (world.officer, world.worker.agency, world.officer.account);
    let (from, until) = (date(2026, 12, 1), date(2026, 12, 31));
    let stamp = |staff: &super::fixture::Staff| super::fixture::stamp(*staff, at(0));
    let proposal = Proposal {
        id: id(),
        account: me,
        home: home.agency,
        host,
        roles: Roles::of(&[Role::Specialist]),
        from,
        until,
        stamp: stamp(&home),
    };
    let proposed = Secondment::proposed(proposal);
    let agreed = proposed.clone().append(stamp(&world.worker), SecondmentFact::Agreed).unwrap();
    let why = SecondmentFact::Ended(line("Back to court"));
    let ended = agreed.clone().append(stamp(&home), why).unwrap();
    let under = proposed.proposal.id;
    let session = session(me, 7, Stage::Full, 0);
    let mut tx = fresh.write().await;
    tx.insert_secondment(&proposed).await.unwrap();
    tx.insert_session(&session).await.unwrap();
    assert!(tx.act_under(me, session.id, Some(under)).await.unwrap());
    assert!(!tx.act_under(world.worker.account, session.id, None).await.unwrap(), "another's session");
    assert!(tx.append_secondment_fact(&agreed, 0).await.unwrap());
    assert!(!tx.append_secondment_fact(&agreed, 0).await.unwrap(), "of two the second is told");
    tx.commit().await.unwrap();
    let found = fresh.db.session(&session.secret_hash).await.unwrap().unwrap();
    let acting = found.acting.unwrap();
    assert_eq!((acting.id, acting.host.id, acting.roles), (under, host, agreed.proposal.roles));
    assert_eq!((acting.in_force_on(from), acting.in_force_on(until.tomorrow().unwrap())), (true, false));
    assert_eq!((found.account.agency, found.seconded_until), (home.agency, Some(until)));
    let mut tx = fresh.write().await;
    assert_eq!(tx.secondment(under).await.unwrap(), Some(agreed.clone()));
    for agency in [home.agency, host] {
        assert_eq!(tx.secondments_of_agency(agency, 9).await.unwrap().first(), Some(&agreed));
    }
    assert_eq!(tx.secondments_of_agency(world.police.agency, 9).await.unwrap(), []);
    assert_eq!(tx.secondments_of_account(me, 9).await.unwrap().first(), Some(&agreed));
    for (day, works) in [(from.yesterday().unwrap(), false), (from, true), (until, true)] {
        let member = tx.member_of_staff(host, me, day).await.unwrap();
        assert_eq!(member.map(|one| one.roles), works.then_some(agreed.proposal.roles), "{day}");
        let staff = tx.staff(host, day, 99).await.unwrap();
        assert_eq!(staff.iter().any(|one| one.id == me), works, "{day}");
    }
    assert!(tx.member_of_staff(home.agency, me, from).await.unwrap().is_some(), "home goes on");
    assert_eq!(tx.secondments_to_pass_on(until, 9).await.unwrap(), []);
    assert_eq!(tx.secondments_to_pass_on(until.tomorrow().unwrap(), 9).await.unwrap(), [agreed]);
    assert!(tx.append_secondment_fact(&ended, 1).await.unwrap());
    assert_eq!(tx.secondments_to_pass_on(from, 9).await.unwrap(), [ended]);
    assert!(tx.secondment_passed_on(under, at(5)).await.unwrap());
    assert!(!tx.secondment_passed_on(under, at(6)).await.unwrap());
    assert_eq!(tx.secondments_to_pass_on(until, 9).await.unwrap(), []);
    assert_eq!(tx.member_of_staff(host, me, from).await.unwrap(), None);
    tx.commit().await.unwrap();
    assert!(fresh.raw.run("update secondment_fact set reason = 'x'").await.is_err(), "append-only");
    assert!(fresh.raw.run("delete from secondment_fact").await.is_err(), "append-only");
}
