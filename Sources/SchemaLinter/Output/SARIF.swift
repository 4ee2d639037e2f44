import Platform
import PostgresSyntax

/// Formats in JSON that others have laid down.
extension LintResult {
    /// SARIF 2.1.0: one run, with the rules that have findings.
    func sarif(tool version: String) -> [UInt8] {
        var json = JSONWriter()
        let names = Set((findings + suppressed).map(\.rule)).sorted()
        let indices = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        json.object { json in
            json.value("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            json.value("version", "2.1.0")
            json.array("runs") { json in
                json.object { json in
                    json.object("tool") { json in
                        json.object("driver") { json in
                            json.value("name", "schemac")
                            json.value("semanticVersion", version)
                            json.array("rules") { json in
                                for rule in names.compactMap(Rule.named) { json.object { rule.writeSARIF(to: &$0) } }
                            }
                        }
                    }
                    json.value("columnKind", "unicodeCodePoints")
                    json.array("results") { json in
                        for (found, isSuppressed) in [(findings, false), (suppressed, true)] {
                            for finding in found {
                                json.object { json in
                                    json.value("ruleIndex", indices[finding.rule] ?? 0)
                                    finding.writeSARIF(to: &json, isSuppressed: isSuppressed)
                                }
                            }
                        }
                    }
                }
            }
        }
        json.newline()
        return json.bytes
    }

    /// A Code Quality report of GitLab.
    func gitlab() -> [UInt8] {
        var json = JSONWriter()
        var seen: [String: Int] = [:]
        json.array { json in
            for finding in findings {
                // Reports drop what has the fingerprint of another.
                let count = seen[finding.fingerprint, default: 0]
                seen[finding.fingerprint] = count + 1
                json.object { json in
                    json.value("description", finding.message)
                    json.value("check_name", finding.rule)
                    json.value("fingerprint", finding.fingerprint + (count == 0 ? "" : "-\(count)"))
                    json.value(
                        "severity", finding.level == .error ? "major" : finding.level == .warning ? "minor" : "info")
                    json.object("location") { json in
                        json.value("path", finding.source.name.relativePath)
                        json.object("lines") { $0.value("begin", finding.place.line) }
                    }
                }
            }
        }
        json.newline()
        return json.bytes
    }
}

extension Rule {
    fileprivate func writeSARIF(to json: inout JSONWriter) {
        json.value("id", name)
        json.object("shortDescription") { $0.value("text", documentation.what) }
        json.object("help") { json in
            json.value("text", documentation.why)
            let example = "```sql\n\(documentation.bad)\n```\n\nInstead:\n\n```sql\n\(documentation.good)\n```"
            json.value("markdown", documentation.why + "\n\n" + example)
        }
        json.object("defaultConfiguration") { json in
            let level = Profile.allCases.map { levels[$0] }.max() ?? .off
            json.value("level", level == .off ? "none" : level.sarif)
        }
        json.object("properties") { json in json.array("tags", [category.rawValue]) }
    }
}

extension Level {
    fileprivate var sarif: String { self == .info ? "note" : self == .off ? "none" : rawValue }
}

extension Finding {
    fileprivate func writeSARIF(
        to json: inout JSONWriter, isSuppressed: Bool
    ) {
        json.value("ruleId", rule)
        json.value("level", level.sarif)
        json.object("message") { $0.value("text", fullMessage) }
        json.array("locations") { json in
            json.object { json in
                json.object("physicalLocation") { json in
                    source.writeSARIFLocation(to: &json)
                    let place = self.place
                    json.object("region") { json in
                        json.value("startLine", place.line)
                        json.value("startColumn", place.column)
                        json.value("endLine", place.endLine)
                        json.value("endColumn", place.endColumn)
                    }
                }
                if let object {
                    json.array("logicalLocations") { json in
                        json.object { $0.value("fullyQualifiedName", object) }
                    }
                }
            }
        }
        json.object("partialFingerprints") { $0.value("schemac/v1", fingerprint) }
        if isSuppressed {
            json.array("suppressions") { json in json.object { $0.value("kind", "inSource") } }
        }
        guard let fix else { return }
        json.array("fixes") { json in
            json.object { json in
                json.object("description") { $0.value("text", fix.title) }
                json.array("artifactChanges") { json in
                    json.object { json in
                        source.writeSARIFLocation(to: &json)
                        json.array("replacements") { json in
                            for edit in fix.edits { json.object { edit.writeSARIF(to: &$0) } }
                        }
                    }
                }
            }
        }
    }
}

extension Finding.Edit {
    fileprivate func writeSARIF(to json: inout JSONWriter) {
        json.object("deletedRegion") { json in
            json.value("byteOffset", range.lowerBound)
            json.value("byteLength", range.count)
        }
        json.object("insertedContent") { $0.value("text", text) }
    }
}

extension SourceText {
    fileprivate func writeSARIFLocation(to json: inout JSONWriter) {
        json.object("artifactLocation") { json in
            json.value("uri", name.relativePath.asURI)
            if !name.hasPrefix("/") { json.value("uriBaseId", "%SRCROOT%") }
        }
    }
}

extension String {
    /// A path without `./` at its head.
    fileprivate var relativePath: String { hasPrefix("./") ? String(dropFirst(2)) : self }

    /// A path as a URI: what may not stand in one is written as `%` and two digits.
    fileprivate var asURI: String {
        utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain = byte < 128 && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            if isPlain || "/-_.~".unicodeScalars.contains(scalar) { return String(scalar) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
