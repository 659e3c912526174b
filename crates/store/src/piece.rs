//! Casework: pieces with their facts. Each is sealed under the section of its kind, held by the agency that began it.

use crate::{
    bulk::inserts,
    dialect::by_ids,
    sql::{Row, Sql, args, statements},
    standing::{filter_args, ids, visible},
    tx::StoreTx,
};
use app::{
    ports::{Casework, PieceHead, PieceQuery, StoreError, Stored},
    taken,
};
use async_trait::async_trait;
use domain::{
    casework::{Piece, PieceFact, PieceState},
    ids::{AgencyId, PersonId, PieceId},
    stamp::Stamp,
};
use gate::{Label, Sealed};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};

inserts! {
    PIECE = "piece" (person_id, id, kind, stage, state, day, facts, at, by_account, agency_id) "";
    PIECE_FACT = "piece_fact" (person_id, piece_id, position, told, at, by_account, agency_id) "";
}

/// The columns that [`StoreTx::whole_pieces`] reads.
macro_rules! columns {
    () => {
        "select c.person_id, c.id, c.stage, c.state, c.agency_id from piece c "
    };
}

statements! {
    OF_PERSON = Sql::same(concat!(
        columns!(), "where c.person_id = $1 and c.state = $3 order by c.id desc limit $2 + 0"
    ));
    OLDER = Sql::same(concat!(
        columns!(), "where c.person_id = $1 and c.state = $3 and c.id < $4 order by c.id desc limit $2 + 0"
    ));
    ONE = Sql::same(concat!(columns!(), "where c.id = $1"));
    FACTS = by_ids!(
        "select piece_id, told, at, by_account, agency_id from piece_fact where person_id",
        "order by person_id, piece_id, position"
    );
    STEP = Sql::same(
        "update piece set facts = facts + 1, stage = $4, state = $5, day = $6 where person_id = $1 and id = $2 and facts = $3"
    );
    /// `$8` the agency, `$9` the kind, `$10` the rows, `$11` how many are passed over.
    OF_AGENCY = Sql::same(concat!(
        columns!(), "where c.agency_id = $8 and c.kind = $9 and c.state = 'open' and ", visible!("c.person_id"),
        " order by c.day, c.id limit $10 + 0 offset $11 + 0"
    ));
    /// `$8` the agency, `$9` the kind, `$10` and `$11` the days, `$12` the rows.
    HEADS = Sql::same(concat!(
        "select c.person_id, c.stage, c.agency_id from piece c where c.agency_id = $8 and c.kind = $9 and c.day >= $10 \
         and c.day < $11 and ", visible!("c.person_id"), " order by c.day limit $12 + 0"
    ));
}

fn corrupt(id: PieceId) -> StoreError {
    StoreError::Corrupt(format!("piece {id}"))
}

impl StoreTx {
    /// Pieces with their facts, in the order of the rows.
    async fn whole_pieces(&mut self, rows: &[Row]) -> Stored<Vec<(PieceId, Sealed<Piece>)>> {
        let mut heads = Vec::with_capacity(rows.len());
        for row in rows {
            let mut f = row.fields();
            let (person, id): (PersonId, PieceId) = (f.next()?, f.next()?);
            let (code, state): (String, PieceState) = (f.next()?, f.next()?);
            let holder: AgencyId = f.next()?;
            heads.push((person, id, code, state, holder));
        }
        if heads.is_empty() {
            return Ok(Vec::new());
        }
        let people: BTreeSet<PersonId> = heads.iter().map(|(person, ..)| *person).collect();
        let people: Vec<PersonId> = people.into_iter().collect();
        let mut facts: HashMap<PieceId, Vec<(Stamp, PieceFact)>> = HashMap::new();
        for row in &self.link.all(FACTS, vec![ids(&people)]).await? {
            let mut f = row.fields();
            let (id, told): (PieceId, String) = (f.next()?, f.next()?);
            let fact = serde_json::from_str(&told).ok().and_then(|told| taken::read(&told));
            let fact = fact.ok_or_else(|| corrupt(id))?;
            facts
                .entry(id)
                .or_default()
                .push((Stamp { at: f.next()?, by: f.next()?, agency: f.next()? }, fact));
        }
        let mut pieces = Vec::with_capacity(heads.len());
        for (person, id, code, state, holder) in heads {
            let piece = Piece::replay(id, person, facts.remove(&id).unwrap_or_default());
            let piece = piece.ok().flatten().ok_or_else(|| corrupt(id))?;
            let agrees = piece.stage().code == code && piece.state() == state;
            self.link.agrees(agrees, || format!("piece {id}"))?;
            pieces.push((id, Sealed::new(Label::own(person, piece.section(), holder), piece)));
        }
        Ok(pieces)
    }

