//! The calls that make, wrap and open data keys, and the one that draws random bytes.

use super::call::Call;
use super::error::ApiError;
use super::secret_answer::{DatakeyInfo, OpenedDatakey, RandomData, Wiped, WrappedDatakey};
use super::service::Service;
use crate::kms::{CreateDatakey, CreateDatakeyWithoutPlaintext, DecryptDatakey, EncryptDatakey, GenRandom};
use axum::Json;
use axum::extract::State;

/// `POST /v1.0/{project_id}/kms/create-datakey`
pub async fn create(
    State(service): State<Service>,
    Call { caller, asked }: Call<CreateDatakey>,
) -> Result<Wiped<DatakeyInfo>, ApiError> {
    let issued = service.gate.perform(&caller, asked).await?;
    Ok(Wiped(DatakeyInfo::new(issued.key_id, Some(&issued.plaintext), &issued.ciphertext)))
}

/// `POST /v1.0/{project_id}/kms/create-datakey-without-plaintext`
pub async fn create_without_plaintext(
    State(service): State<Service>,
    Call { caller, asked }: Call<CreateDatakeyWithoutPlaintext>,
) -> Result<Json<DatakeyInfo>, ApiError> {
    let (key_id, ciphertext) = service.gate.perform(&caller, asked).await?;
    Ok(Json(DatakeyInfo::new(key_id, None, &ciphertext)))
}

/// `POST /v1.0/{project_id}/kms/encrypt-datakey`
pub async fn encrypt(
    State(service): State<Service>,
    Call { caller, asked }: Call<EncryptDatakey>,
) -> Result<Json<WrappedDatakey>, ApiError> {
    let (key_id, length) = (asked.key_id, asked.plaintext.expose().len());
    let ciphertext = service.gate.perform(&caller, asked).await?;
    Ok(Json(WrappedDatakey::new(key_id, &ciphertext, length)))
}

/// `POST /v1.0/{project_id}/kms/decrypt-datakey`
pub async fn decrypt(
    State(service): State<Service>,
    Call { caller, asked }: Call<DecryptDatakey>,
) -> Result<Wiped<OpenedDatakey>, ApiError> {
    let plaintext = service.gate.perform(&caller, asked).await?;
    Ok(Wiped(OpenedDatakey::from(&plaintext)))
}

/// `POST /v1.0/{project_id}/kms/gen-random`
pub async fn gen_random(
    State(service): State<Service>,
    Call { caller, asked }: Call<GenRandom>,
) -> Result<Wiped<RandomData>, ApiError> {
    let plaintext = service.gate.perform(&caller, asked).await?;
    Ok(Wiped(RandomData::from(&plaintext)))
}
