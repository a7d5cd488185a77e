import SourceDiagnostics

extension UnreadableTree {
  /// What a user is told instead of libyaml's own words.
  init(_ failure: YAMLFailure, in file: SourceFile, _ text: YAMLText) {
    let start = text.offset(ofCharacter: failure.character)
    let end = text.offset(ofCharacter: failure.character + 1)
    let problem = SourceRange(start..<(start < end && isLineEnd(file.bytes[start]) ? start : end))
    switch failure.kind {
    case .outOfMemory:
      self.init(.treeTooLarge, "not enough memory to read the YAML text", at: file.location(problem))
    case .encoding:
      self.init(
        .invalidEncoding, "these bytes are not UTF-8 text; save the file as UTF-8", at: file.location(text.range))
    case .syntax:
      var notes: [Diagnostic.Note] = []
      if let context = failure.context, context.character != failure.character,
        let words = contextMessages[context.words]
      {
        let begin = text.range(ofCharacters: context.character..<context.character + 1)
        notes.append(.init("\(words) begins here", at: file.location(begin)))
      }
      self.init(.malformedYAML, message(for: failure.problem), at: file.location(problem), notes: notes)
    }
  }
}

private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

private func message(for problem: String) -> String {
  problemMessages[problem] ?? "this is not YAML, as libyaml says: \(problem)"
}

/// Source: the `context` arguments of yaml_parser_set_scanner_error and yaml_parser_set_parser_error_context, libyaml 0.2.5.
private let contextMessages = [
  "while parsing a block collection": "the list",
  "while parsing a flow sequence": "the list",
  "while parsing a block mapping": "the mapping",
  "while parsing a flow mapping": "the mapping",
  "while scanning a simple key": "the key",
  "while scanning a quoted scalar": "the quoted text",
  "while parsing a quoted scalar": "the quoted text",
  "while scanning a plain scalar": "the text",
  "while scanning a block scalar": "the block of text",
  "while scanning a directive": "the directive",
  "while scanning an anchor": "the anchor",
  "while scanning an alias": "the alias",
  "while scanning a tag": "the tag",
  "while parsing a tag": "the tag",
]

/// Source: the `problem` arguments in scanner.c and parser.c of libyaml 0.2.5.
private let problemMessages = [
  "could not find expected ':'":
    "a key without a colon; write \"key: value\", or indent the line if it continues a text",
  "mapping values are not allowed in this context":
    "a colon that makes no key here; put text that contains \": \" between quotes, or repair the indentation",
  "mapping keys are not allowed in this context": "a key cannot stand here; repair the indentation",
  "block sequence entries are not allowed in this context":
    "a list item (\"- \") cannot stand here; begin a new line for it",
  "did not find expected key": "a key was expected here; repair the indentation",
  "did not find expected '-' indicator":
    "a list item (\"- \") was expected here; repair the indentation",
  "did not find expected ',' or ']'": "a list between brackets needs a \",\" or its \"]\" here",
  "did not find expected ',' or '}'": "a mapping between braces needs a \",\" or its \"}\" here",
  "did not find expected node content": "a value was expected here",
  "did not find expected <document start>": "text behind the end of the document; remove it",
  "found character that cannot start any token":
    "no value can begin with this character; put the text between quotes, and indent with spaces instead of tabs",
  "found a tab character where an indentation space is expected": "a tab cannot indent YAML; use spaces",
  "found a tab character that violates indentation": "a tab cannot indent YAML; use spaces",
  "found an indentation indicator equal to 0": "a block of text cannot have the indentation 0; use 1 to 9",
  "did not find expected comment or line break":
    "a block of text begins on the line behind \"|\" or \">\"; only a comment may stand here",
  "found unexpected ':'": "a colon that makes no key here; put the text between quotes",
  "found unexpected end of stream": "the quoted text has no end; add the closing quote",
  "found unexpected document indicator": "the quoted text has no end before this line; add the closing quote",
  "found unknown escape character":
    "no such escape between double quotes; write \"\\\\\" for a backslash, or use single quotes",
  "did not find expected hexdecimal number": "the escape needs hexadecimal digits here",
  "found invalid Unicode character escape code": "the escape names no Unicode character",
  "did not find expected alphabetic or numeric character":
    "text that begins with \"&\" or \"*\" must stand between quotes",
  "found unknown directive name": noDirective,
  "could not find expected directive name": noDirective,
  "found unexpected non-alphabetical character": noDirective,
  "did not find expected digit or '.' character": noVersion,
  "did not find expected version number": noVersion,
  "found extremely long version number": noVersion,
  "did not find expected whitespace": noTag,
  "did not find expected whitespace or line break": noTag,
  "did not find expected '!'": noTag,
  "did not find the expected '>'": noTag,
  "did not find URI escaped octet": noTag,
  "did not find expected tag URI": noTag,
  "found undefined tag handle": noTag,
  "found an incorrect leading UTF-8 octet": noTag,
  "found an incorrect trailing UTF-8 octet": noTag,
  "found duplicate %TAG directive": noTag,
  "found incompatible YAML document": "only YAML 1.1 and 1.2 are understood; remove the %YAML line",
  "found duplicate %YAML directive": "a second %YAML line; remove it",
]

private let noDirective = "no such directive; put a line that begins with \"%\" between quotes"
private let noVersion = "the %YAML line needs the version 1.1 or 1.2; remove the line"
private let noTag =
  "tags are not supported; put text that begins with \"!\" or \"%\" between quotes"
