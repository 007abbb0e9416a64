//! The composition root: the only file that names a concrete database, root of trust and clock.

use crate::api;
use crate::command::{
    DemoFailed, KnownPeople, Outside, PasswordFileError, accept_clock, clock_before, create_domain, create_user, fill,
    first_people, read_password,
};
use crate::config::{
    ClockCommand, Command, CommandLine, DemoArguments, DomainArguments, DomainCommand, NotACommand, PublicUrl, Setting, Settings,
    UserArguments, UserCommand, WrongSetting, bind, check_throwaway, harden, prepare_data_dir, prepare_database_file,
    throwaway_data_dir, told_to_stop,
};
use crate::console::{Console, drawn, routes};
use crate::domain::{Clock, Face, ManualClock, Name, Roles, SecretHash};
use crate::gate::{Gate, OperationError, StartError, Unknown, open_keyring};
use crate::keyring::{RootOfTrustError, SoftwareRoot};
use crate::store::{Identities, SqliteStore, Store, StoreError};
use crate::web::session::{session_hash, sessions};
use crate::web::{Door, InvalidSite, Proxy, RequestIds, Sessions, Site, admin, listen, through, within};
use crate::worker::{round, work};
use axum::Router;
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder};
use std::error::Error;
use std::ffi::OsString;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Instant, SystemTime};
use time::{Duration, OffsetDateTime};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tower_sessions::Session;

/// The bounds of histograms, in seconds.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];
/// How often metrics are folded, whether somebody asks for them or not.
const UPKEEP_EVERY: std::time::Duration = std::time::Duration::from_secs(5);
/// After this, a stop waits for nothing any more.
const STOP_WITHIN: std::time::Duration = std::time::Duration::from_secs(9);

