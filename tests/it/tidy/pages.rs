//! What the content security policy forbids is not written, and what the style sheets define is used.

use super::{File, files, relative};
use std::collections::BTreeSet;

/// The weight of all style sheets together, in bytes.
const HEAVIEST_CSS: usize = 45_000;

/// The one style sheet that knows colours.
const KNOWS_COLOURS: &str = "static/css/tokens.css";

/// Text that no template holds, blanks aside, and why.
const FORBIDDEN: [(&str, &str); 6] = [
    ("|safe", "prints unescaped"),
    ("|escape(\"none\"", "prints unescaped"),
    ("<style", "has a style sheet of its own"),
    ("javascript:", "runs a script from an address"),
    ("'js:", "needs eval"),
    ("\"js:", "needs eval"),
];

/// The text without what stands between each pair of marks.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        kept.push_str(before);
        kept.push(' ');
        rest = after.split_once(close).map_or("", |(_, after)| after);
    }
    kept + rest
}

/// The tags of a page, each without its angle brackets; quoted brackets do not end one.
fn tags(page: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, tag)) = rest.split_once('<') {
        let mut quote = None;
        let end = tag.char_indices().find(|(_, c)| {
            match (quote, c) {
                (Some(open), c) if open == *c => quote = None,
                (None, '"' | '\'') => quote = Some(*c),
                (_, _) => {}
            }
            quote.is_none() && *c == '>'
        });
        let (tag, after) = tag.split_at(end.map_or(tag.len(), |(at, _)| at));
        if tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            found.push(tag);
        }
        rest = after;
    }
    found
}

/// The attributes of a tag, name and value.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag.split_once(char::is_whitespace).map_or("", |(_, rest)| rest).trim_start();
    while !rest.is_empty() {
        let (name, after) = rest.split_at(rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len()));
        let (value, after) = match after.strip_prefix('=') {
            None => ("", after),
            Some(value) => match value.chars().next().filter(|c| "\"'".contains(*c)) {
                Some(quote) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            },
        };
        found.push((name, value));
        rest = after.trim_start();
    }
    found
}

/// A template without what Askama computes: what is left is what a browser parses.
fn page(template: &str) -> String {
    let template = without(template, "{#", "#}");
    without(&without(&template, "{{", "}}"), "{%", "%}")
}

/// What is wrong with a template, in words.
fn faults_of_template(template: &str) -> Vec<String> {
    let spoken = without(template, "{#", "#}");
    let packed: String = spoken.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let mut found: Vec<String> =
        FORBIDDEN.iter().filter(|(text, _)| packed.contains(text)).map(|(text, why)| format!("{text} {why}")).collect();
    let page = page(template);
    for tag in tags(&page) {
        for (name, value) in attributes(tag) {
            let name = name.to_lowercase();
            if name == "style" || name.starts_with("on") || name.starts_with("hx-on") {
                found.push(format!("{name}= is inline"));
            }
            if name == "hx-trigger" && value.contains('[') {
                found.push("a filter in hx-trigger needs eval".to_owned());
            }
            let loads =
                matches!(name.as_str(), "src" | "srcset" | "action" | "formaction") || name == "href" && tag.starts_with("link");
            if loads && (value.contains("//") || value.starts_with("data:")) {
                found.push(format!("{name}=\"{value}\" leads elsewhere"));
            }
        }
    }
    for (_, script) in page.match_indices("<script").map(|(at, _)| page[at..].split_at("<script".len())) {
        let (tag, body) = script.split_once('>').unwrap_or((script, ""));
        if !tag.contains("src=") || !body.trim_start().starts_with("</script>") {
            found.push("a script stands in the page".to_owned());
        }
    }
    found
}

/// The classes that a template gives to its elements.
fn classes_used(template: &str) -> BTreeSet<String> {
    let page = page(template);
    let values = tags(&page).into_iter().flat_map(attributes).filter(|(name, _)| *name == "class");
    values.flat_map(|(_, value)| value.split_whitespace()).map(str::to_owned).collect()
}

/// The classes that a style sheet defines.
fn classes_defined(css: &str) -> BTreeSet<String> {
    let css = without(&without(&without(css, "/*", "*/"), "url(", ")"), "\"", "\"");
    let names = css.split('.').skip(1).map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').next());
    names.flatten().filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic())).map(str::to_owned).collect()
}

