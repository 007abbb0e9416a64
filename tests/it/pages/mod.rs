//! Pages, filled with samples, in every language: what no page may have in it, and what every page must.

mod approvals;
mod events;
mod keys;
mod people;
mod persons;
mod samples;

use claviger::web::Language;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Each page in each language, by a name like `keys.fr`.
fn pages() -> Vec<(String, String)> {
    let page = |language: Language| {
        let all = [samples::all(language), events::all(language), persons::all(language), approvals::all(language)];
        all.into_iter().flatten().map(move |(name, html)| (format!("{name}.{}", language.code()), html))
    };
    Language::ALL.into_iter().flat_map(page).collect()
}

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn is_fragment(html: &str) -> bool {
    !html.starts_with("<!doctype html>")
}

/// The values of an attribute, wherever it stands.
fn values<'html>(html: &'html str, attribute: &str) -> Vec<&'html str> {
    let opening = format!(" {attribute}=\"");
    html.match_indices(&opening).map(|(at, found)| html[at + found.len()..].split('"').next().unwrap()).collect()
}

/// The opening tags of an element.
fn tags<'html>(html: &'html str, name: &str) -> Vec<&'html str> {
    let opening = format!("<{name}");
    let tag = |(at, _): (usize, &str)| html[at..].split_inclusive('>').next().unwrap();
    let is_whole = |tag: &&str| tag[opening.len()..].starts_with([' ', '>']);
    html.match_indices(&opening).map(tag).filter(is_whole).collect()
}

#[test]
fn every_page_is_there_to_be_looked_at() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    fs::create_dir_all(&folder).unwrap();
    for (name, html) in pages() {
        assert!(html.len() > 500, "{name}");
        fs::write(folder.join(format!("{name}.html")), html).unwrap();
    }
}

#[test]
fn no_page_needs_what_the_content_security_policy_forbids() {
    for (name, html) in pages() {
        assert!(values(&html, "style").is_empty() && tags(&html, "style").is_empty(), "{name} has a style");
        for tag in tags(&html, "script") {
            assert!(tag.contains(" src=\"/static/"), "{name}: {tag}");
        }
        for event in ["onclick", "onload", "onerror", "onsubmit", "onchange", "oninput", "hx-on", "hx-vals", "hx-vars"] {
            assert!(!html.contains(&format!(" {event}")), "{name} has {event}");
        }
        let elsewhere =
            ["href", "src", "action", "formaction", "hx-get", "hx-post"].into_iter().flat_map(|part| values(&html, part));
        for address in elsewhere {
            assert!(address.starts_with(['/', '#']) && !address.starts_with("//"), "{name}: {address}");
        }
    }
}

#[test]
fn every_page_has_one_heading_and_ids_that_mean_one_thing() {
    for (name, html) in pages().into_iter().filter(|(_, html)| !is_fragment(html)) {
        assert_eq!(tags(&html, "h1").len(), 1, "{name}");
        assert_eq!(tags(&html, "main").len(), 1, "{name}");
        assert!(html.contains(" · Claviger</title>"), "{name}");
        let ids = values(&html, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name} has an id twice");
        let parts = ["for", "aria-labelledby", "aria-describedby", "aria-controls", "form", "data-sets"];
        let named = parts.into_iter().flat_map(|part| values(&html, part)).flat_map(str::split_whitespace);
        let linked = values(&html, "href").into_iter().filter_map(|href| href.strip_prefix('#'));
        for id in named.chain(linked) {
            assert!(unique.contains(id), "{name} names #{id}");
        }
    }
}

#[test]
fn every_form_that_changes_something_carries_the_token() {
    for (name, html) in pages() {
        for part in html.split("<form").skip(1).filter(|part| part.split('>').next().unwrap().contains("method=\"post\"")) {
            let form = part.split("</form>").next().unwrap();
            assert!(form.contains("<input type=\"hidden\" name=\"csrf\" value=\"sample\">"), "{name}: {form}");
        }
    }
}

