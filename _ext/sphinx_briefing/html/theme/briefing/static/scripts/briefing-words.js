/* Sphinx compiles the rule for plurals of a language from text, which a Content-Security-Policy of
 * "default-src 'self'" refuses. The browser knows the rule: this stands between Sphinx's
 * doctools.js and translations.js. */
"use strict";
if (typeof Documentation !== "undefined") {
  Documentation.addTranslations = (catalog) => {
    Object.assign(Documentation.TRANSLATIONS, catalog.messages);
    const language = String(catalog.locale || "en").replace("_", "-");
    let rules;
    try {
      rules = new Intl.PluralRules(language);
    } catch {
      rules = new Intl.PluralRules("en");
    }
    // The forms of a catalogue stand in the order of Unicode's categories.
    const order = ["zero", "one", "two", "few", "many", "other"];
    const known = order.filter((name) => rules.resolvedOptions().pluralCategories.includes(name));
    Documentation.PLURAL_EXPR = (number) => known.indexOf(rules.select(number));
    Documentation.LOCALE = catalog.locale;
  };
}