/// Whether a declaration names a colour by its numbers.
fn names_a_colour(css: &str) -> bool {
    let values = without(css, "/*", "*/");
    let mut values = values.split([';', '{', '}']).filter_map(|declaration| declaration.split_once(": ")).map(|(_, value)| value);
    values.any(|value| {
        let hex = value.split('#').skip(1).any(|rest| rest.chars().take_while(char::is_ascii_hexdigit).count() >= 3);
        hex || ["rgb(", "hsl(", "oklch("].iter().any(|function| value.contains(function))
    })
}

#[test]
fn templates_hold_nothing_that_the_policy_forbids() {
    for File { path, text } in files("templates", "html") {
        let faults = faults_of_template(&text);
        assert!(faults.is_empty(), "{}: {}", relative(&path), faults.join(", "));
    }
    for File { path, text } in files("src", "rs") {
        assert!(!text.contains("escape = \"none\"") && !text.contains("HtmlSafe"), "{} prints unescaped", relative(&path));
    }
}

#[test]
fn every_class_is_defined_and_used() {
    let sheets = files("static/css", "css");
    let templates = files("templates", "html");
    let scripts: String = files("static/js", "js").into_iter().map(|file| file.text).collect();
    let used: BTreeSet<_> = templates.iter().flat_map(|file| classes_used(&file.text)).collect();
    let defined: BTreeSet<_> = sheets.iter().flat_map(|file| classes_defined(&file.text)).collect();
    let idle: Vec<_> = defined
        .difference(&used)
        .filter(|class| !class.starts_with("htmx-") && !scripts.contains(&format!("\"{class}\"")))
        .collect();
    assert!(idle.is_empty(), "defined and not used: {idle:?}");
    let unknown: Vec<_> = used.difference(&defined).collect();
    assert!(unknown.is_empty(), "used and not defined: {unknown:?}");
}

#[test]
fn style_sheets_are_light_and_one_knows_colours() {
    let sheets = files("static/css", "css");
    let weight: usize = sheets.iter().map(|file| file.text.len()).sum();
    assert!(weight <= HEAVIEST_CSS, "the style sheets weigh {weight} bytes, over {HEAVIEST_CSS}");
    for File { path, text } in &sheets {
        let path = relative(path);
        assert!(path == KNOWS_COLOURS || !names_a_colour(text), "{path} names a colour: it belongs in {KNOWS_COLOURS}");
    }
}

#[test]
fn a_clean_template_passes_and_its_classes_are_read() {
    let clean = "{# |safe, style= #}<script src=\"{{ asset(\"htmx.js\") }}\" defer></script>\n\
        <a class=\"button {% if a > b %}wide{% endif %}\" href=\"https://example.com\" data-on=\"x\" aria-label=\"a > b\">{{ alias }}</a>\n\
        <p class='sub'>one = 1</p><form action=\"/console/keys\" hx-post=\"/console/keys\" hx-trigger=\"input delay:250ms\"></form>";
    assert_eq!(faults_of_template(clean), <[&str; 0]>::default());
    assert_eq!(classes_used(clean).into_iter().collect::<Vec<_>>(), ["button", "sub", "wide"]);
    let css = "@layer base; /* .gone */ .a.b:hover > p { margin: .5rem; } &.c-d { background: url(x.svg); content: \".no\" }";
    assert_eq!(classes_defined(css).into_iter().collect::<Vec<_>>(), ["a", "b", "c-d"]);
    assert!(!names_a_colour("#main:hover { color: var(--ink); }"));
}

#[test]
fn what_the_policy_forbids_is_found() {
    for template in [
        "{{ alias | safe }}",
        "<p style=\"color: red\">",
        "<p\n  STYLE='x'>",
        "<style>p {}</style>",
        "<script>go()</script>",
        "<script src=\"x.js\">go()</script>",
        "<button onclick=\"go()\">",
        "<button {% if a %}disabled{% endif %} OnClick=go()>",
        "<button hx-on:click=\"go()\">",
        "<a href=\"javascript:go()\">",
        "<p hx-vals='js:{a: 1}'>",
        "<p hx-trigger=\"click[ctrlKey]\">",
        "<img src=\"//example.com/x.png\">",
        "<link rel=\"stylesheet\" href=\"https://example.com/x.css\">",
    ] {
        assert_eq!(faults_of_template(template).len(), 1, "{template}");
    }
    assert!(names_a_colour(".a { color: #fff; }") && names_a_colour(".a { color: rgb(0 0 0); }"));
}
