//! Shows that the harness itself can fail: each check against an invented page that breaks it.

use anyhow::Result;

use crate::checks;
use crate::visitor::{Manner, browse};

const GOOD: &str = "data:text/html,<!doctype html><html lang=en><title>A page</title><main><h1>A page</h1>\
    <p>Words.</p><form action='about:blank'><label>Name<input name=n></label><fieldset><legend>Which</legend>\
    <label><input type=radio name=w value=1>First</label><label><input type=radio name=w value=2>Second</label>\
    </fieldset><label>Town<select name=t><option>Ambleford<option>Castle Hill</select></label>\
    <button>Go on</button></form></main></html>";

#[tokio::test]
async fn a_plain_page_passes_and_a_bad_one_is_named() -> Result<()> {
    browse("", Manner::Mouse, |visitor| async move {
        visitor.visit(GOOD).await?;
        checks::finds_nothing(&visitor).await?;
        checks::fits_320_pixels(&visitor).await?;
        checks::nothing_is_complained_of(&visitor).await?;
        checks::wide(&visitor, 1280).await?;

        visitor
            .visit("data:text/html,<html lang=en><title>x</title><main><h1>x</h1><img src=x></main>")
            .await?;
        let error = checks::finds_nothing(&visitor).await.unwrap_err().to_string();
        assert!(error.contains("image-alt"), "{error}");

        visitor
            .visit("data:text/html,<html lang=en><title>x</title><div id=out style='width:400px'>x</div>")
            .await?;
        let error = checks::fits_320_pixels(&visitor).await.unwrap_err().to_string();
        assert!(error.contains("id=\"out\""), "{error}");

        visitor
            .visit("data:text/html,<title>x</title><h1>x</h1><nav>Menu</nav><script>nothing.here()</script>")
            .await?;
        let error = checks::nothing_is_complained_of(&visitor).await.unwrap_err().to_string();
        assert!(error.contains("nothing is not defined"), "{error}");
        let error = checks::prints_without_menus(&visitor).await.unwrap_err().to_string();
        assert!(error.contains("<nav>Menu"), "{error}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn scripts_are_off_where_they_should_be() -> Result<()> {
    const PAGE: &str =
        "data:text/html,<title>without</title><h1>x</h1><script>document.title='with'</script>";
    for (manner, title) in [(Manner::Mouse, "with"), (Manner::NoScripts, "without")] {
        let seen = browse("", manner, |visitor| async move {
            visitor.visit(PAGE).await?;
            visitor.sees("x").await?;
            Ok(visitor.driver().title().await?)
        });
        assert_eq!(seen.await?, title);
    }
    Ok(())
}

#[tokio::test]
async fn a_form_is_filled_in_each_manner() -> Result<()> {
    for manner in [Manner::Mouse, Manner::NoScripts, Manner::Keyboard] {
        let sent = browse("", manner, |visitor| async move {
            visitor.visit(GOOD).await?;
            visitor.fill("Name", "wrong").await?;
            visitor.fill("Name", "Ada").await?;
            visitor.tick("Second").await?;
            visitor.select("Town", "Castle Hill").await?;
            let script = "return new URLSearchParams(new FormData(document.forms[0])).toString()";
            visitor.look::<String>(script, Vec::new()).await
        });
        assert_eq!(sent.await?, "n=Ada&w=2&t=Castle+Hill", "{manner:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_link_is_followed_in_each_manner() -> Result<()> {
    for manner in [Manner::Mouse, Manner::NoScripts, Manner::Keyboard] {
        browse("", manner, |visitor| async move {
            visitor
                .visit("data:text/html,<title>x</title><h1>Here</h1><a href=about:blank>Go away</a>")
                .await?;
            assert_eq!(visitor.heading().await?, "Here");
            visitor.follow("Go away").await?;
            assert_eq!(visitor.path().await?, "blank", "{manner:?}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_the_keyboard_does_not_reach_is_named() -> Result<()> {
    browse("", Manner::Keyboard, |visitor| async move {
        visitor
            .visit("data:text/html,<title>x</title><a href=x>Here</a><button tabindex=-1>Away</button>")
            .await?;
        let error = visitor.press("Away").await.unwrap_err().to_string();
        assert!(error.contains("does not reach `Away`") && error.contains("a Here"), "{error}");
        let error = visitor.press("Nowhere").await.unwrap_err().to_string();
        assert!(error.contains("no button `Nowhere`"), "{error}");
        Ok(())
    })
    .await
}
