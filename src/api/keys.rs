//! The calls that make, list, move and retire keys.

use super::answer::{DescribedKeyInfo, Instances, KeyDetails, KeyInfo, KeyPage, KeyStateInfo, NamedKeyInfo, NewKeyInfo};
use super::call::Call;
use super::error::ApiError;
use super::key_form::KeysWanted;
use super::service::Service;
use crate::domain::Key;
use crate::gate::{OperationError, Resource};
use crate::kms::{
    CancelKeyDeletion, CreateKey, DescribeKey, Described, DisableKey, EnableKey, ScheduleKeyDeletion, ShowInstances,
    UpdateKeyAlias, UpdateKeyDescription,
};
use axum::Json;
use axum::extract::State;

/// `POST /v1.0/{project_id}/kms/create-key`
pub async fn create(
    State(service): State<Service>,
    Call { caller, asked }: Call<CreateKey>,
) -> Result<Json<KeyInfo<NewKeyInfo>>, ApiError> {
    let key = service.gate.perform(&caller, asked).await?;
    Ok(Json(KeyInfo { key_info: NewKeyInfo::from(&key) }))
}

/// `POST /v1.0/{project_id}/kms/list-keys`
pub async fn list(State(service): State<Service>, Call { caller, asked }: Call<KeysWanted>) -> Result<Json<KeyPage>, ApiError> {
    let found = service.gate.perform(&caller, asked.operation()).await?;
    let keys = found.page.items.iter().map(|line| &line.key);
    let realm = service.region.as_str();
    Ok(Json(KeyPage::of(keys, realm, asked.marker.into(), found.page.next.is_some(), asked.total(&found))))
}

/// `POST /v1.0/{project_id}/kms/describe-key`
pub async fn describe(
    State(service): State<Service>,
    Call { caller, asked }: Call<DescribeKey>,
) -> Result<Json<KeyInfo<KeyDetails>>, ApiError> {
    let described = service.gate.perform(&caller, asked).await?;
    let key = record(&described).ok_or(OperationError::NotFound(Resource::Key(asked.key_id)))?;
    Ok(Json(KeyInfo { key_info: KeyDetails::of(key, service.region.as_str()) }))
}

/// `POST /v1.0/{project_id}/kms/enable-key`
pub async fn enable(
    State(service): State<Service>,
    Call { caller, asked }: Call<EnableKey>,
) -> Result<Json<KeyInfo<KeyStateInfo>>, ApiError> {
    let key = service.gate.perform(&caller, asked).await?;
    Ok(Json(KeyInfo { key_info: KeyStateInfo::from(&key) }))
}

/// `POST /v1.0/{project_id}/kms/disable-key`
pub async fn disable(
    State(service): State<Service>,
    Call { caller, asked }: Call<DisableKey>,
) -> Result<Json<KeyInfo<KeyStateInfo>>, ApiError> {
    let key = service.gate.perform(&caller, asked).await?;
    Ok(Json(KeyInfo { key_info: KeyStateInfo::from(&key) }))
}

/// `POST /v1.0/{project_id}/kms/schedule-key-deletion`
pub async fn schedule_deletion(
    State(service): State<Service>,
    Call { caller, asked }: Call<ScheduleKeyDeletion>,
) -> Result<Json<KeyStateInfo>, ApiError> {
    let (key, _plan) = service.gate.perform(&caller, asked).await?;
    Ok(Json(KeyStateInfo::from(&key)))
}

/// `POST /v1.0/{project_id}/kms/cancel-key-deletion`
pub async fn cancel_deletion(
    State(service): State<Service>,
    Call { caller, asked }: Call<CancelKeyDeletion>,
) -> Result<Json<KeyStateInfo>, ApiError> {
    let key = service.gate.perform(&caller, asked).await?;
    Ok(Json(KeyStateInfo::from(&key)))
}

/// `POST /v1.0/{project_id}/kms/update-key-alias`
pub async fn update_alias(
    State(service): State<Service>,
    Call { caller, asked }: Call<UpdateKeyAlias>,
) -> Result<Json<KeyInfo<NamedKeyInfo>>, ApiError> {
    let key = service.gate.perform(&caller, asked).await?;
    Ok(Json(KeyInfo { key_info: NamedKeyInfo::from(&key) }))
}

/// `POST /v1.0/{project_id}/kms/update-key-description`
pub async fn update_description(
    State(service): State<Service>,
    Call { caller, asked }: Call<UpdateKeyDescription>,
) -> Result<Json<KeyInfo<DescribedKeyInfo>>, ApiError> {
    let key = service.gate.perform(&caller, asked).await?;
    Ok(Json(KeyInfo { key_info: DescribedKeyInfo::from(&key) }))
}

/// `GET /v1.0/{project_id}/kms/user-instances`
pub async fn show_instances(
    State(service): State<Service>,
    Call { caller, asked }: Call<ShowInstances>,
) -> Result<Json<Instances>, ApiError> {
    Ok(Json(Instances { instance_num: service.gate.perform(&caller, asked).await? }))
}

/// The key, while it is one: of what was destroyed, programs learn nothing.
fn record(described: &Described) -> Option<&Key> {
    match described {
        Described::Record(key) => Some(key),
        Described::Living(report) => Some(&report.key),
        Described::Destroyed(_) => None,
    }
}
