//! Every route refuses strangers. The routes are read out of the routers themselves, so one that is added is asked, too.

use super::console::World;
use super::edge::{ask, look};
use super::house::House;
use axum::Router;
use axum::http::StatusCode;
use claviger::api::routes;
use claviger::domain::{Face, OPERATORS_LOG};
use claviger::web::{Door, Proxy, RequestIds, Site, through};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What stands for a part of a path: one that is a key id, a user id, a project id and a plan id alike.
const ID: &str = "0197a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

/// What anybody may look at, and where it is: the door itself, and what pages are made of.
const OPEN: [&str; 2] = ["/console/sign-in", "/static/{*name}"];

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const OURS: (&str, &str) = ("sec-fetch-site", "same-origin");

/// The patterns of all routes, as the router prints them.
pub fn patterns(router: &Router) -> BTreeSet<String> {
    let printed = format!("{router:?}");
    let ids = printed.split("RouteId(").skip(1).filter_map(|rest| rest.split_once("): \""));
    ids.filter(|(id, _)| id.bytes().all(|byte| byte.is_ascii_digit()))
        .map(|(_, rest)| rest.split('"').next().unwrap().to_owned())
        .collect()
}

/// A path of a pattern.
pub fn path(pattern: &str) -> String {
    let parts = pattern.split('/').map(|part| if part.starts_with('{') { ID } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_route_of_the_console_refuses_strangers() {
    let world = World::new().await;
    let found = patterns(&world.router);
    assert!(found.len() > 25 && found.contains("/console/keys/{key_id}/disable"), "{found:?}");
    let (mut shut, mut acts) = (0, 0);
    for pattern in &found {
        let path = path(pattern);
        let page = look(&world.router, &path).await;
        match page.status {
            StatusCode::OK => assert!(OPEN.contains(&pattern.as_str()), "{pattern} is open"),
            StatusCode::SEE_OTHER => {
                assert!(page.header("location").starts_with("/console/sign-in"), "{pattern}: {}", page.header("location"));
                shut += 1;
            }
            // It has no page, only an act.
            status => assert_eq!(status, StatusCode::NOT_FOUND, "{pattern}"),
        }
        let act = ask(&world.router, "POST", &path, &[FORM, OURS], "next=/&language=fr").await;
        match act.status {
            StatusCode::SEE_OTHER => {
                assert!(act.header("location").starts_with("/console/sign-in"), "{pattern}: {}", act.header("location"));
                acts += 1;
            }
            StatusCode::FORBIDDEN => acts += 1,
            // It has no act, only a page.
            status => assert_eq!(status, StatusCode::NOT_FOUND, "{pattern}"),
        }
        let forged = ask(&world.router, "POST", &path, &[FORM, ("sec-fetch-site", "cross-site")], "").await;
        let expected = if act.status == StatusCode::NOT_FOUND { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
        assert_eq!(forged.status, expected, "{pattern}, as another site sends it");
    }
    assert!(shut > 10 && acts > 15, "{shut} pages and {acts} acts were asked for");
}

#[tokio::test]
async fn every_route_of_the_api_refuses_strangers() {
    let house = House::build().await;
    let site = Arc::new(Site::parse("http://127.0.0.1:8480", Proxy::None).unwrap());
    let door = Door { face: Face::Api, site, ids: RequestIds::of(house.gate.clone()) };
    let router = through(door, routes(house.gate.clone(), "eu-west-0".parse().unwrap()));
    let found = patterns(&router);
    assert!(found.len() >= 2 * 12 + 2 && found.contains("/v1.0/{project_id}/kms/disable-key"), "{found:?}");
    let mut refused = 0;
    for pattern in &found {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            for token in [None, Some("made up")] {
                let headers: Vec<_> = token.map(|token| ("x-auth-token", token)).into_iter().collect();
                let answer = ask(&router, method, &path(pattern), &headers, "{}").await;
                let case = format!("{method} {pattern} {token:?}: {}", answer.text);
                match answer.status {
                    StatusCode::OK => {
                        assert!(method == "GET" && pattern.starts_with("/v3") && !pattern.contains("auth"), "{case}");
                    }
                    StatusCode::UNAUTHORIZED => refused += 1,
                    // The sign-in of programs, with nothing in it.
                    StatusCode::BAD_REQUEST => assert!(method == "POST" && pattern.starts_with("/v3/auth/tokens"), "{case}"),
                    // Where nothing is, or nothing of this method.
                    StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {}
                    status => panic!("{status} {case}"),
                }
            }
        }
    }
    assert!(refused >= 2 * 2 * 12, "{refused} calls were refused");
    assert!(house.log(OPERATORS_LOG).await.iter().all(|event| !event.changed), "nothing was changed");
}
