//! Messages carried by SMTP, one connection a message.
//!
//! What holds: the answer tells apart what did not leave, what the server will not have, and what may have left: once the
//! text is on its way, silence is no proof that it did not arrive. Nothing waits longer than [`Smtp::patience`]. Neither
//! address nor text is ever logged.

use app::digest::{Letter, Post, Posted};
use async_trait::async_trait;
use lettre::{
    Message,
    message::{Mailbox, header::ContentType},
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::ClientId,
    },
};
use std::{
    fmt,
    str::FromStr,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// From its first byte (port 465).
    Implicit,
    /// After the greeting (port 587); without it nothing is sent.
    StartTls,
    /// Not at all: for a server on the same machine.
    None,
}

impl FromStr for Tls {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "implicit" => Ok(Self::Implicit),
            "starttls" => Ok(Self::StartTls),
            "none" => Ok(Self::None),
            _ => Err("must be implicit, starttls or none".to_owned()),
        }
    }
}

impl fmt::Display for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Implicit => "implicit",
            Self::StartTls => "starttls",
            Self::None => "none",
        })
    }
}

/// A user of the server. No `Debug`: it holds a password.
#[derive(Clone)]
pub struct Login {
    /// The name.
    pub user: String,
    /// The password.
    pub password: String,
}

/// A server that takes messages.
#[derive(Clone)]
pub struct Smtp {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: Tls,
    /// As whom to log in; nobody where the server asks for nobody.
    pub login: Option<Login>,
    /// The sender.
    pub from: String,
    /// The longest that one message may take.
    pub patience: Duration,
}

impl Smtp {
    /// Connects, protects and logs in, and sends nothing. Says what is wrong in words for whoever set it up.
    pub async fn check(&self) -> Result<String, String> {
        self.from.parse::<Mailbox>().map_err(|_| "smtp_from is no email address".to_owned())?;
        let opening = async {
            let mut connection = self.open().await?;
            let _ = connection.quit().await; // A server that hangs up first has answered all the same.
            Ok::<_, Error>(())
        };
        match tokio::time::timeout(self.patience, opening).await {
            Ok(Ok(())) => Ok(format!("{}:{} answers (TLS: {})", self.host, self.port, self.tls)),
            Ok(Err(error)) => Err(format!("{}:{}: {error}", self.host, self.port)),
            Err(_) => Err(format!("{}:{} does not answer", self.host, self.port)),
        }
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, Error> {
        let hello = ClientId::default();
        let parameters = || TlsParameters::new(self.host.clone());
        let wrapped = if self.tls == Tls::Implicit { Some(parameters()?) } else { None };
        let server = (self.host.as_str(), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(self.patience), &hello, wrapped, None).await?;
        if self.tls == Tls::StartTls {
            connection.starttls(parameters()?, &hello).await?;
        }
        if let Some(login) = &self.login {
            let credentials = Credentials::new(login.user.clone(), login.password.clone());
            connection.auth(DEFAULT_MECHANISMS, &credentials).await?;
        }
        Ok(connection)
    }

    /// The whole dialogue; `leaving` is set before the first byte of the text.
    async fn deliver(&self, message: &Message, leaving: &AtomicBool) -> Result<(), Error> {
        let mut connection = self.open().await?;
        let envelope = message.envelope();
        connection.command(Mail::new(envelope.from().cloned(), Vec::new())).await?;
        for to in envelope.to() {
            connection.command(Rcpt::new(to.clone(), Vec::new())).await?;
        }
        connection.command(Data).await?;
        leaving.store(true, Ordering::Relaxed);
        connection.message(&message.formatted()).await?;
        // The server has it: whatever it says to the farewell changes nothing.
        let _ = tokio::time::timeout(Duration::from_secs(1), connection.quit()).await;
        Ok(())
    }

    fn written(&self, letter: &Letter) -> Option<Message> {
        let from: Mailbox = self.from.parse().ok()?;
        let to: Mailbox = letter.to.as_str().parse().ok()?;
        Message::builder()
            .from(from)
            .to(to)
            .subject(letter.subject.clone())
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())
            .ok()
    }
}

#[async_trait]
impl Post for Smtp {
    async fn send(&self, letter: &Letter) -> Posted {
        let Some(message) = self.written(letter) else { return Posted::Rejected };
        let leaving = AtomicBool::new(false);
        let done = tokio::time::timeout(self.patience, self.deliver(&message, &leaving)).await;
        let left = leaving.load(Ordering::Relaxed);
        let posted = match &done {
            Ok(Ok(())) => Posted::Sent,
            Ok(Err(error)) if error.is_permanent() => Posted::Rejected,
            // An answer that says "later" says that the server has not taken it.
            Ok(Err(error)) if error.is_transient() || !left => Posted::Away,
            Err(_) if !left => Posted::Away,
            Ok(Err(_)) | Err(_) => Posted::Unknown,
        };
        if posted != Posted::Sent {
            tracing::warn!(?posted, "a message was not delivered");
        }
        posted
    }
}
