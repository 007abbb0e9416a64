//! Pages as answers: whole for a browser, their main part or a fragment for htmx.

use super::{ConsoleError, NavEntry, Notice, Shell, Visit};
use crate::web::{Elsewhere, Htmx, LocalPath, Words};
use askama::Template;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};

const HX_PUSH_URL: HeaderName = HeaderName::from_static("hx-push-url");

/// A page of the shell, whole or as what acts swap into `#main`.
pub trait Page: Template {
    /// What stands around.
    fn shell(&self) -> &Shell;
    /// Its title alone.
    fn title(&self) -> askama::Result<String>;
    /// Its main part alone.
    fn main(&self) -> askama::Result<String>;
}

/// Lets pages be answered whole and in parts. Their templates have the blocks `title` and `main`.
macro_rules! pages {
    ($($page:ty),+ $(,)?) => {
        $(impl $crate::console::Page for $page {
            fn shell(&self) -> &$crate::console::Shell {
                &self.shell
            }

            fn title(&self) -> askama::Result<String> {
                askama::Template::render(&self.as_title())
            }

            fn main(&self) -> askama::Result<String> {
                askama::Template::render(&self.as_main())
            }
        })+
    };
}
pub(in crate::console) use pages;

/// What changes around a main part that is swapped in: what screen readers are told, and what waits by the rail.
#[derive(Clone, Copy, Debug, Template)]
#[template(path = "layouts/_announced.html")]
struct Announced<'page> {
    text: &'page str,
    t: Words,
    nav: &'page [NavEntry],
}

impl Visit {
    /// The page.
    pub fn page(&self, page: &impl Page) -> Result<Response, ConsoleError> {
        self.answer(StatusCode::OK, page)
    }

    /// The page with a form that comes back: nothing was done.
    pub fn page_again(&self, page: &impl Page) -> Result<Response, ConsoleError> {
        self.answer(StatusCode::UNPROCESSABLE_ENTITY, page)
    }

    /// The page as the answer to an act elsewhere: its address becomes the browser's, where htmx asks.
    pub fn page_at(&self, path: &LocalPath, page: &impl Page) -> Result<Response, ConsoleError> {
        let mut answer = self.answer(StatusCode::OK, page)?;
        if let (Htmx::Swaps, Ok(path)) = (self.htmx, HeaderValue::from_str(path.as_str())) {
            answer.headers_mut().insert(HX_PUSH_URL, path);
        }
        Ok(answer)
    }

    /// The page; where htmx filters or pages through a list, the fragment of it.
    pub fn page_or<P: Page, F: Template>(
        &self,
        page: impl FnOnce() -> P,
        fragment: impl FnOnce() -> F,
    ) -> Result<Response, ConsoleError> {
        match self.htmx {
            Htmx::Swaps => Ok(Html(fragment().render()?).into_response()),
            Htmx::Loads => self.page(&page()),
        }
    }

    /// What follows an act: the page that shows it, with the notice; without htmx, the way there.
    pub async fn done<P: Page>(
        &self,
        path: LocalPath,
        notice: Notice,
        page: impl AsyncFnOnce(&Notice) -> Result<P, ConsoleError>,
    ) -> Result<Response, ConsoleError> {
        match self.htmx {
            Htmx::Swaps => self.page(&page(&notice).await?),
            Htmx::Loads => {
                self.leave(&notice).await?;
                Ok(Elsewhere(self.htmx, path).into_response())
            }
        }
    }

    /// What follows an act that leads to another page: its address becomes the browser's.
    pub async fn done_at<P: Page>(
        &self,
        path: LocalPath,
        notice: Notice,
        page: impl AsyncFnOnce(&Notice) -> Result<P, ConsoleError>,
    ) -> Result<Response, ConsoleError> {
        match self.htmx {
            Htmx::Swaps => self.page_at(&path, &page(&notice).await?),
            Htmx::Loads => {
                self.leave(&notice).await?;
                Ok(Elsewhere(self.htmx, path).into_response())
            }
        }
    }

    fn answer(&self, status: StatusCode, page: &impl Page) -> Result<Response, ConsoleError> {
        let html = match self.htmx {
            Htmx::Swaps => main_part(page)?,
            Htmx::Loads => page.render()?,
        };
        Ok((status, Html(html)).into_response())
    }
}

/// The main part, with the page's title, which htmx takes over, and what is announced.
fn main_part(page: &impl Page) -> Result<String, ConsoleError> {
    let shell = page.shell();
    let text = shell.notice.as_ref().map_or("", |notice| &notice.title);
    let around = Announced { text, t: shell.t, nav: &shell.nav }.render()?;
    Ok(format!("<title>{}</title>{}{around}", page.title()?, page.main()?))
}
