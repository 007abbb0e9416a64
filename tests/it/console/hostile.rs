//! What nobody should send is answered with a clear refusal, never with a fault of ours, and stays text.

use super::super::routes::{path, patterns};
use super::World;
use claviger::domain::Role;
use std::fmt::Write as _;

/// Every field of every form and every view.
const FIELDS: [&str; 27] = [
    "act",
    "after",
    "alias",
    "by",
    "days",
    "description",
    "digest",
    "domain",
    "expired",
    "from",
    "key_id",
    "language",
    "name",
    "new",
    "next",
    "old",
    "outcome",
    "origin",
    "password",
    "project_id",
    "q",
    "reason",
    "role",
    "sort",
    "state",
    "user",
    "view",
];

/// What they are sent, as it stands in a body or an address.
fn hostile() -> [(&'static str, String); 12] {
    [
        ("nothing", String::new()),
        ("broken UTF-8", "%FF%FE".to_owned()),
        ("an overlong form", "%C0%80".to_owned()),
        ("half a surrogate", "%ED%A0%80".to_owned()),
        ("NUL", "a%00b".to_owned()),
        ("a broken escape", "%zz".to_owned()),
        ("a line break", "a%0D%0ASet-Cookie:+x=y".to_owned()),
        ("10,000 characters", "a".repeat(10_000)),
        ("SQL", "%27%29%3B+DROP+TABLE+keys%3B+--".to_owned()),
        ("HTML", "%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E".to_owned()),
        ("a template", "%7B%7Bcsrf%7D%7D%7B%25+raw+%25%7D".to_owned()),
        ("a number", "%2B9e99".to_owned()),
    ]
}

#[tokio::test]
async fn no_value_in_any_field_of_any_form_makes_a_fault_of_ours_or_a_change() {
    let world = World::new().await;
    let mut browser = world.signed_in(Role::TeAdmin).await;
    browser.get("/console/keys/new").await;
    browser.post("/console/keys", &[("alias", "mine"), ("description", "")]).await.being(303);
    let forms =
        patterns(&world.router).into_iter().filter(|pattern| !pattern.contains("sign-") && !pattern.starts_with("/static"));
    let mut asked = 0;
    for pattern in forms {
        for (what, value) in hostile() {
            let fields = FIELDS.iter().fold(String::new(), |mut fields, field| {
                write!(fields, "&{field}={value}").unwrap();
                fields
            });
            let sent = browser.post_raw(&path(&pattern), &fields).await;
            let case = format!("{what} to {pattern}: {}", sent.status);
            // A form without script is led back to its page, which says what is wrong.
            assert!(sent.status.is_client_error() || sent.status == 303, "{case}");
            assert!(!sent.text.contains("<script>alert"), "{case}");
            assert!(!sent.to.contains("Set-Cookie") || !sent.to.contains('\n'), "{case}");
            asked += 1;
        }
    }
    assert!(asked > 20 * 12, "{asked}");
    browser.get("/console/keys").await.being(200).having("1 key").having("mine").lacking("Disabled</span>");
    browser.get("/console/people").await.being(200).having("1 person");
    browser.get("/console/account").await.being(200).having("lang=\"en\"");
}

#[tokio::test]
async fn no_value_in_any_field_of_a_form_that_is_right_otherwise_makes_a_fault_of_ours() {
    let world = World::new().await;
    let mut browser = world.signed_in(Role::TeAdmin).await;
    browser.get("/console/keys/new").await;
    let page = browser.post("/console/keys", &[("alias", "mine"), ("description", "")]).await.to;
    let schedule = format!("{page}/schedule-deletion");
    let forms: [(&str, &[(&str, &str)]); 3] = [
        ("/console/keys", &[("alias", "other"), ("description", "d"), ("origin", "kms")]),
        (&schedule, &[("days", "30"), ("alias", "mine"), ("reason", "r")]),
        ("/console/people", &[("name", "n"), ("role", "kms_readonly")]),
    ];
    for (form, fields) in forms {
        for (field, _) in fields {
            for (what, value) in hostile() {
                let mut body = String::new();
                for (name, right) in fields {
                    write!(body, "&{name}={}", if name == field { value.as_str() } else { right }).unwrap();
                }
                let sent = browser.post_raw(form, &body).await;
                assert!(!sent.status.is_server_error(), "{what} as {field} to {form}: {}", sent.status);
                assert!(!sent.text.contains("<script>alert"), "{what} as {field} to {form}");
                // What is text is taken where text may stand.
                let is_free = ["description", "reason", "name"].contains(field);
                assert!(is_free || sent.status.is_client_error(), "{what} as {field} to {form}: {} {}", sent.status, sent.to);
            }
        }
    }
}

#[tokio::test]
async fn no_address_makes_a_fault_of_ours() {
    let world = World::new().await;
    let mut browser = world.signed_in(Role::TeAdmin).await;
    for pattern in patterns(&world.router).into_iter().filter(|pattern| !pattern.contains("sign-")) {
        for (what, value) in hostile() {
            // So many long values together are longer than an address may be.
            let fields = if value.len() > 1_000 { &["q"][..] } else { &FIELDS };
            let query = fields.iter().fold(String::new(), |mut query, field| {
                write!(query, "&{field}={value}").unwrap();
                query
            });
            let asked = browser.get(&format!("{}?{query}", path(&pattern))).await;
            assert!(!asked.status.is_server_error(), "{what} as a view of {pattern}: {}", asked.status);
            assert!(!asked.text.contains("<script>alert"), "{what} as a view of {pattern}");
            let part = if value.is_empty() { "-" } else { &value };
            let parts = pattern.split('/').map(|own| if own.starts_with('{') { part } else { own }).collect::<Vec<_>>();
            let asked = browser.get(&parts.join("/").replace('+', "%20")).await;
            assert!(!asked.status.is_server_error(), "{what} in {pattern}: {}", asked.status);
            assert!(!asked.text.contains("<script>alert"), "{what} in {pattern}");
        }
    }
}
