//! What a database is for: one row.

use crate::{
    link::Pools,
    sql::{Sql, args, statements},
};
use app::ports::{Installation, Stored};

statements! {
    FOUND = Sql::same("select partnership_id, name, demonstration, at from installation");
    INSTALL = Sql::same(
        "insert into installation (one, partnership_id, name, demonstration, at) values (1, $1, $2, $3, $4)"
    );
}

pub(crate) async fn found(pools: Pools<'_>) -> Stored<Option<Installation>> {
    let row = pools.one(FOUND, args![]).await?;
    row.map(|row| {
        let mut f = row.fields();
        Ok(Installation { partnership: f.next()?, name: f.next()?, demonstration: f.next()?, at: f.next()? })
    })
    .transpose()
}

pub(crate) async fn install(pools: Pools<'_>, new: &Installation) -> Stored<()> {
    pools.run(INSTALL, args![new.partnership, new.name, new.demonstration, new.at]).await.map(drop)
}