#[test]
fn every_icon_and_class_is_drawn() {
    let sprite = read("static/icons.svg");
    let styles: String =
        ["base", "layout", "components"].into_iter().map(|layer| read(&format!("static/css/{layer}.css"))).collect();
    for (name, html) in pages() {
        for (_, icon) in values(&html, "href").into_iter().filter_map(|href| href.split_once(".svg#")) {
            assert!(sprite.contains(&format!("<symbol id=\"{icon}\"")), "{name}: {icon}");
        }
        for class in values(&html, "class").into_iter().flat_map(str::split_whitespace) {
            let is_defined = styles
                .match_indices(&format!(".{class}"))
                .any(|(at, found)| !styles[at + found.len()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-'));
            assert!(is_defined, "{name}: .{class}");
        }
    }
}

#[test]
fn who_only_sees_gets_no_control_and_a_default_key_has_none() {
    let pages = pages();
    let page = |wanted: &str| pages.iter().find(|(name, _)| name == wanted).map(|(_, html)| html.as_str()).unwrap();
    for name in ["keys-viewer.en", "key-overdue.en", "key-default.en", "key-default.fr"] {
        for control in ["/enable", "/disable", "/schedule-deletion", "/cancel-deletion", "type=\"checkbox\""] {
            assert!(!page(name).contains(control), "{name} has {control}");
        }
    }
    let row = |id: &str| page("keys.en").split("<tr ").find(|row| row.contains(id)).unwrap();
    assert!(!row("c7aa03d5").contains("<button"), "a default key's row has a button");
    assert!(row("6f1c2a90").contains("/6f1c2a90-7d14-4b8e-9c53-0e2b7f41d8a6/disable"));
}

#[test]
fn a_refused_event_unfolds_its_code_and_only_what_the_reader_may_follow_is_a_link() {
    let pages = pages();
    let page = |wanted: &str| pages.iter().find(|(name, _)| name == wanted).map(|(_, html)| html.as_str()).unwrap();
    assert!(page("audit.en").contains("Cancel the deletion, then enable the key. Code KMS.0210."));
    assert!(page("audit.en").contains("It needs Tenant Administrator, KMS Administrator or Key Manager. Code KMS.0307."));
    assert!(page("audit.en").contains("/console/people/"));
    assert!(!page("audit-auditor.en").contains("/console/people/"), "an auditor does not see people");
    assert!(page("audit-auditor.en").contains("/console/keys/6f1c2a90"));
    assert!(
        !page("key-audit.en").contains("aria-current=\"page\">Overview")
            && page("key-audit.en").contains("<option value=\"DisableKey\"")
    );
    assert!(page("audit-further.fr").contains("Chercher plus loin"));
}

#[test]
fn nothing_is_offered_that_the_server_would_refuse_to_oneself() {
    let pages = pages();
    let page = |wanted: &str| pages.iter().find(|(name, _)| name == wanted).map(|(_, html)| html.as_str()).unwrap();
    for control in ["/reset-password", "/deactivate", "/end-sessions", "value=\"te_admin\""] {
        assert!(!page("person-oneself.en").contains(control), "one’s own page has {control}");
        assert!(page("person.en").contains(control), "another’s page has no {control}");
    }
    assert!(page("person-oneself.en").contains("value=\"secu_admin\" checked"));
    assert!(page("person-deactivated.en").contains("/activate") && !page("person-deactivated.en").contains("/deactivate"));
}

#[test]
fn a_new_password_is_in_the_answer_alone_and_the_own_one_is_asked_when_it_was_given_long_ago() {
    for (name, html) in pages() {
        assert_eq!(html.contains("correct-horse-battery-staple"), name.starts_with("person-secret"), "{name}");
        let fields: Vec<&str> = tags(&html, "input").into_iter().filter(|tag| tag.contains("type=\"password\"")).collect();
        assert!(fields.iter().all(|tag| !tag.contains(" value=")), "{name} keeps a password");
        let expected = match name.split('.').next().unwrap() {
            "person-add-errors" => 1,
            "person-old-password" => 2,
            "person" | "person-add" | "person-secret" => 0,
            _ => fields.len(),
        };
        assert_eq!(fields.len(), expected, "{name}");
    }
}

#[test]
fn only_who_may_decide_a_plan_gets_its_form() {
    let pages = pages();
    let page = |wanted: &str| pages.iter().find(|(name, _)| name == wanted).map(|(_, html)| html.as_str()).unwrap();
    for name in ["approvals", "approvals-plan", "approvals-overdue", "approvals-errors", "approvals-first-of-two"] {
        for part in ["/approve\"", "/refuse\"", "name=\"digest\"", "name=\"reason\"", "name=\"alias\""] {
            assert!(page(&format!("{name}.en")).contains(part), "{name} lacks {part}");
        }
    }
    for name in ["approvals-own", "approvals-vouched", "approvals-twice", "approvals-gone"] {
        for control in ["/approve", "/refuse", "name=\"digest\"", "name=\"password\""] {
            assert!(!page(&format!("{name}.fr")).contains(control), "{name} has {control}");
        }
    }
    assert!(page("approvals-own.en").contains("You cannot approve or refuse this plan, because you asked for it"));
    assert!(page("approvals-own.en").contains("/cancel-deletion"));
    assert!(!page("approvals-vouched.en").contains("/cancel-deletion"));
    assert!(page("approvals-twice.en").contains("1 of 2 approvals"));
}

#[test]
fn a_password_is_asked_for_when_the_last_is_old_and_never_comes_back() {
    let pages = pages();
    let page = |wanted: &str| pages.iter().find(|(name, _)| name == wanted).map(|(_, html)| html.as_str()).unwrap();
    assert!(!page("approvals.en").contains("type=\"password\""));
    assert!(
        page("approvals-plan.en").contains("type=\"password\"") && page("approvals-plan.en").contains("last given 22 min ago")
    );
    let form = page("approvals-errors.en");
    for said in ["This is not your password.", "This is not the alias of the key.", "legacy-crm-exprt", "It may go."] {
        assert!(form.contains(said), "{said}");
    }
    let field = tags(form, "input").into_iter().find(|tag| tag.contains("type=\"password\"")).unwrap();
    assert!(!field.contains("value="), "{field}");
    assert!(form.contains("<title>Problem: Approvals · legacy-crm-export · Claviger</title>"));
}

#[test]
fn colours_and_spaces_stand_in_the_tokens_alone() {
    for layer in ["base", "layout", "components"] {
        let css = read(&format!("static/css/{layer}.css"));
        for (place, declaration) in css.split([';', '{', '}']).filter_map(|part| part.split_once(": ")) {
            let name = place.trim();
            let is_space = ["gap", "margin", "padding", "inset", "scroll-padding"].iter().any(|space| name.starts_with(space));
            let has_length = |unit: &str| {
                declaration.match_indices(unit).any(|(at, _)| declaration[..at].ends_with(|c: char| c.is_ascii_digit()))
            };
            assert!(!is_space || !(has_length("rem") || has_length("px")), "{layer}.css: {name}: {declaration}");
            assert!(!declaration.contains('#') && !declaration.contains("rgb("), "{layer}.css: {name}: {declaration}");
        }
    }
}

#[test]
fn style_sheets_and_script_stay_small() {
    let styles: usize =
        ["tokens", "base", "layout", "components"].into_iter().map(|layer| read(&format!("static/css/{layer}.css")).len()).sum();
    assert!(styles < 45_000, "{styles} bytes of CSS");
    let script = read("static/js/console.js").len();
    assert!(script < 3_000, "{script} bytes of script");
}
