//! Addresses of views: a path, and what the view is filtered by.

use std::fmt::Write as _;

/// The address of a view. What is empty is left out.
pub(in crate::console) fn address(path: &str, parts: &[(&str, &str)]) -> String {
    let mut href = path.to_owned();
    let mut sign = '?';
    for (name, value) in parts.iter().filter(|(_, value)| !value.is_empty()) {
        href.push(sign);
        href.push_str(name);
        href.push('=');
        escape(value, &mut href);
        sign = '&';
    }
    href
}

/// Writes a value as URLs carry it (RFC 3986, 2.3).
fn escape(value: &str, into: &mut String) {
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => into.push(char::from(byte)),
            _ => drop(write!(into, "%{byte:02X}")),
        }
    }
}
