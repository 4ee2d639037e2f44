/// What is held of an object. A class, so that tables and logs share it and that reading a field copies the field only.
final class Held<Value> {
    let value: Value
    /// The ``Journal/period`` in which it was made.
    let period: Int

    init(_ value: Value, period: Int) {
        self.value = value
        self.period = period
    }
}

/// How to undo what was changed since the transaction began, the last change last: going back to a savepoint costs no
/// more than what came after it.
final class Journal {
    @exclusivity(unchecked) private var undoings: [() -> Void] = []
    /// How many marks were set: nothing goes back to what was made in this period, since it is younger than all marks.
    @exclusivity(unchecked) private(set) var period = 0
    /// Whether everything has been run, so that nothing changes any more.
    @exclusivity(unchecked) private(set) var isComplete = false
    /// How many statements have begun, and whether tables keep what they changed: ``CatalogTable/before(_:)``.
    @exclusivity(unchecked) fileprivate(set) var statement = 0
    @exclusivity(unchecked) var keepsEarlierRows = false

    /// Notes how to undo a change.
    func note(_ undoing: @escaping () -> Void) { undoings.append(undoing) }

    fileprivate func mark() -> Int {
        period += 1
        return undoings.count
    }

    fileprivate func rollBack(to mark: Int) {
        while undoings.count > mark { undoings.removeLast()() }
    }

    fileprivate func commit() {
        if !undoings.isEmpty { undoings = [] }
    }

    fileprivate func complete() {
        commit()
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