/// Why the program did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The words ask for nothing that there is.
    #[error(transparent)]
    Words(#[from] NotACommand),
    /// A setting is wrong.
    #[error(transparent)]
    Setting(#[from] WrongSetting),
    /// The root of trust is not there.
    #[error("{} is not fit", Setting::RootDir)]
    RootOfTrust(#[from] RootOfTrustError),
    /// The database does not open.
    #[error("the database does not open")]
    Store(#[from] StoreError),
    /// The installation's keys do not open.
    #[error(transparent)]
    Start(#[from] StartError),
    /// An operation was not done.
    #[error(transparent)]
    Operation(#[from] OperationError),
    /// No such tenant.
    #[error("there is no domain {0}; make it with: claviger domain create --name {0}")]
    NoDomain(Name),
    /// No password was read.
    #[error(transparent)]
    PasswordFile(#[from] PasswordFileError),
    /// The public address is none.
    #[error(transparent)]
    Site(#[from] InvalidSite),
    /// The demonstration could not be filled.
    #[error(transparent)]
    Demo(#[from] DemoFailed),
    /// Metrics are kept by somebody else.
    #[error("metrics cannot be kept")]
    Metrics(#[from] BuildError),
    /// The machine refused something.
    #[error("the machine refused")]
    Machine(#[from] std::io::Error),
}

impl AppError {
    /// Everything that is known of it, for the operator's terminal.
    #[must_use]
    pub fn sentence(&self) -> String {
        if let Self::Words(words) = self {
            return words.text.clone();
        }
        let mut sentence = format!("claviger: {self}");
        let mut cause = self.source();
        while let Some(error) = cause {
            sentence = format!("{sentence}: {error}");
            cause = error.source();
        }
        sentence
    }

    /// 2 for what is wrong before anything is opened, else 1.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        if matches!(self, Self::Words(_) | Self::Setting(_)) { 2 } else { 1 }
    }
}

/// Does what the words ask for, and returns when it is done or the process was told to stop.
pub fn run(words: impl IntoIterator<Item = OsString>, out: &mut dyn Write) -> Result<(), AppError> {
    let line = match CommandLine::read(words) {
        Err(help) if help.is_help => return Ok(write!(out, "{help}")?),
        read => read?,
    };
    let command = line.asked();
    let settings = match &command {
        Command::Demo(_) => Settings::read_for_demo(&line, throwaway_data_dir)?,
        Command::Serve | Command::Domain(_) | Command::User(_) | Command::Clock(_) => Settings::read(&line)?,
    };
    settings.log.start();
    harden();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            Command::Serve => serve(&settings, out).await,
            Command::Demo(asked) => demo(&settings, &asked, out).await,
            Command::Domain(DomainCommand::Create(asked)) => make_domain(&settings, asked, out).await,
            Command::User(UserCommand::Create(asked)) => make_user(&settings, asked, out).await,
            Command::Clock(ClockCommand::Accept) => accept(&settings, out).await,
        }
    })
}

/// The machine's clock, and the timer beside it.
struct SystemClock {
    started: Instant,
}

impl SystemClock {
    fn start() -> Arc<dyn Clock> {
        Arc::new(Self { started: Instant::now() })
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everything else is given")]
    fn now(&self) -> OffsetDateTime {
        let now = OffsetDateTime::from(SystemTime::now());
        now.replace_microsecond(now.microsecond()).unwrap_or(now)
    }

    fn running(&self) -> Duration {
        self.started.elapsed().try_into().unwrap_or(Duration::MAX)
    }
}

/// Records, keys and the gate over them.
struct Installation {
    store: Arc<SqliteStore>,
    gate: Gate,
}

impl Installation {
    async fn open(settings: &Settings, clock: Arc<dyn Clock>) -> Result<Self, AppError> {
        prepare_data_dir(&settings.data_dir)?;
        prepare_database_file(&settings.database_file)?;
        let root = SoftwareRoot::open(&settings.root_dir)?;
        let store = Arc::new(SqliteStore::open(&settings.database_file).await?);
        let keyring = open_keyring(&*store, &root, &*clock).await?;
        let gate = Gate::new(Arc::<SqliteStore>::clone(&store), Arc::new(keyring), clock).await?;
        Ok(Self { store, gate })
    }

    /// Saves what waits to be saved.
    async fn close(&self) {
        if let Err(error) = self.gate.flush().await {
            tracing::warn!(error = ?error, "some refusals are not in the trail");
        }
        self.store.close().await;
    }
}

async fn make_domain(settings: &Settings, asked: DomainArguments, out: &mut dyn Write) -> Result<(), AppError> {
    let here = Installation::open(settings, SystemClock::start()).await?;
    let made = create_domain(&here.gate, asked.name, asked.deletion_approvals, settings.region.clone()).await;
    here.close().await;
    let made = made?;
    Ok(if asked.json { writeln!(out, "{}", made.to_json()) } else { writeln!(out, "{made}") }?)
}

async fn make_user(settings: &Settings, asked: UserArguments, out: &mut dyn Write) -> Result<(), AppError> {
    let password = asked.password_file.as_deref().map(read_password).transpose()?;
    let here = Installation::open(settings, SystemClock::start()).await?;
    let made = match here.store.find_domain_named(&asked.domain).await {
        Ok(Some(domain)) => {
            let roles = Roles::from_iter(asked.roles);
            create_user(&here.gate, domain.id, asked.name, roles, password).await.map_err(AppError::from)
        }
        Ok(None) => Err(AppError::NoDomain(asked.domain)),
        Err(error) => Err(error.into()),
    };
    here.close().await;
    let made = made?;
    Ok(if asked.json { writeln!(out, "{}", *made.to_json()) } else { writeln!(out, "{made}") }?)
}

async fn accept(settings: &Settings, out: &mut dyn Write) -> Result<(), AppError> {
    let here = Installation::open(settings, SystemClock::start()).await?;
    let accepted = accept_clock(&here.gate).await;
    here.close().await;
    Ok(writeln!(out, "{} is taken as the time", accepted?.at)?)
}

async fn serve(settings: &Settings, out: &mut dyn Write) -> Result<(), AppError> {
    let stop = told_to_stop()?;
    let doors = Doors::bind(settings).await?;
    let here = Installation::open(settings, SystemClock::start()).await?;
    here.gate.begin().await?;
    if !here.store.has_domains().await? {
        let people = first_people(&here.gate, settings.region.clone()).await?;
        writeln!(out, "The database was empty. These two may sign in; their passwords are shown this once:\n")?;
        writeln!(out, "{}", KnownPeople(&people))?;
    }
    let url = doors.announce(settings)?;
    writeln!(out, "Claviger is at {url}/console")?;
    out.flush()?;
    here.answer(settings, &url, doors, stop).await
}

async fn demo(settings: &Settings, asked: &DemoArguments, out: &mut dyn Write) -> Result<(), AppError> {
    check_throwaway(&settings.data_dir)?;
    let shown = show(settings, asked, out).await;
    if !asked.keep && settings.data_dir.exists() {
        let removed = std::fs::remove_dir_all(&settings.data_dir);
        shown.and(removed.map_err(AppError::from))
    } else {
        shown
    }
}

async fn show(settings: &Settings, asked: &DemoArguments, out: &mut dyn Write) -> Result<(), AppError> {
    let mut stop = told_to_stop()?;
    let doors = Doors::bind(settings).await?;
    let clock = SystemClock::start();
    let now = clock.now();
    let past = Past::open(settings, now).await?;
    let filled = tokio::select! {
        filled = fill(&past.installation.gate, &past.clock, now, &settings.region, &past) => Some(filled),
        () = told(&mut stop) => None,
    };
    past.installation.close().await;
    let Some(people) = filled.transpose()? else { return Ok(()) };
    let here = Installation::open(settings, clock).await?;
    here.gate.begin().await?;
    let (people, url) = (KnownPeople(&people), doors.announce(settings)?);
    if asked.json {
        writeln!(out, "{}", *people.to_json(&url.to_string()))?;
    } else {
        writeln!(out, "These may sign in, until the demonstration ends:\n\n{people}\nClaviger is at {url}/console")?;
    }
    out.flush()?;
    here.answer(settings, &url, doors, stop).await
}

/// The two years before a demonstration, with a clock of their own.
struct Past {
    installation: Installation,
    clock: Arc<ManualClock>,
}

impl Past {
    async fn open(settings: &Settings, now: OffsetDateTime) -> Result<Self, AppError> {
        let clock = Arc::new(clock_before(now));
        let installation = Installation::open(settings, Arc::<ManualClock>::clone(&clock)).await?;
        installation.gate.begin().await?;
        Ok(Self { installation, clock })
    }
}

impl Outside for Past {
    async fn time_passes(&self) -> Result<(), OperationError> {
        round(&self.installation.gate).await
    }

    async fn open_browser(&self) -> Result<SecretHash, OperationError> {
        let session = Session::new(None, Arc::new(self.installation.store.sessions()), None);
        let saved = session.save().await;
        saved.ok().and_then(|()| session_hash(&session)).ok_or(OperationError::Unknown(Unknown::Missing))
    }
}

/// The listeners, bound before anything is opened: a port that is taken costs nothing.
struct Doors {
    faces: TcpListener,
    admin: TcpListener,
    address: SocketAddr,
}

impl Doors {
    async fn bind(settings: &Settings) -> Result<Self, AppError> {
        let faces = bind(Setting::Listen, settings.listen).await?;
        let admin = bind(Setting::AdminListen, settings.admin_listen).await?;
        let address = faces.local_addr()?;
        Ok(Self { faces, admin, address })
    }

    /// The address to be printed. The log says where that really is.
    fn announce(&self, settings: &Settings) -> Result<PublicUrl, AppError> {
        tracing::info!(address = %self.address, admin_address = %self.admin.local_addr()?, "serving");
        Ok(settings.public_url.clone().unwrap_or_else(|| PublicUrl::of(self.address)))
    }
}

impl Installation {
    /// Serves until told to stop, then lets requests end and saves what waits.
    async fn answer(
        &self,
        settings: &Settings,
        url: &PublicUrl,
        doors: Doors,
        mut stop: watch::Receiver<bool>,
    ) -> Result<(), AppError> {
        let metrics = PrometheusBuilder::new().set_buckets(&BUCKETS)?.install_recorder()?;
        let faces = self.faces(settings, url)?;
        let gate = self.gate.clone();
        let readiness = move || {
            let gate = gate.clone();
            async move { gate.check().await.map_err(|_| "the database does not answer".to_owned()) }
        };
        let mut tasks = JoinSet::new();
        tasks.spawn(listen(doors.faces, faces, stop.clone()));
        tasks.spawn(listen(doors.admin, admin(readiness, metrics.clone()), stop.clone()));
        tasks.spawn(work(self.gate.clone(), stop.clone()));
        let upkeep = async {
            loop {
                tokio::time::sleep(UPKEEP_EVERY).await;
                metrics.run_upkeep();
            }
        };
        let all_ended = async {
            while let Some(ended) = tasks.join_next().await {
                ended.map_err(std::io::Error::other)?;
            }
            Ok(())
        };
        let too_late = async {
            told(&mut stop).await;
            tracing::info!("stopping");
            tokio::time::sleep(STOP_WITHIN).await;
        };
        let ended: Result<(), std::io::Error> = tokio::select! {
            ended = all_ended => ended,
            () = too_late => { tracing::warn!("some work did not end in time"); Ok(()) }
            () = upkeep => Ok(()),
        };
        self.close().await;
        Ok(ended?)
    }

    /// Everything that people and programs reach, behind one address.
    fn faces(&self, settings: &Settings, url: &PublicUrl) -> Result<Router, AppError> {
        let proxy = if settings.is_behind_proxy { Proxy::Trusted } else { Proxy::None };
        let site = Arc::new(Site::parse(&url.to_string(), proxy)?);
        let ids = RequestIds::of(self.gate.clone());
        let kept = Sessions::of(self.store.sessions());
        let console = Console { gate: self.gate.clone(), sessions: kept, region: settings.region.as_str().into() };
        let pages = routes(console.clone()).layer(sessions(self.store.sessions(), &site));
        let pages = drawn(console, within(self.gate.clone(), pages));
        let calls = api::routes(self.gate.clone(), settings.region.clone());
        let door = |face| Door { face, site: Arc::clone(&site), ids: ids.clone() };
        Ok(through(door(Face::Console), pages).merge(through(door(Face::Api), calls)))
    }
}

async fn told(stop: &mut watch::Receiver<bool>) {
    drop(stop.wait_for(|stop| *stop).await);
}
