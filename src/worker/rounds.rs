//! The second hand: what is to be done again and again, and how long to wait after a failure.

use super::carry_out_due;
use crate::gate::{Gate, OperationError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval};

const ROUND_EVERY: Duration = Duration::from_secs(1);
/// The most rounds that due plans wait after failures in a row; time is witnessed in each round all the same.
const LONGEST_REST: u32 = 60;

/// Does what time asks for, every second, until told to stop. A failure is logged and tried again later.
pub async fn work(gate: Gate, mut stop: watch::Receiver<bool>) {
    let mut seconds = interval(ROUND_EVERY);
    seconds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut rest = Rest::default();
    loop {
        tokio::select! {
            _ = seconds.tick() => {}
            stopped = stop.wait_for(|stop| *stop) => {
                drop(stopped);
                return;
            }
        }
        if rest.is_over() {
            let done = round(&gate).await;
            if let Err(error) = &done {
                tracing::error!(error = ?error, "the worker's round failed and is tried again");
            }
            rest.note(done.is_ok());
        } else if let Err(error) = gate.tick().await {
            tracing::debug!(error = ?error, "time was not witnessed");
        }
        metrics::gauge!("claviger_clock_held").set(if gate.is_clock_held() { 1.0 } else { 0.0 });
    }
}

/// One round: time is witnessed, then what is due is done.
pub async fn round(gate: &Gate) -> Result<(), OperationError> {
    gate.tick().await?;
    carry_out_due(gate).await
}

/// Rounds to leave out: twice as many after each failure.
#[derive(Debug, Default)]
struct Rest {
    failures: u32,
    left: u32,
}

impl Rest {
    fn is_over(&mut self) -> bool {
        let is_over = self.left == 0;
        self.left = self.left.saturating_sub(1);
        is_over
    }

    fn note(&mut self, is_done: bool) {
        self.failures = if is_done { 0 } else { self.failures.saturating_add(1) };
        self.left = if is_done { 0 } else { 2_u32.saturating_pow(self.failures).min(LONGEST_REST) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_that_fails_rests_longer_and_longer_and_a_minute_at_most() {
        let mut rest = Rest::default();
        let mut rests = Vec::new();
        for _ in 0..8 {
            let mut rounds = 0;
            while !rest.is_over() {
                rounds += 1;
            }
            rests.push(rounds);
            rest.note(false);
        }
        assert_eq!(rests, [0, 2, 4, 8, 16, 32, 60, 60]);
        rest.note(true);
        assert!(rest.is_over());
    }
}
