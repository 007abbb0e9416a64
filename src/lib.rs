//! Claviger, a self-hosted key management service.
