//! The calls that seal and open data.

use super::call::Call;
use super::error::ApiError;
use super::secret_answer::{OpenedData, SealedData, Wiped};
use super::service::Service;
use crate::kms::{DecryptData, EncryptData};
use axum::Json;
use axum::extract::State;

/// `POST /v1.0/{project_id}/kms/encrypt-data`
pub async fn encrypt(
    State(service): State<Service>,
    Call { caller, asked }: Call<EncryptData>,
) -> Result<Json<SealedData>, ApiError> {
    let key_id = asked.key_id;
    let ciphertext = service.gate.perform(&caller, asked).await?;
    Ok(Json(SealedData::new(key_id, &ciphertext)))
}

/// `POST /v1.0/{project_id}/kms/decrypt-data`
pub async fn decrypt(
    State(service): State<Service>,
    Call { caller, asked }: Call<DecryptData>,
) -> Result<Wiped<OpenedData>, ApiError> {
    let (key_id, plaintext) = service.gate.perform(&caller, asked).await?;
    Ok(Wiped(OpenedData::new(key_id, &plaintext)))
}