    async fn add_last_fact(&mut self, piece: &Piece) -> Stored<()> {
        let (stamp, fact) = piece.facts().last().ok_or_else(|| corrupt(piece.id))?;
        let told = taken::fact(fact).to_string();
        let row = args![piece.person, piece.id, piece.version(), told, stamp.at, stamp.by, stamp.agency];
        PIECE_FACT.run(&mut self.link, row).await.map(drop)
    }
}

#[async_trait]
impl Casework for StoreTx {
    async fn add_piece(&mut self, piece: &Piece) -> Stored<()> {
        let (stamp, stage) = (piece.begun(), piece.stage().code);
        let row = args![
            piece.person,
            piece.id,
            piece.kind(),
            stage,
            piece.state(),
            piece.day(),
            piece.version(),
            stamp.at,
            stamp.by,
            stamp.agency,
        ];
        PIECE.run(&mut self.link, row).await?;
        self.add_last_fact(piece).await
    }

    async fn pieces(
        &mut self,
        person: PersonId,
        state: PieceState,
        after: Option<PieceId>,
        limit: u32,
    ) -> Stored<Vec<(PieceId, Sealed<Piece>)>> {
        let rows = match after {
            None => self.link.all(OF_PERSON, args![person, limit, state]).await?,
            Some(past) => self.link.all(OLDER, args![person, limit, state, past]).await?,
        };
        self.whole_pieces(&rows).await
    }

    async fn piece(&mut self, id: PieceId) -> Stored<Option<Sealed<Piece>>> {
        let rows = self.link.all(ONE, args![id]).await?;
        Ok(self.whole_pieces(&rows).await?.pop().map(|(_, sealed)| sealed))
    }

    async fn append_piece_fact(&mut self, seen: i64, after: &Piece) -> Stored<bool> {
        let step = args![after.person, after.id, seen, after.stage().code, after.state(), after.day()];
        if self.link.run(STEP, step).await? == 0 {
            return Ok(false);
        }
        self.add_last_fact(after).await.map(|()| true)
    }

    async fn pieces_of_agency(
        &mut self,
        query: PieceQuery<'_>,
        skip: u32,
        limit: u32,
    ) -> Stored<Vec<Sealed<Piece>>> {
        if query.filter.is_empty() {
            return Ok(Vec::new());
        }
        let mut args = filter_args(query.filter, query.today);
        args.extend(args![query.agency, query.kind, limit, skip]);
        let rows = self.link.all(OF_AGENCY, args).await?;
        Ok(self.whole_pieces(&rows).await?.into_iter().map(|(_, sealed)| sealed).collect())
    }

    async fn piece_heads(
        &mut self,
        query: PieceQuery<'_>,
        from: Date,
        until: Date,
        limit: u32,
    ) -> Stored<Vec<PieceHead>> {
        if query.filter.is_empty() {
            return Ok(Vec::new());
        }
        let mut args = filter_args(query.filter, query.today);
        args.extend(args![query.agency, query.kind, from, until, limit]);
        let rows = self.link.all(HEADS, args).await?;
        let head = |row: &Row| {
            let mut f = row.fields();
            let (person, stage, holder) = (f.next()?, f.next()?, f.next()?);
            Ok(PieceHead { label: Label::own(person, query.kind.section(), holder), stage })
        };
        rows.iter().map(head).collect()
    }
}
