/// What is held of an object. A class, so that tables and the journal share it and that reading a field copies the field
/// only.
final class Held<Value> {
    // Whatever changes it does not ask for it.
    @exclusivity(unchecked) fileprivate(set) var value: Value
    /// The ``Journal/period`` in which it was made.
    fileprivate let period: Int

    init(_ value: Value, in journal: Journal) {
        self.value = value
        period = journal.period
    }

    /// Changes it where it is, if nothing goes back to what it is now.
    ///
    /// - Returns: whether it could.
    func update(in journal: Journal, _ body: (inout Value) -> Void) -> Bool {
        guard period == journal.period else { return false }
        body(&value)
        return true
    }
}

/// A table whose changes can be undone.
protocol Undoable: AnyObject {
    /// Makes a place of the table what it was before a change.
    func restore(_ place: UInt64, to before: AnyObject?)
}

/// How to undo what was changed since the transaction began, the last change last: going back to a savepoint costs no
/// more than what came after it.
final class Journal {
    private struct Change {
        let table: any Undoable
        let place: UInt64
        let before: AnyObject?
    }

    @exclusivity(unchecked) private var changes: [Change] = []
    /// How many marks were set: nothing goes back to what was made in this period, since it is younger than all marks.
    @exclusivity(unchecked) private(set) var period = 0
    /// Whether everything has been run, so that nothing changes any more.
    @exclusivity(unchecked) private(set) var isComplete = false
    /// How many statements have begun, and whether tables keep what they changed: ``CatalogTable/before(_:)``.
    @exclusivity(unchecked) fileprivate(set) var statement = 0
    @exclusivity(unchecked) var keepsEarlierRows = false

    /// Notes a change.
    ///
    /// - Parameters:
    ///   - place: what is changed, in the table's own numbers.
    ///   - before: what was there.
    func note(_ table: any Undoable, _ place: UInt64, before: AnyObject?) {
        changes.append(Change(table: table, place: place, before: before))
    }

    fileprivate func mark() -> Int {
        period += 1
        return changes.count
    }

    fileprivate func rollBack(to mark: Int) {
        while changes.count > mark {
            let change = changes.removeLast()
            change.table.restore(change.place, to: change.before)
        }
    }

    fileprivate func commit() {
        if !changes.isEmpty { changes.removeAll(keepingCapacity: changes.count < 1000) }
    }

    fileprivate func complete() {
        changes = []
        isComplete = true
    }
}

extension Database {
    /// A state of a transaction that it can go back to.
    struct Mark: Sendable {
        fileprivate let place: Int
    }

    var mark: Mark { Mark(place: journal.mark()) }

    /// Undoes what was changed behind `mark`.
    func rollBack(to mark: Mark) { journal.rollBack(to: mark.place) }

    /// Notes that a statement begins: what tables hold now is what was before it.
    func beginStatement() { journal.statement += 1 }

    /// Makes all changes final.
    func commit() { journal.commit() }

    /// Makes all changes final, the last ones.
    func complete() { journal.complete() }
}
