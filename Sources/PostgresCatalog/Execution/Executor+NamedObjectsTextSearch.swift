import PostgresSyntax

/// Text search.
extension Executor {
    // MARK: Parsers and templates

    /// A function that a definition may name, and what it has to look like.
    private struct TextSearchFunction {
        let name: String
        let arguments: [OID]
        var result = OID.internal
    }

    private static let parserFunctions = [
        TextSearchFunction(name: "start", arguments: [.internal, .int4]),
        TextSearchFunction(name: "gettoken", arguments: [.internal, .internal, .internal]),
        TextSearchFunction(name: "end", arguments: [.internal], result: .void),
        TextSearchFunction(name: "headline", arguments: [.internal, .internal, .tsquery]),
        TextSearchFunction(name: "lextypes", arguments: [.internal]),
    ]

    private static let templateFunctions = [
        TextSearchFunction(name: "init", arguments: [.internal]),
        TextSearchFunction(name: "lexize", arguments: [.internal, .internal, .internal, .internal]),
    ]

    /// `DefineTSParser`.
    func createTextSearchParser(_ statement: DefineStmt) throws(SQLError) {
        let (target, functions) = try textSearchFunctions(statement, "parser", Self.parserFunctions)
        for name in ["start", "gettoken", "end", "lextypes"] where functions[name] == nil {
            throw .invalidObjectDefinition("text search parser \(name) method is required")
        }
        try insertTextSearch(
            \.textSearchParsers, .textSearchParser, target,
            Self.parserFunctions.compactMap { functions[$0.name] })
    }

    /// `DefineTSTemplate`.
    func createTextSearchTemplate(_ statement: DefineStmt) throws(SQLError) {
        let (target, functions) = try textSearchFunctions(statement, "template", Self.templateFunctions)
        if functions["lexize"] == nil {
            throw .invalidObjectDefinition("text search template lexize method is required")
        }
        try insertTextSearch(
            \.textSearchTemplates, .textSearchTemplate, target,
            Self.templateFunctions.compactMap { functions[$0.name] })
    }

    private func textSearchFunctions(_ statement: DefineStmt, _ kind: String, _ known: [TextSearchFunction])
        throws(SQLError) -> (target: QualifiedName, functions: [String: FoundDependency])
    {
        var found: [String: FoundDependency] = [:]
        for element in statement.definition.definitions {
            guard let expected = known.first(where: { $0.name == element.name }) else {
                throw .syntax("text search \(kind) parameter \"\(element.name)\" not recognized", range: element.range)
            }
            let name = try element.qualifiedName()
            let oid = try function(name, expected.arguments)
            guard database.procedures[oid]?.returnType == expected.result else {
                throw .invalidObjectDefinition(
                    "function \(signature(name.parts, expected.arguments)) should return type "
                        + format(expected.result), range: name.range)
            }
            found[element.name] = FoundDependency(address: ObjectAddress(.procedure, oid), range: name.range)
        }
        return (QualifiedName(statement.defnames), found)
    }

    @discardableResult
    private func insertTextSearch(
        _ table: KeyPath<Database, CatalogTable<TextSearchRow>>, _ catalog: CatalogClass,
        _ name: QualifiedName, _ references: [FoundDependency], options: [String] = []
    ) throws(SQLError) -> OID {
        let (schema, last) = try creationTarget(name)
        guard database[keyPath: table].find(last, in: schema) == nil else {
            let index = Self.uniqueIndexes[catalog] ?? ""
            throw SQLError(
                "23505", "duplicate key value violates unique constraint \"\(index)\"", range: name.range)
        }
        let oid = database.newOID()
        database[keyPath: table].insert(
            TextSearchRow(name: last, schema: schema, references: references.map(\.address.oid), options: options),
            oid)
        let address = ObjectAddress(catalog, oid)
        register(address)
        depend(address, on: ObjectAddress(.namespace, schema), range: name.schemaRange)
        depend(address, on: references)
        return oid
    }

    /// PostgreSQL leaves it to its indexes to find two of a name.
    private static let uniqueIndexes: [CatalogClass: String] = [
        .textSearchParser: "pg_ts_parser_prsname_index", .textSearchTemplate: "pg_ts_template_tmplname_index",
        .textSearchDictionary: "pg_ts_dict_dictname_index", .textSearchConfiguration: "pg_ts_config_cfgname_index",
    ]

    // MARK: Dictionaries

    /// `DefineTSDictionary`.
    func createTextSearchDictionary(_ statement: DefineStmt) throws(SQLError) {
        var template: FoundDependency?
        var options: [String] = []
        for element in statement.definition.definitions {
            guard element.name == "template" else {
                options.append(element.name + "=" + (element.stringValue ?? ""))
                continue
            }
            let name = try element.qualifiedName()
            guard let oid = try find(database.textSearchTemplates, name.parts, range: name.range) else {
                throw .undefinedObject("text search template", name.text, range: name.range)
            }
            template = FoundDependency(address: ObjectAddress(.textSearchTemplate, oid), range: name.range)
        }
        guard let template else { throw .invalidObjectDefinition("text search template is required") }
        try insertTextSearch(
            \.textSearchDictionaries, .textSearchDictionary,
            QualifiedName(statement.defnames), [template], options: options)
    }

    /// `AlterTSDictionary`.
    func alterTextSearchDictionary(_ statement: AlterTSDictionaryStmt) throws(SQLError) {
        let oid = try dictionary(QualifiedName(statement.dictname))
        database.textSearchDictionaries.update(oid) { row in
            for element in statement.options.definitions {
                row.options.removeAll { $0.hasPrefix(element.name + "=") }
                if let value = element.stringValue { row.options.append(element.name + "=" + value) }
            }
        }
        noteChange(ObjectAddress(.textSearchDictionary, oid))
    }

