/// A part of the database that can go back to what it was.
protocol Revertible {
    /// How much has changed since the transaction began.
    var mark: Int { get }
    /// Undoes what was changed behind `mark`.
    mutating func rollBack(to mark: Int)
    /// Forgets how to go back.
    mutating func commit()
}

extension CatalogTable: Revertible {}
extension DependencyTable: Revertible {}
extension RecordTable: Revertible {}

/// What is done to every part of the database in turn.
private protocol PartVisitor {
    mutating func visit(_ part: inout some Revertible)
}

extension Database {
    /// How much each part has changed since the transaction began.
    struct Mark: Sendable {
        fileprivate var parts: [Int] = []
    }

    var mark: Mark {
        get {
            var visitor = MarkVisitor()
            visitParts(&visitor)
            return visitor.mark
        }
    }

    /// Undoes what was changed behind `mark`.
    func rollBack(to mark: Mark) {
        var visitor = RollBackVisitor(marks: mark.parts[...])
        visitParts(&visitor)
    }

    /// Makes all changes final.
    func commit() {
        var visitor = CommitVisitor()
        visitParts(&visitor)
    }

    private struct MarkVisitor: PartVisitor {
        var mark = Mark()
        mutating func visit(_ part: inout some Revertible) { mark.parts.append(part.mark) }
    }

    private struct RollBackVisitor: PartVisitor {
        var marks: ArraySlice<Int>
        mutating func visit(_ part: inout some Revertible) { part.rollBack(to: marks.removeFirst()) }
    }

    private struct CommitVisitor: PartVisitor {
        mutating func visit(_ part: inout some Revertible) { part.commit() }
    }

    private func visitParts(_ visitor: inout some PartVisitor) {
        visitor.visit(&namespaces)
        visitor.visit(&relations)
        visitor.visit(&types)
        visitor.visit(&procedures)
        visitor.visit(&operators)
        visitor.visit(&casts)
        visitor.visit(&operatorClasses)
        visitor.visit(&operatorFamilies)
        visitor.visit(&accessMethods)
        visitor.visit(&collations)
        visitor.visit(&conversions)
        visitor.visit(&languages)
        visitor.visit(&constraints)
        visitor.visit(&triggers)
        visitor.visit(&rewrites)
        visitor.visit(&policies)
        visitor.visit(&statistics)
        visitor.visit(&extensions)
        visitor.visit(&eventTriggers)
        visitor.visit(&foreignDataWrappers)
        visitor.visit(&foreignServers)
        visitor.visit(&userMappings)
        visitor.visit(&textSearchParsers)
        visitor.visit(&textSearchTemplates)
        visitor.visit(&textSearchDictionaries)
        visitor.visit(&textSearchConfigurations)
        visitor.visit(&publications)
        visitor.visit(&publicationRelations)
        visitor.visit(&publicationNamespaces)
        visitor.visit(&subscriptions)
        visitor.visit(&transforms)
        visitor.visit(&largeObjects)
        visitor.visit(&defaultACLs)
        visitor.visit(&roles)
        visitor.visit(&tablespaces)
        visitor.visit(&databases)
        visitor.visit(&parameterACLs)
        visitor.visit(&records)
        visitor.visit(&dependencies)
    }
}
