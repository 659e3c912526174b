//! Password input, with a button that shows what was typed.

use askama::Template;

use super::button::Button;
use super::error_message::ErrorMessage;
use super::field::FormGroup;
use super::hint::Hint;
use super::input::{Input, InputWrapper};
use super::label::Label;
use super::{Attributes, Classes, Html, Text};

/// A field for a password. What was typed is never sent back to the page.
#[derive(Debug, Clone, Default, Template)]
#[template(source = "{{ self.input() }}", ext = "html")]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct PasswordInput {
    /// Name sent with the form.
    pub name: Text,
    /// Id, the name unless given.
    pub id: Text,
    /// What is in the field; pages leave it empty.
    pub value: Option<Text>,
    /// Cannot be changed.
    pub disabled: bool,
    /// Ids of further elements that describe the field.
    pub described_by: Text,
    /// Its label.
    pub label: Label,
    /// Help.
    pub hint: Option<Hint>,
    /// What is wrong with it.
    pub error_message: Option<ErrorMessage>,
    /// The group around it.
    pub form_group: FormGroup,
    /// Further classes.
    pub classes: Classes,
    /// `current-password` unless given; `new-password` where one is chosen.
    pub autocomplete: Text,
    /// Further attributes of the field.
    pub attributes: Attributes,
    /// On the button, "Show" unless given.
    pub show_password_text: Text,
    /// On the button while the password is shown.
    pub hide_password_text: Text,
    /// The button's name, "Show password" unless given.
    pub show_password_aria_label_text: Text,
    /// The button's name while the password is shown.
    pub hide_password_aria_label_text: Text,
    /// Read out when the password becomes visible.
    pub password_shown_announcement_text: Text,
    /// Read out when it is hidden again.
    pub password_hidden_announcement_text: Text,
    /// The button.
    pub button: PasswordButton,
}

/// Classes of the button that shows the password.
#[derive(Debug, Clone, Default)]
#[cfg_attr(test, derive(serde::Deserialize))]
#[cfg_attr(test, serde(default, rename_all = "camelCase", deny_unknown_fields))]
pub struct PasswordButton {
    /// Further classes.
    pub classes: Classes,
}

impl PasswordInput {
    /// A field with a name and a label.
    pub fn new(name: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self { name: name.into(), label: Label::text(label), ..Self::default() }
    }

    fn toggle(&self, id: &str) -> Button {
        let name = self.show_password_aria_label_text.or("Show password");
        Button {
            type_: "button".into(),
            classes: self
                .button
                .classes
                .after("govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle"),
            text: self.show_password_text.or("Show").to_owned().into(),
            attributes: Attributes::new()
                .with("aria-controls", id.to_owned())
                .with("aria-label", name.to_owned())
                .with_bare("hidden"),
            ..Button::default()
        }
    }

    fn group_attributes(&self) -> Attributes {
        let shown = &self.password_shown_announcement_text;
        let hidden = &self.password_hidden_announcement_text;
        Attributes::new()
            .with("data-module", "govuk-password-input")
            .with_some("data-i18n.show-password", &self.show_password_text)
            .with_some("data-i18n.hide-password", &self.hide_password_text)
            .with_some("data-i18n.show-password-aria-label", &self.show_password_aria_label_text)
            .with_some("data-i18n.hide-password-aria-label", &self.hide_password_aria_label_text)
            .with_some("data-i18n.password-shown-announcement", shown)
            .with_some("data-i18n.password-hidden-announcement", hidden)
            .and(&self.form_group.attributes)
    }

    fn input(&self) -> Input {
        let id = self.id.or(self.name.as_str());
        Input {
            form_group: FormGroup {
                classes: self.form_group.classes.after("govuk-password-input"),
                attributes: self.group_attributes(),
                before_input: self.form_group.before_input.clone(),
                after_input: Html::join(
                    [Html::of(&self.toggle(id)), self.form_group.after_input.clone()],
                    "",
                ),
            },
            input_wrapper: InputWrapper {
                classes: "govuk-password-input__wrapper".into(),
                ..InputWrapper::default()
            },
            label: self.label.clone(),
            hint: self.hint.clone(),
            classes: self.classes.after("govuk-password-input__input govuk-js-password-input-input"),
            error_message: self.error_message.clone(),
            id: id.to_owned().into(),
            name: self.name.clone(),
            type_: "password".into(),
            spellcheck: Some(false),
            autocapitalize: "none".into(),
            autocomplete: self.autocomplete.or("current-password").to_owned().into(),
            value: self.value.clone(),
            disabled: self.disabled,
            described_by: self.described_by.clone(),
            attributes: self.attributes.clone(),
            ..Input::default()
        }
    }
}
