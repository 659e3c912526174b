// Expected HTML for the components of the Ministry of Justice's pattern library, which publishes no fixtures:
// its own macros render these examples, which use each parameter that the page kit has.

import { join } from "node:path";

import nunjucks from "nunjucks";

const attributes = { "data-test": "a \"b\"", id: "example" };
const html = "<b>Bold</b> &amp; plain";
const text = "O'Neil <i>& sons</i>";

const examples = {
  alert: {
    macro: "mojAlert",
    options: [
      { title: "Plain title" },
      { title: "Saved", variant: "success", text },
      { title: "Watch", variant: "warning", html, role: "alert" },
      { title: "Wrong", variant: "error", text, showTitleAsHeading: true, classes: "extra", attributes },
      { title: "Known", variant: "information", text, showTitleAsHeading: true, headingTag: "h3" },
      { title: "Odd heading", text, showTitleAsHeading: true, headingTag: "script" },
      { title: "Heading without content", showTitleAsHeading: true },
    ],
  },
  badge: {
    macro: "mojBadge",
    options: [{ text }, { html }, { text: "Risk", classes: "moj-badge--red", attributes }],
  },
  filter: {
    macro: "mojFilter",
    options: [
      { heading: { text: "Filter" }, optionsHtml: "<p>Fields</p>" },
      { heading: { html }, submit: { text: "Narrow", attributes }, optionsHtml: html, attributes },
      {
        heading: { text: "Filter" },
        selectedFilters: {
          heading: { text: "Selected filters" },
          clearLink: { text: "Clear filters", href: "/people" },
          categories: [
            { heading: { text }, items: [{ href: "?a=1&b=2", text }, { href: "#", text: "Two" }] },
            { heading: { html }, items: [{ href: "#", text: "Three" }] },
          ],
        },
        optionsHtml: "<p>Fields</p>",
      },
    ],
  },
  "identity-bar": {
    macro: "mojIdentityBar",
    options: [{ title: { text } }, { title: { html } }, { classes: "extra", title: { text: "A" }, attributes }, {}],
  },
  "page-header-actions": {
    macro: "mojPageHeaderActions",
    options: [
      { heading: { text } },
      { heading: { html, level: 2, classes: "govuk-heading-l" }, classes: "extra", attributes },
      { heading: { text: "People" }, items: [{ text, href: "/a" }, { text: "Two", classes: "govuk-button--secondary" }] },
    ],
  },
  "side-navigation": {
    macro: "mojSideNavigation",
    options: [
      { label: "Side navigation", items: [{ text, href: "#1", active: true }, { html, href: "#2", attributes }] },
      {
        classes: "extra",
        attributes,
        sections: [
          { heading: { text }, items: [{ text: "One", href: "#1" }] },
          {
            heading: { html, headingLevel: 3, classes: "more", attributes },
            items: [{ text: "Two", href: "#2", active: true }],
          },
        ],
      },
    ],
  },
  "sub-navigation": {
    macro: "mojSubNavigation",
    options: [
      { label: "Person", items: [{ text, href: "#1", active: true }, { html, href: "#2", classes: "more", attributes }] },
      { items: [{ text: "One", href: "?a=1&b=2" }], classes: "extra", attributes },
    ],
  },
  timeline: {
    macro: "mojTimeline",
    options: [
      { items: [item({ label: { text }, text, byline: { text } })] },
      {
        headingLevel: 3,
        classes: "extra",
        attributes,
        items: [item({ label: { html }, html, byline: { html }, classes: "more", attributes }), item({ label: { text: "Last" } })],
      },
    ],
  },
};

function item(rest) {
  return { datetime: { timestamp: "2026-03-03T14:05:00Z", text: "Tue 3 Mar 2026, 14:05" }, ...rest };
}

// The original formats a moment itself; the page kit is given its text. The filter hands that text through.
function forMacro(options) {
  const copy = structuredClone(options);
  for (const entry of copy.items ?? []) {
    if (entry.datetime) entry.datetime.type = entry.datetime.text;
  }
  return copy;
}

export function mojFixtures(modules) {
  const environment = nunjucks.configure(
    [join(modules, "govuk-frontend/dist"), join(modules, "@ministryofjustice/frontend")],
    { autoescape: true },
  );
  environment.addFilter("mojDate", (_timestamp, shown) => shown);
  environment.addFilter("date", (_timestamp, shown) => shown);
  const rendered = {};
  for (const [component, { macro, options }] of Object.entries(examples)) {
    rendered[component] = {
      component,
      fixtures: options.map((given, index) => ({
        name: `example ${index + 1}`,
        options: given,
        html: environment
          .renderString(
            `{% from "moj/components/${component}/macro.njk" import ${macro} %}{{ ${macro}(given) }}`,
            { given: forMacro(given) },
          )
          .trim(),
      })),
    };
  }
  return rendered;
}
