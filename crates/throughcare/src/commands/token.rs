//! `throughcare token`: tokens for the API, made and revoked as the account for which they act.

use crate::printing::{say, tell};
use crate::{
    acting::{account, opened},
    command_line::Token,
    says::refused,
    settings::Settings,
};
use anyhow::{Context, Result};
use app::accounts::{self, CreateToken};
use domain::text::Line;

/// Makes, lists or revokes tokens.
pub async fn run(settings: &Settings, token: Token) -> Result<()> {
    opened(settings, async |opened| match token {
        Token::Create { account: email, scopes, days, name } => {
            let signed = account(&opened.app, &email).await?;
            let name = Line::new(&name).context("the token's name cannot be taken")?;
            let command = CreateToken { name, scopes, days };
            let (id, secret) =
                accounts::create_token(&opened.app, &signed, command).await.map_err(refused)?;
            say!("{secret}");
            tell!("Token {id} acts for {email} for {days} days. It is not shown again.");
            Ok(())
        }
        Token::List { account: email } => {
            let signed = account(&opened.app, &email).await?;
            for line in accounts::tokens(&opened.app, &signed).await.map_err(refused)? {
                let state = match line.revoked_at {
                    Some(at) => format!("revoked {at}"),
                    None => format!("until {}", line.expires_at),
                };
                say!("{}  {}  {}  {state}", line.id, line.name, line.scopes.join(","));
            }
            Ok(())
        }
        Token::Revoke { account: email, token } => {
            let signed = account(&opened.app, &email).await?;
            accounts::revoke_token(&opened.app, &signed, token.into()).await.map_err(refused)?;
            say!("Token {token} is revoked.");
            Ok(())
        }
    })
    .await
}