    private func dictionary(_ name: QualifiedName) throws(SQLError) -> OID {
        guard let oid = try find(database.textSearchDictionaries, name.parts, range: name.range) else {
            throw .undefinedObject("text search dictionary", name.text, range: name.range)
        }
        return oid
    }

    // MARK: Configurations

    /// `DefineTSConfiguration`.
    func createTextSearchConfiguration(_ statement: DefineStmt) throws(SQLError) {
        var parser: FoundDependency?
        var copied: OID?
        for element in statement.definition.definitions {
            let name = try element.qualifiedName()
            switch element.name {
            case "parser":
                guard let oid = try find(database.textSearchParsers, name.parts, range: name.range) else {
                    throw .undefinedObject("text search parser", name.text, range: name.range)
                }
                parser = FoundDependency(address: ObjectAddress(.textSearchParser, oid), range: name.range)
            case "copy":
                copied = try configuration(name)
            default:
                throw .syntax(
                    "text search configuration parameter \"\(element.name)\" not recognized", range: element.range)
            }
        }
        if copied != nil, parser != nil { throw .syntax("cannot specify both PARSER and COPY options") }
        let source = copied.flatMap { database.textSearchConfigurations[$0] }
        if let used = source?.references.first {
            parser = FoundDependency(address: ObjectAddress(.textSearchParser, used), range: nil)
        }
        guard let parser else { throw .invalidObjectDefinition("text search parser is required") }
        let oid = try insertTextSearch(
            \.textSearchConfigurations, .textSearchConfiguration,
            QualifiedName(statement.defnames), [parser])
        guard let mapping = source?.mapping else { return }
        database.textSearchConfigurations.update(oid) { $0.mapping = mapping }
        dependConfiguration(oid, ranges: [:])
    }

    private func configuration(_ name: QualifiedName) throws(SQLError) -> OID {
        guard let oid = try find(database.textSearchConfigurations, name.parts, range: name.range) else {
            throw .undefinedObject("text search configuration", name.text, range: name.range)
        }
        return oid
    }

    /// `makeConfigurationDependencies`, as far as the mapping goes.
    private func dependConfiguration(_ oid: OID, ranges: [OID: Range<Int>]) {
        let address = ObjectAddress(.textSearchConfiguration, oid)
        let mapping = database.textSearchConfigurations[oid]?.mapping ?? [:]
        let dictionaries = Set(mapping.values.joined())
        database.dependencies.removeDependencies(of: address) { edge in
            edge.referenced.catalog == .textSearchDictionary && !dictionaries.contains(edge.referenced.oid)
        }
        for dictionary in dictionaries.sorted() {
            depend(address, on: ObjectAddress(.textSearchDictionary, dictionary), range: ranges[dictionary])
        }
    }

    /// `AlterTSConfiguration`.
    func alterTextSearchConfiguration(_ statement: AlterTSConfigurationStmt) throws(SQLError) {
        let oid = try configuration(QualifiedName(statement.cfgname))
        guard let row = database.textSearchConfigurations[oid] else { return }
        let tokens = try tokenTypes(statement, row)
        var mapping = row.mapping
        var ranges: [OID: Range<Int>] = [:]
        if statement.kind == .dropMapping {
            for token in tokens where mapping.removeValue(forKey: token) == nil && !statement.missingOk {
                throw SQLError("42704", "mapping for token type \"\(token)\" does not exist")
            }
        } else {
            var dictionaries: [OID] = []
            for node in statement.dicts {
                let parts = node.kind == .list ? node.listItems.strings : [node.stringNodeValue ?? ""]
                let found = try dictionary(QualifiedName(parts: parts, range: node.byteRange))
                ranges[found] = node.byteRange
                dictionaries.append(found)
            }
            if statement.replace {
                guard dictionaries.count == 2 else { return }
                for (token, list) in mapping where tokens.isEmpty || tokens.contains(token) {
                    mapping[token] = list.map { $0 == dictionaries[0] ? dictionaries[1] : $0 }
                }
            } else {
                for token in tokens {
                    if mapping[token] != nil, !statement.override {
                        throw SQLError(
                            "23505",
                            "duplicate key value violates unique constraint \"pg_ts_config_map_index\"")
                    }
                    mapping[token] = dictionaries
                }
            }
        }
        database.textSearchConfigurations.update(oid) { $0.mapping = mapping }
        noteChange(ObjectAddress(.textSearchConfiguration, oid))
        dependConfiguration(oid, ranges: ranges)
    }

    /// `getTokenTypes`; those of a parser that is not PostgreSQL's own are not known.
    private func tokenTypes(_ statement: AlterTSConfigurationStmt, _ row: TextSearchRow) throws(SQLError) -> [String] {
        var tokens: [String] = []
        let isStandard = row.references.first?.isBuiltIn ?? false
        for node in statement.tokentype {
            guard let name = node.stringNodeValue, !tokens.contains(name) else { continue }
            if isStandard, !Self.standardTokenTypes.contains(name) {
                throw SQLError("22023", "token type \"\(name)\" does not exist", range: node.byteRange)
            }
            tokens.append(name)
        }
        return tokens
    }

    /// What the parser `default` finds in a text.
    private static let standardTokenTypes: Set<String> = [
        "asciiword", "word", "numword", "email", "url", "host", "sfloat", "version", "hword_numpart", "hword_part",
        "hword_asciipart", "blank", "tag", "protocol", "numhword", "asciihword", "hword", "url_path", "file", "float",
        "int", "uint", "entity",
    ]
}
