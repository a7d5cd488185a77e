// Generated from docs/rules by RuleCatalogueTests. Do not edit.

/// The pages of docs/rules by slug, so that `explain` needs no files.
let rulePages: [String: String] = [:]
